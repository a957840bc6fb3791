"""What the model of alignment learns from: pairs of plans whose targets a person has laid side by side."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import DatasetError
from pipeline.schema import SectionKind, Target

Link = tuple[str, str]  # target ids, upper and lower
_TAKEN_OVER = "by_reference"
_COLUMNS = (
    *("quote", "action", "population", "condition", "per", "measure", "comparator", "value", "value_high"),
    *("unit", "unit_text", "direction", "frequency", "change", "baseline", "modality", "actor"),
)


@dataclass(frozen=True, slots=True)
class Example:
    """Two plans by the names of their gold, ``links`` that hold, upper targets that are ``unsettled``.

    Whether an unsettled target (another body's share, say) has a lower one is no matter of meaning.
    """

    upper_name: str
    lower_name: str
    upper: tuple[Target, ...]
    lower: tuple[Target, ...]
    links: frozenset[Link]
    unsettled: frozenset[str]
    kinds: Mapping[str, SectionKind]

    @property
    def names(self) -> frozenset[str]:
        return frozenset((self.upper_name, self.lower_name))


def read_examples(gold: Path) -> tuple[Example, ...]:
    """The pairs of ``cascade.json`` whose two plans are at hand.

    A lower plan's commitments in prose, which have rows but are no quantified targets, stand among its targets.

    Raises:
        DatasetError: no such file, or it names what is not there.
    """
    path = gold / "cascade.json"
    try:
        pairs = json.loads(path.read_text(encoding="utf-8"))["pairs"]
        return tuple(_example(gold, pair) for pair in pairs if pair["upper"])
    except (OSError, ValueError, LookupError) as error:
        raise DatasetError(f"{path}: cannot be read ({error})") from error


def read_other_themes(path: Path) -> tuple[Example, ...]:
    """The pairs of ``alignment.toml``: targets of other themes, told by what they are about only.

    Raises:
        DatasetError: the file cannot be read.
    """
    try:
        plans = tomllib.loads(path.read_text(encoding="utf-8")).get("plans", ())
        return tuple(_other_theme(plan) for plan in plans)
    except (OSError, ValueError, LookupError) as error:
        raise DatasetError(f"{path}: cannot be read ({error})") from error


def gold_targets(gold: Path, name: str) -> tuple[Target, ...]:
    """The targets of one gold file, their ids as ``cascade.json`` has them (``FILE#t1``)."""
    items = _content(gold / name).get("targets", ())
    return tuple(_target(f"{name}#t{number}", item) for number, item in enumerate(items, 1))


@cache
def _content(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def _example(gold: Path, pair: Mapping[str, Any]) -> Example:
    rows = pair["targets"]
    promises = [
        (row["upper"], f"{pair['lower']}#{row['lower_quote']}") for row in rows if _says_in_prose(row)
    ]
    prose = [_in_prose(promise) for promise in dict.fromkeys(promise for _, promise in promises)]
    return Example(
        pair["upper"],
        pair["lower"],
        gold_targets(gold, pair["upper"]),
        (*gold_targets(gold, pair["lower"]), *prose),
        frozenset(
            {(row["upper"], row["lower"]) for row in rows if row["upper"] and row["lower"]} | set(promises)
        ),
        frozenset(row["upper"] for row in rows if row["verdict"] == "not_applicable"),
        dict([*_kinds(gold / pair["upper"]), *_kinds(gold / pair["lower"])]),
    )


def _says_in_prose(row: Mapping[str, Any]) -> bool:
    return bool(row["upper"] and row["lower_quote"] and not row["lower"]) and row["verdict"] != _TAKEN_OVER


def _in_prose(target_id: str) -> Target:
    said = target_id.partition("#")[2]
    return _target(target_id, {"quote": said, "action": said, "statement": said, "measure": "qualitative"})


def _target(target_id: str, item: Mapping[str, Any]) -> Target:
    section = item.get("section")
    return Target(
        doc_id=target_id.partition("#")[0],
        start=None,
        end=None,
        rule="gold",
        target_id=target_id,
        section_id=f"{target_id.partition('#')[0]}#{section}" if section else None,
        statement=item["statement"],
        deadline_end=date.fromisoformat(item["deadline"]) if item.get("deadline") else None,
        **{column: item[column] for column in _COLUMNS if item.get(column) is not None},
    )


def _kinds(path: Path) -> Iterator[tuple[str, SectionKind]]:
    for section in _content(path).get("sections", ()):
        yield f"{path.name}#{section[0]}", section[1]


def _other_theme(plan: Mapping[str, Any]) -> Example:
    names = f"{plan['theme']} upper", f"{plan['theme']} lower"
    upper, lower = (
        tuple(_told(f"{name}#{key}", item) for key, item in plan[side].items())
        for name, side in zip(names, ("upper", "lower"), strict=True)
    )
    links = frozenset(
        (f"{names[0]}#{above}", f"{names[1]}#{key}")
        for key, item in plan["lower"].items()
        for above in item.get("of", ())
    )
    return Example(*names, upper, lower, links, frozenset(), {})


def _told(target_id: str, item: Mapping[str, Any]) -> Target:
    said = " ".join(
        filter(None, (item.get("per"), item.get("population"), item.get("action"), item.get("unit_text")))
    )
    unit, measure = ("count", "count") if "unit_text" in item else ("percent", "share")
    told = {"quote": "", "statement": said, "measure": measure, **item}
    return _target(target_id, told if told["measure"] == "qualitative" else {"unit": unit, **told})
