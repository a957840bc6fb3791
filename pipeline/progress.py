"""How far work has come: pages recognised of a long document, to whoever listens, and a count on the terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Listener = Callable[[int, int], None]

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Calls ``listener`` with the number of pages recognised and that of all that are to be, after each page."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def page_done(done: int, of: int) -> None:
    """Told by who recognises pages."""
    listener = _listener.get()
    if listener is not None:
        listener(done, of)


def show_count(done: int, of: int) -> None:
    """So many of all, on a line of standard error that is gone at the end; nothing where that is no terminal."""
    if sys.stderr.isatty():
        print(f"\r\033[K{done}/{of}" if done < of else "\r\033[K", end="", file=sys.stderr, flush=True)
