"""Pages of a PDF as pictures, drawn in a process of their own: a hostile file costs its pictures and nothing else.

As that process, it takes pickled (path, page) on stdin and gives pickled sizes and bytes (None: damaged) on stdout.
"""

import io
import os
import pickle
import resource
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_SECONDS_PER_PAGE = 20.0
_MOST_MEMORY = 2_000_000_000
_DOTS_PER_INCH = 100
_MOST_DOTS = 2_000  # of a side: a poster is drawn coarser
_QUALITY = 40  # of WebP: letters of 11 points are clear, a page takes 50 to 120 KB


class DrawingError(Exception):
    """A page that cannot be drawn: it is damaged, takes too long, or brings the process down."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as one sees it: its width and height in points, and the bytes of a WebP file."""

    size: tuple[float, float]
    webp: bytes


class Drawer:
    """The process that draws; it is started when the first page comes, and again after a fault."""

    def __init__(self, seconds: float = _SECONDS_PER_PAGE) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Drawer":
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def draw(self, path: Path, number: int) -> Picture:
        """The page of that number (from 1), turned and cropped as one sees it.

        Raises:
            DrawingError: it is damaged, or takes too long.
        """
        process = self._process = self._process or _start()
        assert process.stdin is not None
        assert process.stdout is not None
        timer = threading.Timer(self._seconds, process.kill)
        timer.start()
        try:
            pickle.dump((path, number), process.stdin)
            process.stdin.flush()
            drawn: tuple[tuple[float, float], bytes] | None = pickle.load(process.stdout)
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            self._end()
            raise DrawingError(f"{path}: page {number} brings pdfium down, or takes too long") from error
        finally:
            timer.cancel()
        if drawn is None:
            raise DrawingError(f"{path}: page {number} is damaged")
        return Picture(*drawn)

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def _start() -> "subprocess.Popen[bytes]":
    # -P: a file of the user's folder that is called like one of our modules must not be imported.
    command = [sys.executable, "-P", "-W", "ignore", "-m", "pipeline.report.drawing"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def draw(path: Path, number: int) -> tuple[tuple[float, float], bytes] | None:
    """The size and the bytes of a page's picture, drawn in this process; None where the page is damaged."""
    import pypdfium2  # noqa: PLC0415 - only the process that draws has to load it

    try:
        with pypdfium2.PdfDocument(path) as document:
            page = document[number - 1]
            width, height = page.get_size()
            image = page.render(scale=min(_DOTS_PER_INCH / 72, _MOST_DOTS / max(width, height))).to_pil()
            data = io.BytesIO()
            image.convert("RGB").save(data, "WEBP", quality=_QUALITY, method=2)
            return (round(width, 1), round(height, 1)), data.getvalue()
    except (pypdfium2.PdfiumError, OSError, ValueError, IndexError, MemoryError):
        return None


def _serve(tasks: BinaryIO, pictures: BinaryIO) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    try:
        while True:
            pickle.dump(draw(*pickle.load(tasks)), pictures)
            pictures.flush()
    except (EOFError, BrokenPipeError):
        return  # the report is done


if __name__ == "__main__":
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the pictures
    _serve(sys.stdin.buffer, out)
