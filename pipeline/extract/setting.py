"""What the judgement of a quantity goes by, and what it ends in."""

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from pipeline.extract.clauses import Span
from pipeline.extract.quantities import Quantity
from pipeline.extract.role_cues import Cue
from pipeline.lexicon import patterns
from pipeline.schema import Genre, NumeralRole, SectionKind

AIMING: frozenset[SectionKind | None] = frozenset({"targets", "objectives"})
SHARES = frozenset({"percent", "percent_point", "ratio"})
RESULTS = frozenset({"activities", "products", "welfare", "cases"})
cue = patterns("role_context")


class Setting(Struct, frozen=True, gc=False):
    """Where a quantity stands: statement, clause, its section's kind, the document's genre, first year and issue.

    ``awarding`` says that the section's title speaks of awards; ``before`` are the words of the clause before the
    quantity; ``cues`` are those of ``role_cues`` that fit it.
    """

    folded: str
    statement: Span
    clause: Span
    kind: SectionKind | None
    awarding: bool
    genre: Genre
    first_year: int | None
    issued: date | None
    before: str
    cues: Mapping[bool, Cue]


class Verdict(Struct, frozen=True, gc=False):
    """A role with the rule that gave it and how sure that rule is."""

    role: NumeralRole
    rule: str
    confidence: float


Earlier = Sequence[tuple[Quantity, Verdict]]
