"""The findings in the corpus are those of its gold, no more and no less; in the real documents there is no false one."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.commands.lint import lint_files
from pipeline.evaluate.findings import expected, score
from pipeline.evaluate.report import Fault, Score
from pipeline.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
GOLD = sorted(path for path in (ROOT / "corpus" / "gold").glob("*.json") if path.name != "cascade.json")
REAL = ROOT.parent / "shared" / "real"
# Without the scans: to recognise them takes minutes, and `chitieu evaluate` measures them.
REAL_GOLD = [
    path
    for path in sorted((ROOT / "corpus" / "gold" / "real").glob("*.json"))
    if not json.loads(path.read_text(encoding="utf-8")).get("ocr")
]


def scored(path: Path, gold: dict[str, Any]) -> tuple[Score, list[Fault]]:
    linted = lint_files([path], Settings())
    if linted.failures:
        pytest.skip(f"{path.name} cannot be read here: {linted.failures[0].reason}")
    rows = [{"code": one.finding.code, "quote": one.finding.quote} for one in linted.found]
    return score(path.name, expected(gold["findings"]), rows)


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_a_directive_of_the_corpus(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    _, faults = scored(ROOT / "corpus" / "directives" / gold["source"], gold)
    assert faults == []


@pytest.mark.skipif(not REAL.exists(), reason="the real documents are not part of the project")
@pytest.mark.parametrize("path", REAL_GOLD, ids=lambda path: path.stem)
def test_a_real_document_has_no_false_finding(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    parts = [gold, *gold.get("before", ())]
    _, faults = scored(
        REAL / gold["source"], {"findings": [row for part in parts for row in part["findings"]]}
    )
    assert [fault for fault in faults if fault.what == "FALSE"] == []
