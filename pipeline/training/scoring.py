"""What a way of judging finds in an annotated document: its targets, right or false, and how many it misses."""

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import asdict

from pipeline import flow
from pipeline.evaluate.calibration import Judged as JudgedRow
from pipeline.evaluate.pairing import pair
from pipeline.extract.judging import Judged
from pipeline.training.labels import Annotated


@dataclass(frozen=True, slots=True)
class Scored:
    """The rows that gold calls right or false, and the number of targets that have none."""

    rows: tuple[JudgedRow, ...]
    missed: int


def score_targets(document: Annotated, judged: Sequence[Judged]) -> Scored:
    """The targets of a document whose quantities are ``judged`` so, as ``chitieu evaluate`` counts them."""
    gold = document.gold
    found = flow.rows(document.reading, judged).targets
    rows = [asdict(row) for row in found if row.measure != "qualitative"]
    pairing = pair("targets", gold.items("targets"), rows, gold.optional("targets"))
    told = [(row, True) for _, row in pairing.pairs] + [(row, False) for row in pairing.false]
    return Scored(
        tuple(
            JudgedRow(gold.name, row["quote"], row["rule"], row["confidence"], right) for row, right in told
        ),
        len(pairing.missed),
    )
