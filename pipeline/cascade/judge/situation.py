"""What the dimensions are judged in: the two plans, what is aligned between them, and what is known of their bodies."""

from dataclasses import dataclass
from functools import cached_property

from pipeline.cascade import terms
from pipeline.cascade.clauses import Clauses, read_clauses
from pipeline.cascade.plans import Aligned, Plan
from pipeline.cascade.units import UnitCount, count_of
from pipeline.folding import fold
from pipeline.schema import Target


@dataclass(frozen=True)
class Situation:
    """Two plans, all that is aligned between them, and the unit counts that the user knows."""

    upper: Plan
    lower: Plan
    aligned: tuple[Aligned, ...] = ()
    units: tuple[UnitCount, ...] = ()

    @cached_property
    def sector(self) -> str | None:
        """The one sector that all members of the lower body belong to."""
        return terms.own_sector(self.lower.document.issuer or "")

    @cached_property
    def lower_names(self) -> frozenset[str]:
        """The syllables of the lower body's own name and place, which confine nothing in its own plan."""
        document = self.lower.document
        return terms.syllables(fold(f"{document.issuer or ''} {document.place or ''}")) - _COMMON

    @cached_property
    def upper_names(self) -> frozenset[str]:
        document = self.upper.document
        return terms.syllables(fold(f"{document.issuer or ''} {document.place or ''}")) - _COMMON

    @cached_property
    def clauses(self) -> Clauses:
        """What the lower plan says without setting a target."""
        return read_clauses(self.lower)

    @cached_property
    def same_body(self) -> bool:
        """Whether both plans are of one body: a plan for the term and one for the year."""
        upper, lower = self.upper.document, self.lower.document
        return bool(upper.issuer and lower.issuer and fold(upper.issuer) == fold(lower.issuer))

    def is_unit(self, phrase: str | None) -> bool:
        """Whether the lower body is itself one of the bodies that a phrase names."""
        level = self.lower.document.level
        return bool(phrase and level and level in terms.levels_of(phrase))

    def count(self, phrase: str) -> int | None:
        """How many of what the phrase names the lower body has."""
        return count_of(phrase, self.lower, self.units)

    def lowers_of(self, upper: Target) -> tuple[Aligned, ...]:
        """What is aligned with an upper target."""
        return tuple(self._by_upper.get(upper.target_id, ()))

    @cached_property
    def _by_upper(self) -> dict[str, list[Aligned]]:
        found: dict[str, list[Aligned]] = {}
        for pair in self.aligned:
            found.setdefault(pair.upper.target_id, []).append(pair)
        return found


_COMMON = frozenset(
    "công đoàn cơ sở liên lao động hội tỉnh huyện thị xã phường thành phố bộ ngành ban viên trường ủy nhân dân".split()  # noqa: SIM905
)
