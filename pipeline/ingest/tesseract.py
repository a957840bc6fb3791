"""The program tesseract: a grey image in, its words with boxes and confidence out."""

import csv
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from io import BytesIO, StringIO
from typing import NamedTuple

from PIL import Image

from pipeline.ingest.pieces import Unreadable

LANGUAGE = "vie"
_PROGRAM = "tesseract"
_INSTALL = "install the Debian packages tesseract-ocr and tesseract-ocr-vie, or their like"
# Several processes of one thread each are faster than one of several threads.
_ENVIRONMENT = {"OMP_THREAD_LIMIT": "1"}
_ORIENTATION, _LAYOUT, _BLOCK, _LINE = "0", "3", "6", "7"
_ROTATE = re.compile(r"Rotate: (\d+)")
_WORD_LEVEL = "5"


class RecognitionFailed(Exception):  # noqa: N818 (a reason, as Unreadable is)
    """Why a page could not be recognised, in words for people."""


class Found(NamedTuple):
    """A word; its box is in pixels: left, top, right, bottom. ``line`` tells words of one line from others'."""

    text: str
    box: tuple[int, int, int, int]
    confidence: float
    line: tuple[int, int, int]

    def moved(self, by: tuple[int, int]) -> "Found":
        """The word, so many pixels to the right and down."""
        left, top, right, bottom = self.box
        return self._replace(box=(left + by[0], top + by[1], right + by[0], bottom + by[1]))


def words(image: Image.Image, dpi: int, seconds: float) -> list[Found]:
    """The words on a page, line by line, columns one after the other.

    Raises:
        RecognitionFailed: tesseract takes longer than ``seconds``, or ends with an error.
    """
    (found,) = _words(_run([image], dpi, seconds, _LAYOUT), 1)
    return found


def words_of_line(image: Image.Image, dpi: int, seconds: float) -> list[Found]:
    """The words in an image that holds one line.

    Raises:
        RecognitionFailed: as `words`.
    """
    (found,) = words_of_lines([image], dpi, seconds)
    return found


def words_of_lines(images: Sequence[Image.Image], dpi: int, seconds: float) -> list[list[Found]]:
    """The words in each of some images that hold one line, all read by one process.

    Raises:
        RecognitionFailed: as `words`.
    """
    return _words(_run(images, dpi, seconds, _LINE), len(images)) if images else []


def words_of_blocks(images: Sequence[Image.Image], dpi: int, seconds: float) -> list[list[Found]]:
    """The words in each of some images that hold one column of lines, all read by one process.

    Raises:
        RecognitionFailed: as `words`.
    """
    return _words(_run(images, dpi, seconds, _BLOCK), len(images)) if images else []


def missing() -> str | None:
    """What keeps us from recognising text here, and what to do about it; None where nothing does."""
    if shutil.which(_PROGRAM) is None:
        return f"the program tesseract is not there; {_INSTALL}"
    if LANGUAGE not in languages():
        return f"tesseract has no data for Vietnamese ({LANGUAGE}); {_INSTALL}"
    return None


@cache
def languages() -> tuple[str, ...]:
    """The languages that the installed tesseract knows; none where it is not installed, or does not answer."""
    command = [_PROGRAM, "--list-langs"]
    try:
        said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return tuple(sorted(line.strip() for line in said.splitlines()[1:]))


def quarters_to_upright(image: Image.Image, dpi: int, seconds: float) -> int:
    """By how many quarters of a circle the page has to be turned against the clock for its lines to be read.

    Raises:
        RecognitionFailed: as `words`; also where the page has too few letters, or tesseract has no data to tell.
    """
    said = _ROTATE.search(_run([image], dpi, seconds, _ORIENTATION))
    return -int(said[1]) // 90 % 4 if said else 0


def _run(images: Sequence[Image.Image], dpi: int, seconds: float, mode: str) -> str:
    file = BytesIO()
    # Said, as Pillow would take that of the file, which may be for black and white only.
    images[0].save(file, "TIFF", save_all=True, append_images=images[1:], compression="raw")
    told = ("-l", "osd") if mode == _ORIENTATION else ("-l", LANGUAGE, "tsv")
    command = [_PROGRAM, "stdin", "stdout", "--dpi", str(dpi), "--psm", mode, *told]
    try:
        done = subprocess.run(
            command,
            input=file.getvalue(),
            capture_output=True,
            env=os.environ | _ENVIRONMENT,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise RecognitionFailed(
            f"recognition took longer than {seconds:g} s (seconds_per_scanned_page)"
        ) from error
    except OSError as error:
        raise Unreadable(f"tesseract cannot be run ({error.strerror or error})") from error
    if done.returncode != 0:
        why = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise RecognitionFailed(f"tesseract ended with code {done.returncode} ({why})")
    return done.stdout.decode("utf-8", "replace")


def _words(table: str, images: int) -> list[list[Found]]:
    """The words of each image, from the table that tesseract writes; it counts images from 1."""
    found: list[list[Found]] = [[] for _ in range(images)]
    for row in csv.DictReader(StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == _WORD_LEVEL and (text := row["text"].strip()):
            found[int(row["page_num"]) - 1].append(_found(text, row))
    return found


def _found(text: str, row: dict[str, str]) -> Found:
    left, top, width, height = (int(row[name]) for name in ("left", "top", "width", "height"))
    return Found(
        text,
        (left, top, left + width, top + height),
        max(float(row["conf"]), 0.0) / 100,
        (int(row["block_num"]), int(row["par_num"]), int(row["line_num"])),
    )
