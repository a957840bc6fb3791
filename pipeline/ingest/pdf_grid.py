"""Tables as they stand on one page of a PDF."""

from dataclasses import dataclass

import msgspec

from pipeline.schema import BBox


class TableCell(msgspec.Struct, frozen=True, gc=False):
    """A cell: its text as one line, its box, over how many rows it reaches; no box where another covers it.

    ``confidence`` (0 to 1) is that of recognised text.
    """

    text: str = ""
    box: BBox | None = None
    rows: int | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table on a page: its box, where its columns begin (in points), and its rows, a cell for each column."""

    box: BBox
    columns: tuple[float, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    ruled: bool = True

    def holds(self, box: BBox) -> bool:
        """Whether the middle of ``box`` lies in the table."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return self.box[0] <= x <= self.box[2] and self.box[1] <= y <= self.box[3]
