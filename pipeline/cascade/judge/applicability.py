"""Rule 1: whom an upper target is for. Not for the lower body: its actor, sector or period is another."""

import re

from pipeline.cascade import terms
from pipeline.cascade.judge.shares import is_lower_body, named_body
from pipeline.cascade.judge.situation import Situation
from pipeline.cascade.steps import Step
from pipeline.folding import fold
from pipeline.gazetteer.organisations import read_body, same_body
from pipeline.schema import Target

_MARKER = re.compile(r"^\s*(?:[-+*•]|[\w.]{1,6}[.)/-])\s+")
_HEAD_WORDS = 6
_PLACED = ("trong", "tại", "ở", "cho các", "trong các")


def not_applicable(upper: Target, at: Situation, aligned: bool) -> Step | None:
    """Why an upper target is not for the lower body, None where it may be.

    ``aligned``: the lower plan takes it up all the same; then only what is certain stands against it.
    """
    return (
        _by_actor(upper, at, aligned)
        or _by_party(upper, at)
        or _by_units(upper, at)
        or _by_sector(upper, at)
        or (None if aligned else _by_absence(upper, at) or _by_period(upper, at))
    )


def _by_actor(upper: Target, at: Situation, aligned: bool) -> Step | None:
    if upper.actor:
        rule = None if is_lower_body(upper.actor, at) else _barred_by(upper.actor, upper, at, aligned)
        return Step(rule, "not_applicable", facts={"actor": upper.actor}) if rule else None
    actor = _unsaid_actor(upper, at)
    if actor and not aligned and _barred_by(actor, upper, at, aligned) == "actor.upper_body":
        return Step("actor.upper_body", "not_applicable", facts={"actor": actor}, doubt=0.8)
    return None


def _unsaid_actor(upper: Target, at: Situation) -> str | None:
    """Whose a target without an actor is: that of the same statement, or the body that the statement begins with."""
    if any(terms.levels_of(phrase) for phrase in (upper.per, upper.population) if phrase):
        return None
    before = [row for row in at.upper.targets if row.statement == upper.statement]
    said = [row.actor for row in before[: before.index(upper)] if row.actor]
    if said:
        return said[-1]
    head = " ".join(_MARKER.sub("", upper.statement).split()[:_HEAD_WORDS])
    begins = terms.levels_of(head) or terms.find("own_body", fold(head))
    return head if begins and read_body(head) else None


def _barred_by(actor: str, upper: Target, at: Situation, aligned: bool) -> str | None:
    """The rule by which an actor is neither the lower body nor below it."""
    if terms.find("others", fold(actor)):
        return "actor.other_body"
    if terms.find("everyone", fold(actor)):
        return None
    if _is_upper_body(actor, at):
        return "actor.upper_body"
    if terms.find("own_body", fold(actor)):
        together = aligned or terms.find("shared", fold(upper.statement))
        return None if together else "actor.upper_body"
    issuer = at.lower.document.issuer
    return "actor.other_body" if issuer and named_body(actor) and not same_body(actor, issuer) else None


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


def _by_party(upper: Target, at: Situation) -> Step | None:
    """Admitting members of the Party is the Party's own work."""
    said = fold(f"{upper.action or ''}, {upper.population or ''}")
    if at.upper.document.family == "party" != at.lower.document.family and terms.find("party_only", said):
        return Step("actor.upper_body", "not_applicable", facts={"actor": at.upper.document.issuer or ""})
    return None


def _by_sector(upper: Target, at: Situation) -> Step | None:
    if at.sector is None:
        return None
    said = fold(f"{upper.population or ''} ; {upper.per or ''} ; {upper.condition or ''}")
    sectors = terms.sectors_of(said) or _placed_sectors(upper) or _antecedent_sectors(upper, at)
    if sectors and at.sector not in sectors:
        return Step("actor.sector", "not_applicable", facts={"sector": "; ".join(sorted(sectors))})
    return None


def _antecedent_sectors(upper: Target, at: Situation) -> frozenset[str]:
    """The sectors of what a population refers back to: "… số Ban được thành lập"."""
    if not upper.population or not terms.find("referring", fold(upper.population)):
        return frozenset()
    before = [row for row in at.upper.targets if row.statement == upper.statement and row is not upper]
    return terms.sectors_of(fold(before[0].population or "")) if before else frozenset()


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
