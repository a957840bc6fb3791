"""``chitieu show``: the way back from a row to its file, page and box, with the words around it."""

import argparse
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from textwrap import fill
from typing import Any

from msgspec.structs import asdict

from pipeline.commands.screen import as_json, print_json, print_row
from pipeline.dataset.lookup import Found, find_row
from pipeline.dataset.package import TEXT_FOLDER
from pipeline.dataset.tables import TABLES
from pipeline.outline import section_at
from pipeline.report.formats import document_label, number, period, quantity, section_name
from pipeline.report.places import Pieces, marked_around
from pipeline.report.sources import source_file
from pipeline.report.wording import Words, words
from pipeline.schema import Deadline, Document, Finding, Numeral, Reference, Row, Section, Target

_AROUND = 2  # lines before and after
_MARKS = ("⟦", "⟧")
_BOLD, _PLAIN = "\033[1m", "\033[0m"


def run(args: argparse.Namespace) -> int:
    """Print the row of that id, or the document of that id or number."""
    found = find_row(args.dataset, args.id)
    sides = _sides(found, args.dataset)
    if args.json:
        print_json(_json(found, args.dataset) | {name: _json(side, args.dataset) for name, side in sides})
        return 0
    said = words(args.lang)
    if found.document is not None:
        _print(found, found.document, args.dataset, said)
        return 0
    print_row(found.row, language=args.lang)
    for name, side in sides:
        assert side.document is not None
        print(f"\n{said('show', name)}")
        _print(side, side.document, args.dataset, said)
    return 0


def _sides(found: Found, dataset: Path) -> list[tuple[str, Found]]:
    """The targets that a row of the cascade compares; a row of another table has none."""
    if found.document is not None:
        return []
    ids = (("upper", found.row.upper_target_id), ("lower", found.row.lower_target_id))
    return [(name, find_row(dataset, target)) for name, target in ids if target]


def _json(found: Found, dataset: Path) -> dict[str, Any]:
    if found.document is None:
        return {"table": found.table, "row": as_json(found.row)}
    before, quote, after = _words_around(found) or ("", "", "")
    return {
        "table": found.table,
        "row": _plain_values(found.row),
        "document": _plain_values(found.document),
        "file": source_file(found.document, dataset).state,
        "trail": [section_name(section) for section in _trail(found)],
        "words": {"before": before, "quote": quote, "after": after},
    }


def _plain_values(record: Any) -> dict[str, Any]:
    return {
        key: value.isoformat() if isinstance(value, date) else value for key, value in asdict(record).items()
    }


def _print(found: Found, document: Document, dataset: Path, said: Words) -> None:
    """The row's place line by line, then the words around it with its own marked."""
    key = TABLES[found.table].primary_key
    print(f"{said('row', found.table)} {getattr(found.row, key or '')}")
    lines = [("says", _says(found.row, said)), *_of_document(document, dataset, said)]
    if isinstance(found.row, Row):
        lines += _of_row(found, found.row, said)
    names = {name: said("show", name) for name, _ in lines}
    width = max(map(len, names.values()))
    for name, value in lines:
        if value:
            print(f"  {names[name]:{width}}  {' '.join(value.split())}")
    around = _words_around(found)
    if around:
        print()
        print(_marked(around))


def _says(row: Row | Document, said: Words) -> str:
    """What the row says, in few words."""
    parts: tuple[str | None, ...] = ()
    match row:
        case Document():
            parts = (row.title,)
        case Target():
            parts = (quantity(row, said),)
        case Reference():
            parts = (said("relation", row.relation), row.number or row.title)
        case Deadline():
            parts = (said("deadline_kind", row.kind), period(row.start_date, row.end_date, said))
        case Numeral():
            parts = (said("role", row.role), None if row.value is None else number(row.value, said))
        case Finding():
            message = row.message_vi if said.language == "vi" else row.message_en
            parts = (f"{said('severity', row.severity)}:", message)
    return " ".join(filter(None, parts))


def _of_document(document: Document, dataset: Path, said: Words) -> Iterator[tuple[str, str]]:
    kind = " ".join(filter(None, (document.type_name, document_label(document))))
    yield "document", " – ".join(filter(None, (kind, document.issuer)))
    yield "file", document.source + said("show", source_file(document, dataset).state)


def _of_row(found: Found, row: Row, said: Words) -> Iterator[tuple[str, str]]:
    yield "section", " › ".join(map(section_name, _trail(found)))
    yield "page", str(row.page or "")
    if row.bbox:
        x0, top, x1, bottom = (number(round(edge, 1), said) for edge in row.bbox)
        yield "box", said("show", "box_value").format(x0=x0, top=top, x1=x1, bottom=bottom)
    yield "paragraph", str(row.paragraph or "")
    if row.cell:
        table, line, column = row.cell.split(",")
        yield "cell", said("show", "cell_value").format(table=table, row=line, column=column)
    if row.start is not None:
        text = f"{TEXT_FOLDER}/{row.doc_id}.txt"
        yield "place", said("show", "place_value").format(start=row.start, end=row.end, text=text)
    confidence = number(round(100 * row.confidence, 1), said)
    yield "rule", said("show", "rule_value").format(rule=row.rule, confidence=confidence)


def _trail(found: Found) -> list[Section]:
    """The sections from the root down to the one that the row stands in."""
    if getattr(found.row, "start", None) is None:
        return []
    by_id = {section.section_id: section for section in found.sections}
    at = section_at(found.sections, found.row.start)
    trail: list[Section] = []
    while at is not None:
        trail.insert(0, at)
        at = by_id.get(at.parent_id or "")
    return trail


def _words_around(found: Found) -> Pieces | None:
    row = found.row
    if not isinstance(row, Row) or row.start is None or row.end is None:
        return None
    return marked_around(found.text, row.start, row.end, _AROUND)


def _marked(around: Pieces) -> str:
    before, quote, after = around
    bold, plain = (_BOLD, _PLAIN) if sys.stdout.isatty() else ("", "")
    marked = f"{before}{bold}{_MARKS[0]}{quote}{_MARKS[1]}{plain}{after}"
    width = max(shutil.get_terminal_size((100, 20)).columns - 1, 40)
    lines = (line for line in marked.split("\n") if line.strip())
    return "\n".join(fill(line, width, initial_indent="  | ", subsequent_indent="  | ") for line in lines)
