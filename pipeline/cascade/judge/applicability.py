"""Rule 1: whom an upper target is for. Not for the lower body: its actor, sector or period is another."""

from pipeline.cascade import terms
from pipeline.cascade.judge.shares import is_lower_body, named_body
from pipeline.cascade.judge.situation import Situation
from pipeline.cascade.steps import Step
from pipeline.folding import fold
from pipeline.gazetteer.organisations import same_body
from pipeline.schema import Target

_PLACED = ("trong", "tại", "ở", "cho các", "trong các")


def not_applicable(upper: Target, at: Situation, aligned: bool) -> Step | None:
    """Why an upper target is not for the lower body, None where it may be.

    ``aligned``: the lower plan takes it up all the same; then only what is certain stands against it.
    """
    return (
        _by_actor(upper, at, aligned)
        or _by_units(upper, at)
        or _by_sector(upper, at)
        or (None if aligned else _by_absence(upper, at) or _by_period(upper, at))
    )


def _by_actor(upper: Target, at: Situation, aligned: bool) -> Step | None:
    actor = upper.actor
    if not actor or terms.find("everyone", fold(actor)) or is_lower_body(actor, at):
        return None
    facts = {"actor": actor}
    if terms.find("others", fold(actor)):
        return Step("actor.other_body", "not_applicable", facts=facts)
    if _is_upper_body(actor, at):
        return Step("actor.upper_body", "not_applicable", facts=facts)
    levels = terms.levels_of(actor)
    if levels and _reaches(levels, at):
        issuer = at.lower.document.issuer
        if named_body(actor) and issuer and not same_body(actor, issuer):
            return Step("actor.other_body", "not_applicable", facts=facts)
        return None
    if named_body(actor) and not at.is_unit(actor):
        return Step("actor.other_body", "not_applicable", facts=facts)
    if (
        terms.find("own_body", fold(actor))
        and not aligned
        and not terms.find("shared", fold(upper.statement))
    ):
        return Step("actor.upper_body", "not_applicable", facts=facts)
    return None


def _is_upper_body(actor: str, at: Situation) -> bool:
    """The issuer itself or one of its organs: said by its name, or by its level alone ("Liên đoàn Lao động tỉnh")."""
    upper, lower = at.upper.document, at.lower.document
    if at.same_body:
        return False
    levels = terms.levels_of(actor)
    if named_body(actor) and upper.issuer:
        return same_body(actor, upper.issuer)
    if upper.issuer and same_body(actor, upper.issuer) and not at.is_unit(actor):
        return True
    return bool(upper.level in levels and lower.level not in levels)


def _reaches(levels: frozenset[str], at: Situation) -> bool:
    """Whether bodies of these levels are the lower body or below it."""
    own = terms.LEVELS.get(at.lower.document.level or "")
    return own is None or any(terms.LEVELS[level] >= own for level in levels)


def _by_units(upper: Target, at: Situation) -> Step | None:
    """A target for each of bodies that all stand above the lower one."""
    for phrase in (upper.per, upper.population):
        levels = terms.levels_of(phrase) if phrase else frozenset()
        if levels and not _reaches(levels, at):
            return Step("actor.level", "not_applicable", facts={"actor": phrase or ""})
    return None


def _by_sector(upper: Target, at: Situation) -> Step | None:
    if at.sector is None:
        return None
    said = fold(f"{upper.population or ''} ; {upper.per or ''} ; {upper.condition or ''}")
    sectors = terms.sectors_of(said) | _placed_sectors(upper)
    if sectors and at.sector not in sectors:
        return Step("actor.sector", "not_applicable", facts={"sector": "; ".join(sorted(sectors))})
    return None


def _placed_sectors(upper: Target) -> frozenset[str]:
    """Sectors that the action is confined to: "lắp đặt … trong các khu công nghiệp"."""
    action = fold(upper.action or "")
    found: set[str] = set()
    for word in _PLACED:
        for piece in action.split(f" {word} ")[1:]:
            head = " ".join(piece.split()[:5])
            found |= terms.sectors_of(head)
    return frozenset(found)


def _by_absence(upper: Target, at: Situation) -> Step | None:
    """The lower plan says that it has none of the places that the target is for."""
    hit = terms.find("absent", fold(at.lower.text))
    what = hit.groupdict()["what"] if hit else None
    said = fold(f"{upper.population or ''} {upper.per or ''} {upper.action or ''}")
    if what and what in said:
        return Step("actor.absent", "not_applicable", facts={"actor": what})
    return None


def _by_period(upper: Target, at: Situation) -> Step | None:
    start = at.lower.document.period_start
    if start and upper.deadline_end and upper.deadline_end < start:
        return Step("actor.period", "not_applicable", facts={"upper_date": f"{upper.deadline_end:%d/%m/%Y}"})
    return None
