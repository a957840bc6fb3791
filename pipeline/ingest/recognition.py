"""Scanned pages to lines of text: cleaned, recognised page by page on all processors, with the box of each word."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby, islice, pairwise
from statistics import mean, median, quantiles
from time import monotonic

from msgspec.structs import replace
from PIL import Image

from pipeline.ingest import tesseract
from pipeline.ingest.first_look import upright
from pipeline.ingest.misread import mended, with_numeral
from pipeline.ingest.overlooked import overlooked
from pipeline.ingest.pdf_grid import PageTable
from pipeline.ingest.pdf_lines import ScannedWord, TextLine
from pipeline.ingest.scan_figures import figures_in_lines, figures_in_tables
from pipeline.ingest.scan_image import CleanPage
from pipeline.ingest.scan_tables import (
    frames,
    points,
    ruled_tables,
)
from pipeline.ingest.stems import with_stems_counted
from pipeline.ingest.tesseract import Found, RecognitionFailed
from pipeline.progress import page_done
from pipeline.settings import Settings

_POINTS = 72
# What one process of tesseract takes for a page.
_MEMORY = 250_000_000
# Signs in place of those that they look like: tesseract knows more signs than directives have, and takes an 8 for §.
_SIGNS = str.maketrans({"⁄": "/", "∕": "/", "‚": ",", "`": "'", "§": "8"})
# A line with nothing surer is the rest of a stamp, a signature or dirt.
_NOISE = 0.35
_SENTENCE_ENDS = ".;:!?…"
# A line that is found at the second look only, and how many a page may have (each takes a process of its own).
_SURE = 0.6
_MOST_SPOTS = 60
_COLUMN_GAP = 1.6  # in heights of a line's box
_FONT = 1.05  # a font's size in heights of its lines' boxes


@dataclass(frozen=True, slots=True)
class Scan:
    """A page as it was scanned, and where it stands in its file (``page``, 1-based)."""

    page: int
    image: Image.Image
    dpi: float


@dataclass(frozen=True, slots=True)
class Recognised:
    """The lines and tables of a page of this height, in points; or the reason why there are none.

    Their boxes are those of the page as it is read, upright and level, those of words as it was scanned.
    """

    page: int
    height: float
    lines: list[TextLine]
    tables: list[PageTable]
    reason: str | None = None


def recognise(scans: Iterable[Scan], pages: int, settings: Settings) -> Iterator[Recognised]:
    """The lines of each of ``pages`` scans, in their order; images are made as they are needed."""
    processes = max(1, min(settings.processes, settings.memory_per_document // _MEMORY))
    waiting: deque[Future[Recognised]] = deque()
    done = 0
    with ThreadPoolExecutor(processes) as pool:
        for scan in scans:
            waiting.append(pool.submit(_recognised, scan, settings.seconds_per_scanned_page))
            while len(waiting) > processes:
                yield waiting.popleft().result()
                page_done(done := done + 1, pages)
        while waiting:
            yield waiting.popleft().result()
            page_done(done := done + 1, pages)


def _recognised(scan: Scan, seconds: float) -> Recognised:
    height = scan.image.height * _POINTS / scan.dpi
    try:
        return lines_and_tables(scan, seconds)
    except RecognitionFailed as failed:
        return Recognised(scan.page, height, [], [], str(failed))


def lines_and_tables(scan: Scan, seconds: float) -> Recognised:
    """The lines on a page, each with its words, and the tables that some lie in; upright, whichever way it was scanned.

    Second looks have what the first leaves of ``seconds``.

    Raises:
        RecognitionFailed: tesseract takes longer than ``seconds`` for the first look, or ends with an error.
    """
    deadline, dpi, scale = monotonic() + seconds, round(scan.dpi), _POINTS / scan.dpi
    look = upright(scan.image, scan.dpi, deadline)
    page, bare, drawn = look.page, look.bare, look.drawn
    lines = _by_lines(look.found)
    for line in _overlooked_lines([*look.found, *look.inside], bare, dpi, deadline):
        lines.insert(_place(lines, line), line)
    said = [
        [_said(word, page) for word in line] for line in _without_noise([*lines, *_by_lines(look.inside)])
    ]
    outer, inner = _parted(said, look.framed, scale)
    with suppress(RecognitionFailed):  # they stay as they were read first
        outer = figures_in_lines(bare, outer, dpi, _left(deadline))
        inner = figures_in_tables(bare, frames(drawn, inner, scale), inner, dpi, _left(deadline))
    tables = ruled_tables(page, drawn, mended(inner), scale)
    text = [with_numeral(mended(line)) for line in outer]
    height = page.image.height * scale
    return Recognised(scan.page, height, _with_tables(_lines(text, page, scale), tables), tables)


def _left(deadline: float) -> float:
    return max(deadline - monotonic(), 0.0)


def _by_lines(words: Iterable[Found]) -> list[list[Found]]:
    return [list(line) for _, line in groupby(words, key=lambda word: word.line)]


def _parted(
    lines: Iterable[list[Found]], tables: Sequence[PageTable], scale: float
) -> tuple[list[list[Found]], list[Found]]:
    """The lines outside of ``tables``, and the words inside."""
    outer: list[list[Found]] = []
    inner: list[Found] = []
    for line in lines:
        if any(table.holds(points(line[0].box, scale)) for table in tables):
            inner += line
        else:
            outer.append(line)
    return outer, inner


def _overlooked_lines(
    found: Sequence[Found], image: Image.Image, dpi: int, deadline: float
) -> Iterator[list[Found]]:
    """The lines that recognition passed over, by a second look at each; what is not sure then is no print.

    At the ``deadline`` there are no more of them, and a look that fails finds nothing: the page keeps what it has.
    """
    height = median(word.box[3] - word.box[1] for word in found) if found else 0
    spots = islice(overlooked(image, [word.box for word in found], height), _MOST_SPOTS) if height else ()
    for spot in spots:
        if (seconds := deadline - monotonic()) <= 0:
            return
        try:
            words = tesseract.words_of_line(image.crop(spot), dpi, seconds)
        except RecognitionFailed:
            continue
        line = [word.moved(spot[:2]) for word in words]
        if line and mean(word.confidence for word in line) > _SURE:
            yield line


def _said(word: Found, page: CleanPage) -> Found:
    text = with_stems_counted(word.text.translate(_SIGNS), page.image.crop(word.box))
    return word._replace(text=text)


def _place(lines: Sequence[list[Found]], line: list[Found]) -> int:
    """Before the first of ``lines`` that stands below ``line``, and not beside it."""
    left, right, foot = line[0].box[0], line[-1].box[2], line[0].box[3]
    for at, other in enumerate(lines):
        if other[0].box[3] > foot and other[0].box[0] < right and other[-1].box[2] > left:
            return at
    return len(lines)


def _without_noise(lines: Iterable[list[Found]]) -> Iterator[list[Found]]:
    """The lines, but for strokes that are no words."""
    for words in lines:
        kept = [word for word in words if not _is_stroke(word)]
        if max((word.confidence for word in kept), default=0.0) > _NOISE:
            yield kept


def _is_stroke(word: Found) -> bool:
    """Whether it is a sign without letters or digits that is not sure; a dash or a sign of a list mostly is."""
    return word.confidence < _NOISE and not any(character.isalnum() for character in word.text)


def _lines(found: Iterable[list[Found]], page: CleanPage, scale: float) -> list[TextLine]:
    lines = list(found)
    height = median([_height(words) for words in lines] or [0])
    parts = [part for words in lines for part in _apart(words, _COLUMN_GAP * height)]
    made = [_line(words, page, scale, height * scale * _FONT) for words in parts]
    ends = [False, *(_ends_paragraph(above, below) for above, below in pairwise(parts))]
    return [replace(line, joint="\n\n") if end else line for line, end in zip(made, ends, strict=False)]


def _with_tables(lines: list[TextLine], tables: Iterable[PageTable]) -> list[TextLine]:
    """The lines, and one in the place of each table, that says what its cells say."""
    lines = list(lines)
    for table in tables:
        text = " ".join(cell.text for row in table.rows for cell in row if cell.text)
        place = next((at for at, line in enumerate(lines) if line.box[1] > table.box[1]), len(lines))
        size = lines[0].size if lines else 0.0
        lines.insert(place, TextLine(text, table.box, table.box[3], size))
    return lines


def _ends_paragraph(above: list[Found], below: list[Found]) -> bool:
    """Whether tesseract sees a paragraph's end between two lines, and the words agree."""
    return above[0].line[:2] != below[0].line[:2] and above[-1].text[-1] in _SENTENCE_ENDS


