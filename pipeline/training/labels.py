"""What every quantity of the annotated documents is, by gold: the examples that the model of roles learns from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import asdict, replace

from pipeline import flow, ingest
from pipeline.evaluate.agreement import Item
from pipeline.evaluate.likeness import number, overlap, same_number
from pipeline.evaluate.pairing import pair
from pipeline.evaluate.read import Gold, read_gold
from pipeline.extract.judging import Judged
from pipeline.extract.targets import build_targets
from pipeline.schema import NumeralRole
from pipeline.settings import Settings

UNSEEN = "unseen"  # the corpus's folder of directives that no rule was written from


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document as the rules read it, beside its gold.

    ``roles[i]`` is what ``reading.judged[i]`` is; None where gold leaves it open.
    ``unseen`` says that no rule was written from it.
    """

    gold: Gold
    issuer: str
    reading: flow.Reading
    roles: tuple[NumeralRole | None, ...]
    unseen: bool


def read_annotated(directives: Path, gold: Path, *, unseen: bool) -> Iterator[Annotated]:
    """The documents of the folder ``directives`` that the folder ``gold`` annotates, in the order of its files."""
    files = {path.stem: path for path in sorted(directives.iterdir()) if path.is_file()}
    for item in read_gold(gold):
        if path := files.get(item.source):
            reading = flow.read(ingest.read(path, path.name, Settings())[0])
            yield Annotated(item, _issuer(item), reading, _roles(item, reading), unseen)


def _issuer(gold: Gold) -> str:
    return gold.content.get("document", {}).get("issuer") or gold.name


def _roles(gold: Gold, reading: flow.Reading) -> tuple[NumeralRole | None, ...]:
    """By gold what it names; else what the rules say, and boilerplate where they see a target that gold does not."""
    items = gold.items("targets")
    rows = _as_targets(reading)
    pairing = pair("targets", items, rows, gold.optional("targets"))
    right = {id(row) for _, row in pairing.pairs}
    false = {id(row) for row in pairing.false}
    named = [*_conditions(gold), *_others(gold)]
    return tuple(
        "target"
        if id(row) in right or (id(row) not in false and _restates(row, items))
        else _told(row, named, item)
        if id(row) in false
        else None
        for item, row in zip(reading.judged, rows, strict=False)
    )


def _as_targets(reading: flow.Reading) -> list[Item]:
    """The rows as they would be if every quantity were a target, those of tables last."""
    judged = [replace(item, verdict=replace(item.verdict, role="target")) for item in reading.judged]
    rows = build_targets(reading.text, reading.sections, reading.deadlines, judged)
    return [asdict(row) for row in (*rows, *reading.tables.targets)]


def _restates(row: Item, items: Sequence[Item]) -> bool:
    """Whether a row that is neither right nor false is a further mention of a target."""
    return any(
        same_number(number(item["value"]), number(row["value"])) and overlap(item["quote"], row["quote"])
        for item in items
    )


def _conditions(gold: Gold) -> Iterator[tuple[NumeralRole, Item]]:
    for item in gold.items("conditions"):
        yield "condition", item


def _others(gold: Gold) -> Iterator[tuple[NumeralRole, Item]]:
    for item in gold.items("not_targets"):
        if not isinstance(item, str) and item.get("role"):
            yield item["role"], item


def _told(row: Item, named: Sequence[tuple[NumeralRole, Item]], item: Judged) -> NumeralRole:
    """What gold says of a quantity that is no target; what it does not name is what the rules say."""
    for role, told in named:
        same = "value" not in told or same_number(number(told["value"]), number(row["value"]))
        if same and overlap(told["quote"], row["quote"]):
            return role
    return "boilerplate" if item.verdict.role in {"target", "unclassified"} else item.verdict.role
