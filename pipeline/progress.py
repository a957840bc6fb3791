"""What a long document tells while it is read: pages recognised, to whoever listens."""

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
