"""Every number of the text and what it is: the row that holds it gives its role, else the words around it do."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from pipeline.extract.judging import Judged
from pipeline.extract.mentions import DateMention
from pipeline.extract.numerals import Number
from pipeline.schema import Deadline, Numeral, NumeralRole, Reference, Section
from pipeline.text import Text


class Claim(Struct, frozen=True, gc=False):
    """A span whose numbers have this role; ``owner_id`` is the row of that span, if it has one."""

    start: int
    end: int
    role: NumeralRole
    owner_id: str | None
    rule: str


class Claims(Struct, frozen=True):
    """Claims that do not overlap, in order: where two do, the one given first holds."""

    claims: tuple[Claim, ...]

    @classmethod
    def of(cls, found: Iterable[Claim]) -> "Claims":
        kept: list[Claim] = []
        starts: list[int] = []
        for claim in found:
            at = bisect_right(starts, claim.start)
            if (at and kept[at - 1].end > claim.start) or (at < len(kept) and kept[at].start < claim.end):
                continue
            kept.insert(at, claim)
            starts.insert(at, claim.start)
        return cls(tuple(kept))

    def holding(self, numbers: Iterable[Number]) -> dict[int, Claim]:
        """The claims that hold one of the ``numbers``, which are in order, by the place where the number starts."""
        held: dict[int, Claim] = {}
        claims = iter(self.claims)
        claim = next(claims, None)
        for number in numbers:
            start = number.start
            while claim and claim.end <= start:
                claim = next(claims, None)
            if claim and claim.start <= start:
                held[start] = claim
        return held


def claim(
    text: Text,
    sections: Sequence[Section],
    references: Sequence[Reference],
    deadlines: Sequence[Deadline],
    dates: Sequence[DateMention],
) -> Claims:
    """Who holds which part of the text, the strongest claim first: furniture, citations, markers, deadlines, dates."""
    return Claims.of(
        [
            *[
                Claim(line.start, line.end, "page_furniture", None, "furniture")
                for line in text.lines
                if line.role == "furniture"
            ],
            *[Claim(r.start or 0, r.end or 0, "reference", r.reference_id, r.rule) for r in references],
            *_markers(sections),
            *[Claim(d.start or 0, d.end or 0, "deadline", d.deadline_id, d.rule) for d in deadlines],
            *[Claim(d.start, d.end, "date", None, f"date.{d.form}") for d in dates],
        ]
    )


def _markers(sections: Sequence[Section]) -> Iterable[Claim]:
    for section in sections:
        if section.marker and section.start is not None:
            yield Claim(
                section.start, section.start + len(section.marker), "marker", section.section_id, section.rule
            )


class Known(Struct, frozen=True):
    """What the stages found of the numbers, each by the place where a number starts, the strongest first.

    ``shapes`` are those told by their form alone; ``judged`` the quantities that hold them; ``targets`` leads from the
    first number of a target's quantity to the target.
    """

    claims: Mapping[int, Claim]
    shapes: Mapping[int, tuple[NumeralRole, str]]
    judged: Mapping[int, Judged]
    targets: Mapping[int, str]

    @classmethod
    def of(
        cls,
        claims: Mapping[int, Claim],
        shapes: Mapping[int, tuple[NumeralRole, str]],
        judged: Sequence[Judged],
        targets: Mapping[int, str],
    ) -> "Known":
        return cls(claims, shapes, {at: item for item in judged for at in item.quantity.numbers}, targets)


def account(text: Text, numbers: Sequence[Number], known: Known) -> tuple[Numeral, ...]:
    """One row per number."""
    rows: list[Numeral] = []
    for ordinal, number in enumerate(numbers, 1):
        role, owner, rule, confidence = _role(number, known)
        rows.append(
            Numeral(
                *text.at(number.start, number.end),
                rule=rule,
                confidence=confidence,
                numeral_id=f"{text.doc_id}-n{ordinal}",
                value=number.value,
                role=role,
                owner_id=owner,
            )
        )
    return tuple(rows)


def _role(number: Number, known: Known) -> tuple[NumeralRole, str | None, str, float]:
    if held := known.claims.get(number.start):
        return held.role, held.owner_id, held.rule, 0.95
    if shape := known.shapes.get(number.start):
        return shape[0], None, shape[1], 0.8
    item = known.judged.get(number.start)
    if item is None:
        owner = known.targets.get(number.start)
        return ("target", owner, "table.cell", 0.85) if owner else ("unclassified", None, "none", 0.5)
    owner = known.targets.get(item.quantity.number)
    if item.verdict.role == "target" and owner is None:
        return "unclassified", None, item.verdict.rule, 0.5
    return item.verdict.role, owner, item.verdict.rule, item.verdict.confidence
