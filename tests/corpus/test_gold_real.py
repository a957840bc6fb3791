"""The gold of the real documents: it is that of the very files, and quotes no more of them than it needs."""

import json
import re
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, get_args

import pytest

from pipeline import flow, ingest, schema
from pipeline.settings import Settings
from pipeline.text import Raw

from .reading import CORPUS, fold

REAL = Path(__file__).resolve().parents[3] / "shared" / "real"
GOLD = sorted((CORPUS / "gold" / "real").glob("*.json"))
LONGEST_QUOTE = 12
TABLES = ("targets", "conditions", "references", "deadlines")
VALUES = {
    "comparator": schema.Comparator,
    "unit": schema.Unit,
    "direction": schema.Direction,
    "modality": schema.Modality,
    "kind": schema.DeadlineKind,
    "level": schema.Level,
    "family": schema.Family,
    "genre": schema.Genre,
}

real_documents = pytest.mark.skipif(
    not REAL.exists(), reason="the real documents are not part of the project"
)
each_gold = pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)


def content(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def plain(text: str) -> str:
    """Folded as a reader sees it: capitals, emphasis and line wraps apart."""
    return fold(re.sub(r"\*+", "", text)).casefold()


@cache
def document(name: str) -> Raw:
    (raw,) = ingest.read(REAL / name, name, Settings())
    return raw


def documents(gold: dict[str, Any]) -> list[dict[str, Any]]:
    """The gold of each document in the file: of those before the last under ``before``."""
    return [*gold.get("before", []), gold]


def quotes(gold: dict[str, Any]) -> list[tuple[str, int]]:
    """Every piece of the document that the gold holds, and how often it has to stand there."""
    counted = [(row["quote"], row["mentions"]) for table in TABLES for row in gold[table]]
    loose = [*gold["not_targets"], *gold["qualitative_targets"], *(row["quote"] for row in gold["optional"])]
    titles = [title for _, _, title in gold["sections"] if title]
    return counted + [(quote, 1) for quote in loose + titles]


@each_gold
def test_no_sentence_of_a_document_is_kept(path: Path) -> None:
    for gold in documents(content(path)):
        check_lengths(gold)


def check_lengths(gold: dict[str, Any]) -> None:
    described = [row[key] for row in gold["targets"] for key in ("population", "action") if row[key]]
    for words in [*(quote for quote, _ in quotes(gold)), *described, gold["document"]["theme"] or ""]:
        assert len(words.split()) <= LONGEST_QUOTE, words


@each_gold
def test_values_are_those_of_the_schema(path: Path) -> None:
    for gold in documents(content(path)):
        for row in [gold["document"], *(row for table in TABLES for row in gold[table])]:
            for key, allowed in VALUES.items():
                assert row.get(key) in {None, *get_args(allowed)}, (key, row)
        assert {kind for _, kind, _ in gold["sections"]} <= set(get_args(schema.SectionKind))
        paths = {section for section, _, _ in gold["sections"]}
        assert {row["section"] for row in gold["targets"]} <= paths | {None}


@real_documents
@each_gold
def test_gold_is_of_this_file(path: Path) -> None:
    gold = content(path)
    assert Path(gold["source"]).stem == path.stem
    assert sha256((REAL / gold["source"]).read_bytes()).hexdigest() == gold["sha256"]


@real_documents
@each_gold
def test_every_quote_stands_in_the_document(path: Path) -> None:
    gold = content(path)
    if gold.get("ocr"):
        pytest.skip("its quotes are those of the pages, its text is recognised from their images")
    texts = [plain(tables.text) for tables in flow.run_file(document(gold["source"]))]
    assert len(texts) == len(documents(gold))
    for text, part in zip(texts, documents(gold), strict=True):
        for quote, mentions in quotes(part):
            assert text.count(plain(quote)) >= mentions, quote
