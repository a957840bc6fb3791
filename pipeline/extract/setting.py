"""What the judgement of a quantity goes by, and what it ends in."""

from typing import NamedTuple

from pipeline.extract.clauses import Span
from pipeline.extract.quantities import Quantity
from pipeline.lexicon import patterns
from pipeline.schema import Genre, NumeralRole, SectionKind

AIMING: frozenset[SectionKind | None] = frozenset({"targets", "objectives"})
SHARES = frozenset({"percent", "percent_point", "ratio"})
RESULTS = frozenset({"activities", "products", "welfare", "cases"})
cue = patterns("role_context")


class Setting(NamedTuple):
    """Where a quantity stands: statement, clause, its section's kind and title, the document's genre and first year."""

    folded: str
    statement: Span
    clause: Span
    kind: SectionKind | None
    section_title: str
    genre: Genre
    first_year: int | None

    def before(self, quantity: Quantity) -> str:
        """The words of the clause before the quantity."""
        return self.folded[self.clause[0] : quantity.start]


class Verdict(NamedTuple):
    """A role with the rule that gave it and how sure that rule is."""

    role: NumeralRole
    rule: str
    confidence: float


Earlier = tuple[tuple[Quantity, Verdict], ...]
