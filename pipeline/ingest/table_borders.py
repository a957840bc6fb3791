"""Which tables of a Word file are tables, and which only lay out the page.

The head and the signature block of a directive are tables of two columns without lines (Nghị định
30/2020/NĐ-CP, Phụ lục I, has them as two blocks side by side); a table of data has lines or more columns.
"""

from lxml import etree

from pipeline.ingest.wordprocessing import W, child_value

_UNDRAWN = frozenset({"nil", "none", None})
_INNER = ("insideH", "insideV")
_SIDES = ("left", "right", "start", "end")
_LAYOUT_COLUMNS = 2
_LAYOUT_ROWS = 4


def lays_out(table: etree._Element, bordered: frozenset[str]) -> bool:
    """Whether ``table`` only lays out the page; ``bordered`` are the table styles with inner lines."""
    rows = [_own(row, "tc") for row in _own(table, "tr")]
    filled = {
        index for row in rows for index, cell in enumerate(row) if next(cell.iter(f"{W}t"), None) is not None
    }
    if len(filled) <= 1 or table.find(f".//{W}tbl") is not None:
        return True
    if len(filled) > _LAYOUT_COLUMNS or len(rows) > _LAYOUT_ROWS:
        return False
    return len(rows) == 1 or not _is_bordered(table, bordered)


def _own(parent: etree._Element, name: str) -> list[etree._Element]:
    """The rows of a table or the cells of a row, also those that content controls wrap."""
    return [item for item in parent.iter(f"{W}{name}") if next(item.iterancestors(str(parent.tag))) is parent]


def bordered_styles(styles: etree._Element | None) -> frozenset[str]:
    """The ids of the table styles of styles.xml that draw lines between cells, inherited ones included."""
    found = [] if styles is None else [s for s in styles.iter(f"{W}style") if s.get(f"{W}type") == "table"]
    parents = {style.get(f"{W}styleId", ""): child_value(style, "basedOn") for style in found}
    own = {
        style.get(f"{W}styleId", "")
        for style in found
        if _draws(style.find(f"{W}tblPr/{W}tblBorders"), _INNER)
    }
    bordered = set()
    for style in parents:
        above: str | None = style
        for _ in parents:
            if above in own:
                bordered.add(style)
                break
            above = parents.get(above or "")
    return frozenset(bordered)


def _is_bordered(table: etree._Element, bordered: frozenset[str]) -> bool:
    properties = table.find(f"{W}tblPr")
    borders = properties.find(f"{W}tblBorders") if properties is not None else None
    by_style = borders is None and child_value(properties, "tblStyle") in bordered
    cells = list(table.iter(f"{W}tcBorders"))
    return (
        by_style
        or _draws(borders, _INNER)
        or sum(_draws(cell, _SIDES) for cell in cells) * 2 > len(list(table.iter(f"{W}tc")))
    )


def _draws(borders: etree._Element | None, sides: tuple[str, ...]) -> bool:
    return any(child_value(borders, side) not in _UNDRAWN for side in sides)
