"""Shares of an upper total that the upper plan gives to bodies by name: "trong đó giao …", allocation tables."""

from collections.abc import Iterable
from dataclasses import replace

from pipeline.cascade import terms
from pipeline.cascade.judge.situation import Situation
from pipeline.cascade.plans import Aligned, Plan
from pipeline.folding import fold
from pipeline.gazetteer.organisations import read_body, same_body
from pipeline.schema import Target

_ALIKE = 0.5


def named_body(actor: str | None) -> str | None:
    """The actor where it is one body by its name and place, else None."""
    body = read_body(actor) if actor else None
    if body is None or (body.kind.tail == "name" and fold(body.name) == fold(body.kind.name)):
        return None
    return actor if body.place or body.kind.tail in ("name", "none") else None


def is_lower_body(actor: str | None, at: Situation) -> bool:
    """Whether the actor is the lower body by name, or by its territory ("Huyện Vân Sơn")."""
    issuer = at.lower.document.issuer
    if not actor or not issuer:
        return False
    if named_body(actor) or not terms.levels_of(actor):
        return same_body(actor, issuer) or _is_short_for(actor, issuer)
    place = fold(_place(issuer))
    return bool(place) and fold(actor).endswith(place) and at.is_unit(actor)


def _is_short_for(actor: str, issuer: str) -> bool:
    """Whether the actor is the issuer's own name without its place: Công đoàn các khu công nghiệp tỉnh."""
    short, full = read_body(actor), read_body(issuer)
    if short is None or full is None or short.place or short.kind != full.kind or short.kind.tail != "name":
        return False
    return fold(short.name) != fold(short.kind.name) and fold(full.name).startswith(f"{fold(short.name)} ")


def _place(issuer: str) -> str:
    body = read_body(issuer)
    return (body.place or "") if body else ""


def allotted(upper: Target, at: Situation) -> Target | None:
    """The lower body's own share of an upper total, where the upper plan gives one by the same date."""
    if upper.unit != "count" or is_lower_body(upper.actor, at):
        return None
    for other in at.upper.targets:
        if other is not upper and is_lower_body(other.actor, at) and _part_of(other, upper):
            return other
    return None


def _part_of(share: Target, total: Target) -> bool:
    if share.unit != total.unit or share.deadline_end != total.deadline_end or share.measure != total.measure:
        return False
    if (share.value or 0) > (total.value or 0):
        return False
    return share.statement == total.statement or _alike(share, total)


def _alike(share: Target, total: Target) -> bool:
    one = terms.syllables(fold(f"{share.action or ''} {share.unit_text or ''}"))
    other = terms.syllables(fold(f"{total.action or ''} {total.unit_text or ''}"))
    return bool(one) and len(one & other) / len(one) >= _ALIKE


def at_own_totals(aligned: Iterable[Aligned], lower: Plan) -> tuple[Aligned, ...]:
    """The alignment with the lower plan's own totals in the place of what it passes on of them to others by name."""
    found: dict[tuple[str, str], Aligned] = {}
    for pair in aligned:
        total = _own_total(pair.lower, lower) if _passed_on(pair.lower, lower) else None
        kept = replace(pair, lower=total) if total else pair
        found.setdefault((kept.upper.target_id, kept.lower.target_id), kept)
    return tuple(found.values())


def _own_total(part: Target, lower: Plan) -> Target | None:
    for row in lower.targets:
        whole = (
            row.unit == part.unit and row.measure == part.measure and (row.value or 0) >= (part.value or 0)
        )
        if whole and not _passed_on(row, lower) and _alike(part, row):
            return row
    return None


def _passed_on(row: Target, lower: Plan) -> bool:
    """Whether a number is given to somebody by name: a row of the lower plan's own table of allocation."""
    actor, issuer = row.actor, lower.document.issuer
    if not actor or row.measure != "count" or terms.levels_of(actor) - {lower.document.level}:
        return bool(actor and named_body(actor) and issuer and not same_body(actor, issuer))
    general = any(terms.find(kind, fold(actor)) for kind in ("everyone", "own_body"))
    return not general and not terms.levels_of(actor) and not (issuer and same_body(actor, issuer))


def lowers_by_share(total: Target, at: Situation) -> tuple[Aligned, ...]:
    """What is aligned with the lower body's share of a total, as aligned with the total."""
    share = allotted(total, at)
    pairs = at.lowers_of(share) if share is not None else ()
    return tuple(Aligned(total, pair.lower, pair.similarity, pair.probability) for pair in pairs)


def lowers_by_total(share: Target, at: Situation) -> tuple[Aligned, ...]:
    """What is aligned with the total that the lower body's share is part of, as aligned with the share."""
    if not is_lower_body(share.actor, at):
        return ()
    return tuple(
        Aligned(share, pair.lower, pair.similarity, pair.probability)
        for pair in at.aligned
        if pair.upper.actor != share.actor and pair.upper.unit == "count" and _part_of(share, pair.upper)
    )
