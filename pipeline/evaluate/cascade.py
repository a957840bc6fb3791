"""How well the targets of two plans are aligned and judged, against ``cascade.json``.

Told apart: with the targets that gold has, and with those that are read from the files. A pair of plans that the stored
model learned from is aligned by one that knows neither of its issuers.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import structs

from pipeline.cascade.align import align
from pipeline.cascade.examples import Example, gold_targets, read_examples, read_other_themes
from pipeline.cascade.judge import Situation, judge_plans
from pipeline.cascade.model import Model, load_model
from pipeline.cascade.plans import Plan
from pipeline.cascade.reading import load_plans
from pipeline.cascade.subjects import Frequencies, count_terms
from pipeline.cascade.train import fit
from pipeline.errors import DatasetError
from pipeline.evaluate.cascade_score import CascadeScore, score_pair
from pipeline.evaluate.pairing import pair
from pipeline.evaluate.read import Gold, read_gold
from pipeline.schema import Target

_COLUMNS = ("number", "issuer", "level", "family")


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to have the plans of gold: each by its gold file, and gold's names for their targets."""

    plans: Mapping[str, Plan]
    names: Mapping[str, str]

    def frequencies(self) -> Frequencies:
        return count_terms(target for plan in self.plans.values() for target in plan.targets)


def evaluate_cascade(dataset_dir: Path, gold_dir: Path) -> tuple[CascadeScore, CascadeScore]:
    """The scores with gold's targets, then those from files. Plans that are not in the dataset are passed over.

    Raises:
        DatasetError: dataset or gold cannot be read.
        ModelError: the stored model cannot be read.
    """
    golds = {f"{gold.name}.json": gold for gold in read_gold(gold_dir)}
    by_source = {Path(plan.document.source).stem: plan for plan in load_plans(dataset_dir).values()}
    found = {name: by_source[gold.source] for name, gold in golds.items() if gold.source in by_source}
    annotated = _Reading({name: _annotated(plan, golds[name], gold_dir) for name, plan in found.items()}, {})
    names = {
        own: name for file, plan in found.items() for own, name in _names(plan, file, golds[file]).items()
    }
    models = _Models(gold_dir, golds)
    return (
        _score("gold's targets", annotated, gold_dir, models),
        _score("from files", _Reading(found, names), gold_dir, models),
    )


def _score(title: str, reading: _Reading, gold_dir: Path, models: "_Models") -> CascadeScore:
    score = CascadeScore(title)
    frequencies = reading.frequencies()
    for rows in _pairs(gold_dir):
        upper, lower = reading.plans.get(rows["upper"] or ""), reading.plans.get(rows["lower"])
        if upper is None or lower is None:
            continue
        kinds = {section.section_id: section.kind for plan in (upper, lower) for section in plan.sections}
        model = models.without(rows["upper"], rows["lower"])
        aligned = align(upper.targets, lower.targets, frequencies, kinds, model)
        judged = judge_plans(Situation(upper, lower, aligned))
        score_pair(score, rows, aligned, judged, reading.names)
    return score


def _pairs(gold_dir: Path) -> Sequence[Mapping[str, Any]]:
    try:
        pairs: list[dict[str, Any]] = json.loads((gold_dir / "cascade.json").read_text(encoding="utf-8"))[
            "pairs"
        ]
    except (OSError, ValueError, LookupError) as error:
        raise DatasetError(f"{gold_dir / 'cascade.json'}: cannot be read ({error})") from error
    return pairs


def _annotated(plan: Plan, gold: Gold, gold_dir: Path) -> Plan:
    """The plan with the targets and the document that gold has."""
    said = gold.content["document"]
    start, end = (date.fromisoformat(day) if day else None for day in said.get("period") or (None, None))
    document = structs.replace(
        plan.document, period_start=start, period_end=end, **{name: said[name] for name in _COLUMNS}
    )
    flat = " ".join(plan.text.split())
    targets = (_placed(target, plan.text, flat) for target in gold_targets(gold_dir, f"{gold.name}.json"))
    return replace(plan, document=document, targets=tuple(targets))


def _placed(target: Target, text: str, flat: str) -> Target:
    """The target with the place of its quote, roughly (blanks may differ)."""
    near = max(flat.find(" ".join(target.statement.split())), 0)
    at = text.find(target.quote or "", near)
    return structs.replace(target, start=at, end=at + len(target.quote or "")) if at >= 0 else target


def _names(plan: Plan, file: str, gold: Gold) -> dict[str, str]:
    """Gold's names of the targets that were found."""
    items = gold.items("targets")
    rows = [structs.asdict(target) for target in plan.targets if target.measure != "qualitative"]
    numbers = {id(item): number for number, item in enumerate(items, 1)}
    paired = pair("targets", items, rows, gold.optional("targets")).pairs
    return {row["target_id"]: f"{file}#t{numbers[id(item)]}" for item, row in paired}


class _Models:
    """The stored model, or one that knows neither issuer of a pair where the stored one learned from it.

    It is a class for the models that it keeps: both readings ask for each.
    """

    def __init__(self, gold_dir: Path, golds: Mapping[str, Gold]) -> None:
        self._stored = load_model()
        self._issuers = {name: gold.content["document"].get("issuer") or name for name, gold in golds.items()}
        self._examples = _examples(gold_dir)
        self._fitted: dict[frozenset[str], Model] = {}

    def without(self, upper: str, lower: str) -> Model:
        if not {upper, lower} & set(self._stored.plans):
            return self._stored
        kept = self._of({upper, lower})
        if kept not in self._fitted:
            self._fitted[kept] = fit([item for item in self._examples if not self._of(item.names) & kept])
        return self._fitted[kept]

    def _of(self, names: Iterable[str]) -> frozenset[str]:
        return frozenset(self._issuers.get(name, name) for name in names)


@cache
def _examples(gold_dir: Path) -> tuple[Example, ...]:
    others = gold_dir.parent / "alignment.toml"
    return (*read_examples(gold_dir), *(read_other_themes(others) if others.exists() else ()))
