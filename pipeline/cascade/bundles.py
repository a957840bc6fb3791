"""Several targets of one subject: the stages of a share, a total with the shares of single bodies."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

import regex

from pipeline.cascade.plans import Aligned
from pipeline.cascade.subjects import Terms, subject
from pipeline.schema import Target

# Actors that stand for the whole of the plan's own body.
_WHOLE = regex.compile(r"^(?:toàn|cả|các cấp|tổng)\b", regex.IGNORECASE)
_FEWEST_SHARES = 2


def numbers_for_prose(aligned: Sequence[Aligned]) -> list[Aligned]:
    """Leave out a promise without a number where the lower plan has a number for the same upper target."""
    answered = {pair.upper.target_id for pair in aligned if pair.lower.measure != "qualitative"}
    return [
        pair
        for pair in aligned
        if pair.lower.measure != "qualitative" or pair.upper.target_id not in answered
    ]


def totals_for_shares(aligned: Sequence[Aligned]) -> list[Aligned]:
    """Leave out what the lower plan hands on to single bodies, where it has the total as well or a share is asked.

    A number with several bodies as actors beside the same without one is split up: the total is the plan's answer.
    """
    by_upper: dict[str, list[Aligned]] = defaultdict(list)
    for pair in aligned:
        by_upper[pair.upper.target_id].append(pair)
    return [pair for pair in aligned if not _is_share(pair, by_upper[pair.upper.target_id])]


def stage_by_stage(aligned: Sequence[Aligned]) -> list[Aligned]:
    """Of a subject with several dates in both plans each lower stage goes to one upper stage.

    As many stages in both plans pair in their order; else a lower stage serves the first upper one not before it.
    """
    bundles: dict[tuple[Terms, Terms], list[Aligned]] = defaultdict(list)
    for pair in aligned:
        if pair.upper.deadline_end and pair.lower.deadline_end:
            bundles[_key(pair.upper), _key(pair.lower)].append(pair)
    strays = {id(pair) for bundle in bundles.values() for pair in bundle if not _is_its_stage(pair, bundle)}
    return [pair for pair in aligned if id(pair) not in strays]


def _is_share(pair: Aligned, siblings: Iterable[Aligned]) -> bool:
    if not _single_body(pair.lower):
        return False
    others = [other.lower for other in siblings if other.lower.unit == pair.lower.unit]
    bodies = {other.actor for other in others if _single_body(other)}
    answered = pair.upper.unit != pair.lower.unit or not all(map(_single_body, others))
    return len(bodies) >= _FEWEST_SHARES and answered


def _single_body(target: Target) -> bool:
    return bool(target.actor) and not _WHOLE.search(target.actor or "")


def _key(target: Target) -> Terms:
    return tuple(sorted(subject(target)))


def _is_its_stage(pair: Aligned, bundle: Sequence[Aligned]) -> bool:
    upper, lower = _dates(item.upper for item in bundle), _dates(item.lower for item in bundle)
    own, due = pair.upper.deadline_end, pair.lower.deadline_end
    if own is None or due is None or min(len(upper), len(lower)) < 2:
        return True
    if len(upper) == len(lower):
        return upper.index(own) == lower.index(due)
    return own == next((stage for stage in upper if stage >= due), upper[-1])


def _dates(targets: Iterable[Target]) -> list[date]:
    return sorted({target.deadline_end for target in targets if target.deadline_end})
