"""The corpus and its gold agree with each other."""

import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any, get_args

import docx
import pypdfium2
import pytest

from pipeline import schema

from .reading import CORPUS, DIRECTIVES, GOLD, build, directive_text, fold, gold

KEYS = {
    "document": {
        "type",
        "number",
        "issued",
        "issuer",
        "level",
        "family",
        "period",
        "signer",
        "theme",
        "genre",
    },
    "targets": {
        *("quote", "comparator", "value", "value_high", "unit", "unit_text", "population", "per", "action"),
        *("modality", "direction", "frequency", "deadline", "section", "mentions"),
        *("measure", "condition", "change", "baseline", "actor", "statement"),
    },
    "references": {"quote", "type", "number", "date", "issuer", "year", "title", "mentions"},
    "deadlines": {"quote", "kind", "start", "end", "recurrence", "what", "mentions"},
    "conditions": {"quote", "comparator", "value", "unit", "mentions", "why"},
}
VALUES = {
    "comparator": schema.Comparator,
    "unit": schema.Unit,
    "measure": schema.Measure,
    "direction": schema.Direction,
    "modality": schema.Modality,
    "change": schema.Change,
    "kind": schema.DeadlineKind,
    "level": schema.Level,
    "family": schema.Family,
    "genre": schema.Genre,
}
NAMES = [path.name for path in GOLD]


def rows(name: str) -> list[tuple[str, dict[str, Any]]]:
    return [(table, row) for table in KEYS if table != "document" for row in gold(name)[table]]


def test_one_gold_per_directive() -> None:
    assert sorted(gold(name)["source"] for name in NAMES) == [path.name for path in DIRECTIVES]
    assert [Path(gold(name)["source"]).stem for name in NAMES] == [Path(name).stem for name in NAMES]


@pytest.mark.parametrize("name", NAMES)
def test_keys(name: str) -> None:
    assert set(gold(name)["document"]) == KEYS["document"]
    for table, row in rows(name):
        assert KEYS[table] <= set(row), (table, row["quote"])


@pytest.mark.parametrize("name", NAMES)
def test_values_are_those_of_the_schema(name: str) -> None:
    for row in [gold(name)["document"], *(row for _, row in rows(name))]:
        for key, allowed in VALUES.items():
            assert row.get(key) in {None, *get_args(allowed)}, (key, row)
    for _, kind, _ in gold(name)["sections"]:
        assert kind in get_args(schema.SectionKind)


@pytest.mark.parametrize("name", NAMES)
def test_every_quote_stands_in_the_text(name: str) -> None:
    text = directive_text(gold(name)["source"])
    for table, row in rows(name):
        assert text.count(fold(row["quote"])) >= row["mentions"], (table, row["quote"])
    loose = [*gold(name)["not_targets"], *gold(name).get("qualitative_targets", [])]
    for quote in [*loose, *(row["quote"] for row in gold(name)["optional"])]:
        assert fold(quote) in text, quote
    for row in gold(name)["targets"]:
        assert fold(row["statement"]) in text
        assert fold(row["quote"]) in fold(row["statement"])


@pytest.mark.parametrize("name", NAMES)
def test_equal_quotes_do_not_share_an_occurrence(name: str) -> None:
    text = directive_text(gold(name)["source"])
    for table in ("targets", "references", "deadlines"):
        wanted: dict[str, int] = {}
        for row in gold(name)[table]:
            wanted[fold(row["quote"])] = wanted.get(fold(row["quote"]), 0) + row["mentions"]
        for quote, count in wanted.items():
            assert text.count(quote) >= count, (table, quote)


@pytest.mark.parametrize("name", NAMES)
def test_titles_and_sections_exist(name: str) -> None:
    content = gold(name)
    text = directive_text(content["source"])
    for _, _, title in content["sections"]:
        assert title is None or fold(title) in text
    paths = {path for path, _, _ in content["sections"]}
    for row in content["targets"]:
        assert row["section"] is None or row["section"] in paths, row["section"]


@pytest.mark.parametrize("name", NAMES)
def test_dates(name: str) -> None:
    for _, row in rows(name):
        for key in ("date", "start", "end", "deadline"):
            if row.get(key):
                date.fromisoformat(row[key])
    start, end = gold(name)["document"]["period"] or (None, None)
    assert start is None or end is None or start <= end


@pytest.mark.parametrize(
    "path", [path for path in DIRECTIVES if path.suffix in (".docx", ".pdf")], ids=lambda p: p.name
)
def test_built_files_are_those_of_their_sources(path: Path) -> None:
    if path.suffix == ".docx":
        document = docx.Document(str(path))
        built = " ".join(
            element.text or "" for element in document.element.body.iter() if element.tag.endswith("}t")
        )
    else:
        built = "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path))
        built = built.replace("\ufffe", "-")
    source = (CORPUS / "sources" / f"{path.stem}.txt").read_text(encoding="utf-8")
    text = " ".join(text.replace("||", " ").replace("|", " ") for _, text in build.read_lines(source))
    wanted, have = (Counter(re.findall(r"\w{4,}", fold(words))) for words in (text, built))
    assert not wanted - have
    assert set(wanted) == set(have), "a table head may repeat on the next page, but no word is new"
