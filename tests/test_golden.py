"""The same small directive in every format: its rows are those of ``golden/plan.FORMAT.csv``.

``pytest tests/test_golden.py --regenerate`` writes these files anew; read the difference before you commit it.
"""

import csv
import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.flow import run
from pipeline.ingest import read
from pipeline.schema import DocumentTables
from pipeline.settings import Settings

GOLDEN = Path(__file__).parent / "golden"
SHOWN = {
    "sections": ("marker", "kind", "depth"),
    "targets": (
        "comparator",
        "value",
        "unit",
        "population",
        "action",
        "condition",
        "per",
        "deadline_end",
        "actor",
    ),
    "references": ("type", "number", "date", "issuer"),
    "deadlines": ("kind", "start_date", "end_date"),
    "numerals": ("role", "value"),
}
PLACE = ("page", "paragraph", "cell")


def rows(tables: DocumentTables) -> Iterator[list[str]]:
    yield ["table", *PLACE, "quote", "attributes"]
    document = tables.document
    facts = {
        name: getattr(document, name) for name in ("type", "number", "issued", "issuer", "level", "genre")
    }
    yield ["document", "", "", "", "", told(facts)]
    for table, names in SHOWN.items():
        for row in getattr(tables, table):
            place = [str(getattr(row, name) or "") for name in PLACE]
            yield [table, *place, row.quote or "", told({name: getattr(row, name) for name in names})]


def told(facts: dict[str, Any]) -> str:
    return "; ".join(f"{name}={value}" for name, value in facts.items() if value is not None)


@pytest.mark.parametrize("suffix", ["txt", "md", "html", "docx", "doc", "pdf"])
def test_the_rows_of_a_format(suffix: str, pytestconfig: pytest.Config) -> None:
    if suffix == "doc" and not shutil.which("antiword"):
        pytest.skip("needs antiword")
    path = GOLDEN / f"plan.{suffix}"
    (raw,) = read(path, path.name, Settings())
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows(run(raw)))
    expected = GOLDEN / f"plan.{suffix}.csv"
    if pytestconfig.getoption("--regenerate"):
        expected.write_text(written.getvalue(), encoding="utf-8")
    assert written.getvalue() == expected.read_text(encoding="utf-8")
