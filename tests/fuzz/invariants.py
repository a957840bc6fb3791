"""What holds of every text, whatever it says: no crash, quotes that stand where they say, every number with one role."""

import re
from itertools import pairwise

import msgspec

from pipeline.dataset.tables import ROW_TABLES, TABLES
from pipeline.flow import read_file
from pipeline.schema import DocumentTables
from pipeline.text import Raw, Text

_DIGIT = re.compile("[0-9]")


def raw_of(text: str, wrapped: bool = True) -> Raw:
    return Raw(source="x.txt", sha256="0" * 64, media_type="text/plain", text=text, wrapped=wrapped)


def check(text: str, wrapped: bool = True) -> None:
    """Read ``text`` as a file's, every document in it.

    Raises:
        AssertionError: something that must hold of every text does not hold of this one.
    """
    raw = raw_of(text, wrapped)
    for part, tables in read_file(raw):
        assert part.text == tables.text
        _check_rows(tables)
        _check_ids(tables)
        _check_numerals(tables)
        _check_sections(tables)
        _check_way_back(part, tables)


def _check_rows(tables: DocumentTables) -> None:
    msgspec.convert(
        msgspec.to_builtins(tables), DocumentTables
    )  # every value is of its column's type and choices
    for name in ROW_TABLES:
        for row in getattr(tables, name):
            assert 0 <= row.confidence <= 1, (name, row.confidence)
            if name == "findings" and row.start is None:
                continue
            assert 0 <= row.start < row.end <= len(tables.text), (name, row.start, row.end)
            assert tables.text[row.start : row.end] == row.quote, (name, row.quote)
            assert row.rule, name


def _check_ids(tables: DocumentTables) -> None:
    ids = {
        name: [getattr(row, TABLES[name].primary_key or "") for row in getattr(tables, name)]
        for name in ROW_TABLES
    }
    for name, found in ids.items():
        assert len(set(found)) == len(found), f"an id of {name} stands twice"
    for name in ROW_TABLES:
        for key in TABLES[name].foreign_keys:
            if key.table in ids:
                named = {getattr(row, key.column) for row in getattr(tables, name)} - {None}
                assert named <= set(ids[key.table]), f"{name}.{key.column} names a row that is not there"
    owners = {row.owner_id for row in tables.numerals} - {None}
    assert owners <= {one for name in ROW_TABLES for one in ids[name]}, "an owner is not there"


def _check_numerals(tables: DocumentTables) -> None:
    """No number is left out, none is counted twice."""
    spans = [(row.start or 0, row.end or 0) for row in tables.numerals]
    assert all(one[1] <= other[0] for one, other in pairwise(spans)), "numerals overlap"
    held = {offset for start, end in spans for offset in range(start, end)}
    left = [match.start() for match in _DIGIT.finditer(tables.text) if match.start() not in held]
    assert not left, f"a digit at {left[0]} is in no numeral"


def _check_sections(tables: DocumentTables) -> None:
    """Sections nest: each within its parent, one level deeper, and none across the end of another."""
    by_id = {row.section_id: row for row in tables.sections}
    open_ends: list[int] = []
    for row in tables.sections:
        start, end = row.start or 0, row.body_end
        assert (row.end or 0) <= end <= len(tables.text), "a section ends within its heading"
        while open_ends and open_ends[-1] <= start:
            open_ends.pop()
        assert not open_ends or end <= open_ends[-1], "sections cross"
        open_ends.append(end)
        parent = by_id.get(row.parent_id or "")
        assert row.depth == (parent.depth + 1 if parent else 1), "a depth that is not one below the parent's"
        if parent:
            assert (parent.start or 0) <= start, "a section before its parent"
            assert end <= parent.body_end, "a section ends after its parent"


def _check_way_back(part: Text, tables: DocumentTables) -> None:
    """The raw text at a number has its digits: the map of offsets leads back to the very place."""
    text = part.raw.text
    for row in tables.numerals:
        start, end = row.start or 0, row.end or 0
        low, high = part.offsets.to_raw(start, end)
        assert 0 <= low <= high <= len(text), "a place outside of the file"
        digits = "".join(_DIGIT.findall(tables.text[start:end]))
        assert digits in "".join(_DIGIT.findall(text[low:high])), f"{digits!r} leads to {text[low:high]!r}"
