"""The marked-up sentences of tests/examples: what is a target, with its attributes, and what is not."""

import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pipeline.flow import run
from pipeline.schema import DocumentTables
from pipeline.text import Raw

EXAMPLES = Path(__file__).parents[1] / "examples"
FILES = ("quantities.txt", "forms.txt")
TITLES = {
    "targets": "CÁC CHỈ TIÊU",
    "tasks": "NHIỆM VỤ VÀ GIẢI PHÁP",
    "assessment": "KẾT QUẢ NĂM 2025",
    "purpose": "MỤC ĐÍCH, YÊU CẦU",
    "implementation": "TỔ CHỨC THỰC HIỆN",
    "objectives": "MỤC TIÊU CỤ THỂ",
}
MARK = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")
COMPARATORS = {"eq", "ge", "gt", "le", "lt", "range", "approx"}


@dataclass(frozen=True)
class Mark:
    quote: str
    role: str
    amount: tuple[str, float, float | None, str] | None
    attributes: dict[str, str]


def read_mark(quote: str, said: str) -> Mark:
    words = shlex.split(said)
    if words[0] not in COMPARATORS:
        return Mark(quote, words[0], None, {})
    low, _, high = words[1].partition("-")
    attributes = dict(word.split("=", 1) for word in words[3:])
    return Mark(quote, "target", (words[0], float(low), float(high) if high else None, words[2]), attributes)


def examples() -> list[Any]:
    lines = [line.strip() for name in FILES for line in (EXAMPLES / name).read_text("utf-8").splitlines()]
    rows = [line.split(" | ", 1) for line in lines if line and not line.startswith("#")]
    return [pytest.param(kind, marked, id=MARK.sub(r"\1", marked)[:60]) for kind, marked in rows]


def directive(kind: str, sentence: str) -> DocumentTables:
    text = f"KẾ HOẠCH\nCông tác năm 2026\n\nI. CHỦ ĐỀ\n\nNâng cao chất lượng\n\nII. {TITLES[kind]}\n\n- {sentence}\n"
    return run(Raw(source="a.txt", sha256="0" * 64, media_type="text/plain", text=text, wrapped=True))


@pytest.mark.parametrize(("kind", "marked"), examples())
def test_example(kind: str, marked: str) -> None:
    marks = [read_mark(*found) for found in MARK.findall(marked)]
    tables = directive(kind, MARK.sub(r"\1", marked))
    found = [row for row in tables.targets if row.measure != "qualitative"]
    wanted = [mark for mark in marks if mark.role == "target"]
    assert [(row.comparator, row.value, row.value_high, row.unit) for row in found] == [
        m.amount for m in wanted
    ]
    for row, mark in zip(found, wanted, strict=True):
        assert mark.quote.lower().removeprefix("giảm ").removeprefix("còn ") in (row.quote or "").lower()
        for name, value in mark.attributes.items():
            assert str(getattr(row, name)) == value, name
    for mark in marks:
        if mark.role != "target":
            digits = [row for row in tables.numerals if (row.quote or "") in mark.quote and row.start]
            assert mark.role in {row.role for row in digits}, [(row.quote, row.role) for row in digits]


@dataclass(frozen=True)
class Cited:
    quote: str
    type: str
    number: str | None
    date: str | None
    issuer: str | None


def read_cited(quote: str, said: str) -> Cited:
    kind, number, day, *issuer = (None if word == "-" else word for word in shlex.split(said))
    return Cited(quote, kind or "", number, day, issuer[0] if issuer else None)


def cited_examples() -> list[Any]:
    lines = [line.strip() for line in (EXAMPLES / "references.txt").read_text("utf-8").splitlines()]
    marked = [line for line in lines if line and not line.startswith("#")]
    return [pytest.param(line, id=MARK.sub(r"\1", line)[:60]) for line in marked]


@pytest.mark.parametrize("marked", cited_examples())
def test_citation(marked: str) -> None:
    wanted = [read_cited(*found) for found in MARK.findall(marked)]
    found = directive("tasks", MARK.sub(r"\1", marked)).references
    assert [(row.type, row.number, str(row.date) if row.date else None) for row in found] == [
        (mark.type, mark.number, mark.date) for mark in wanted
    ]
    for row, mark in zip(found, wanted, strict=True):
        assert (row.quote or "") in mark.quote
        assert mark.issuer in (None, row.issuer)