def _apart(words: list[Found], gap: float) -> Iterator[list[Found]]:
    """The words of a line, those of two columns beside each other apart; several gaps are a justified line's."""
    wide = [
        at for at, (left, right) in enumerate(pairwise(words), start=1) if right.box[0] - left.box[2] > gap
    ]
    cuts = [0, *wide, len(words)] if len(wide) == 1 else [0, len(words)]
    yield from (words[start:end] for start, end in pairwise(cuts))


def _line(found: list[Found], page: CleanPage, scale: float, size: float) -> TextLine:
    words = tuple(_word(word, page, scale) for word in found)
    box = (
        min(word.box[0] for word in found) * scale,
        min(word.box[1] for word in found) * scale,
        max(word.box[2] for word in found) * scale,
        max(word.box[3] for word in found) * scale,
    )
    text = " ".join(word.text for word in words)
    return TextLine(text, box, _baseline(found) * scale, size, words=words)


def _word(found: Found, page: CleanPage, scale: float) -> ScannedWord:
    left, top, right, bottom = (round(edge * scale, 2) for edge in page.box_on_paper(found.box))
    return ScannedWord(found.text, (left, top, right, bottom), found.confidence)


def _height(words: list[Found]) -> int:
    return max(word.box[3] for word in words) - min(word.box[1] for word in words)


def _baseline(words: list[Found]) -> float:
    """Most words have no letter or dot below the line: their lower edge is the baseline."""
    bottoms = [word.box[3] for word in words]
    return quantiles(bottoms, n=4, method="inclusive")[0] if len(bottoms) > 1 else bottoms[0]
