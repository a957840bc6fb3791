"""Cascade rows on screen and as JSON."""

import json
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from textwrap import fill
from typing import Any

from msgspec.structs import asdict

from pipeline.report.wording import Language
from pipeline.schema import CascadeRow, Document


def print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


def as_json(row: CascadeRow) -> dict[str, Any]:
    return asdict(row) | {"flags": [flag for flag in (row.flags or "").split(";") if flag]}


def print_row(row: CascadeRow, indent: str = "", language: Language = "vi") -> None:
    """The verdict, both quantities, and the explanation below them."""
    flags = f" ({row.flags.replace(';', ', ')})" if row.flags else ""
    upper, lower = row.upper_quote or "-", row.lower_quote or "-"
    print(f"{indent}{row.verdict}{flags}: {_flat(upper)} → {_flat(lower)}")
    width = max(shutil.get_terminal_size((100, 20)).columns - 1, 40)
    lead = f"{indent}    "
    explanation = row.explanation_vi if language == "vi" else row.explanation_en
    print(fill(_flat(explanation), width, initial_indent=lead, subsequent_indent=lead))


def print_rows(rows: Iterable[CascadeRow], documents: Mapping[str, Document]) -> None:
    """The rows under the names of their two plans."""
    heading = None
    for row in rows:
        upper = name(documents[row.upper_doc_id]) if row.upper_doc_id else "(-)"
        above = f"{upper} → {name(documents[row.lower_doc_id])}"
        if above != heading:
            print(f"{above}" if heading is None else f"\n{above}")
            heading = above
        print_row(row, "  ")


def counts(rows: Iterable[CascadeRow]) -> dict[str, int]:
    """How many rows there are of each verdict, the commonest first."""
    return dict(Counter(row.verdict for row in rows).most_common())


def print_counts(rows: Iterable[CascadeRow]) -> None:
    print(", ".join(f"{count} {verdict}" for verdict, count in counts(rows).items()) or "nothing to compare")


def tell(message: str) -> None:
    print(message, file=sys.stderr)


def name(document: Document) -> str:
    """A document as a person names it."""
    return _flat(" ".join(filter(None, (document.number, document.issuer))) or document.source)


def _flat(text: str) -> str:
    return " ".join(text.split())
