"""The rule table ``time.toml`` over folded text: every reading, before the context decides between them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import cast

from pipeline import lexicon
from pipeline.cues import Cues
from pipeline.extract.lunar import solar_day
from pipeline.extract.mentions import LUNAR, DateMention, Part, bounds
from pipeline.schema import Granularity

_LEAD = re.compile(
    r"(?<![\w.,/])(?P<first>\d{1,2} ?(?:-|đến) ?)?(?P<lead>\d{1,2}(?: ?[/.\-] ?\d{1,2})?(?: ?[/.\-])? ?)\Z"
)
_LEAD_LENGTH = 15
_LEAD_WORDS = ("đầu ", "giữa ", "cuối ", "sáu ")
_LEAD_ENDS = frozenset("0123456789/-.")
_LEAD_SIGNS = "0123456789/-. "
QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
_WEEKS = {**QUARTERS, "5": 5, "nhất": 1, "hai": 2, "ba": 3, "tư": 4}
_GRANULARITY: dict[str, Granularity] = {
    "day": "day",
    "day_bare": "day",
    "day_of_month": "day",
    "month": "month",
    "month_bare": "month",
    "quarter": "quarter",
    "half_year": "half_year",
    "week": "week",
    "named": "month",
    "lunar": "day",
    "tet": "day",
}


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    form: str
    months: tuple[int, int] | None
    days: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class _Cue:
    """A literal with the rules that begin at it, and those that begin at the number before it; each of them where no
    digit follows, and where one does. ``needs``: the words of which the text must say one for these rules."""

    word: str
    needs: tuple[str, ...]
    direct: tuple[_Rule, ...]
    direct_numbered: tuple[_Rule, ...]
    led: tuple[_Rule, ...]
    led_numbered: tuple[_Rule, ...]


_PLACES = ("direct", "direct_numbered", "led", "led_numbered")
Reading = tuple[int, int, _Rule, re.Match[str]]


def readings(cues: Cues, taken: Iterable[tuple[int, int]]) -> list[Reading]:
    """What every rule reads in the text: start, end and how it was read, in no order; readings may overlap.

    None begins in the spans that are ``taken``.
    """
    folded, said = cues.folded, cues.places
    covered = bytearray(len(folded))
    for low, high in taken:
        covered[low:high] = b"\1" * (high - low)
    found: list[Reading] = []
    for cue in _cues():
        places = said.get(cue.word, ())
        if not places or (cue.needs and said.keys().isdisjoint(cue.needs)):
            continue
        length = len(cue.word)
        for at in places:
            if covered[at]:
                continue
            after = folded[at + length : at + length + 2]
            numbered = after[:1].isdigit() or (after[:1] == " " and after[1:].isdigit())
            direct = cue.direct_numbered if numbered else cue.direct
            if direct and (at == 0 or not folded[at - 1].isalpha()):
                _try(direct, folded, at, found)
            led = cue.led_numbered if numbered else cue.led
            if led:
                for start in _leads(folded, at):
                    if not covered[start]:
                        _try(led, folded, start, found)
    return found


def _leads(folded: str, at: int) -> tuple[int, ...]:
    """Where the number or word before a cue may begin; a number also at the first of the two that it ends (01 - 15)."""
    before = folded[max(at - _LEAD_LENGTH, 0) : at]
    if not before or (before[-2:-1] if before[-1] == " " else before[-1]) not in _LEAD_ENDS:
        words = before.endswith(_LEAD_WORDS)
        return (at - len(before) + before.rstrip().rfind(" ") + 1,) if words else ()
    # A search that begins at the first sign of the lead has the least to try.
    word = before.rstrip(_LEAD_SIGNS)
    if word.endswith("đến"):
        word = word[:-3].rstrip(_LEAD_SIGNS)
    lead = _LEAD.search(folded, at - len(before) + len(word), at)
    if lead is None:
        return ()
    return (lead.start(), lead.start("lead")) if lead["first"] else (lead.start(),)


def _try(rules: tuple[_Rule, ...], folded: str, at: int, found: list[Reading]) -> None:
    for rule in rules:
        match = rule.pattern.match(folded, at)
        if match is not None:
            found.append((at, match.end(), rule, match))


@cache
def _cues() -> tuple[_Cue, ...]:
    places: dict[tuple[str, tuple[str, ...]], dict[str, list[_Rule]]] = {}
    for entry in lexicon.load("time"):
        given = entry.attributes
        months, days = given.get("months"), given.get("days")
        rule = _Rule(
            re.compile(entry.expression),
            given["form"],
            (months[0], months[1]) if months else None,
            (days[0], days[1]) if days else None,
        )
        begins = "led" if given.get("leads") else "direct"
        for cue in given["cues"]:
            rules = places.setdefault((cue, tuple(given.get("needs", ()))), {})
            for place in (f"{begins}_numbered",) if given.get("digit") else (begins, f"{begins}_numbered"):
                rules.setdefault(place, []).append(rule)
    return tuple(
        _Cue(*cue, *(tuple(rules.get(place, ())) for place in _PLACES)) for cue, rules in places.items()
    )


def mention_of(reading: Reading) -> DateMention | None:
    """The days that a reading means; None where its numbers are no date (a month 13)."""
    start, end, rule, match = reading
    said = {name: value for name, value in match.groupdict().items() if value}
    months, days = _months(rule, said), _days(rule, said)
    if (months and not (1 <= months[0] <= 12 and 1 <= months[1] <= 12)) or (days and not 1 <= days[0] <= 31):
        return None
    if "d2" in said and days and days[0] >= days[1]:
        return None
    part = cast(Part, said["p"]) if rule.form in ("part", "week") and "p" in said else None
    first, last = None, None
    if "y" in said and months and days and rule.form in LUNAR:
        first = last = solar_day(int(said["y"]), months[0], days[0])
    elif "y" in said and months:
        first, last = bounds((int(said["y"]), int(said.get("y2", said["y"]))), months, days, part)
    return DateMention(
        start=start,
        end=end,
        first=first,
        last=last,
        granularity=_granularity(rule.form, said),
        has_year="y" in said,
        form=rule.form,
        months=months,
        days=days,
        part=part,
        ranged="to" in said or "y2" in said,
        years_on=int("next" in said) - int("prev" in said),
    )


def _months(rule: _Rule, said: dict[str, str]) -> tuple[int, int] | None:
    if "m" in said:
        return int(said["m"]), int(said.get("m2", said["m"]))
    if "q" in said:
        return 3 * QUARTERS[said["q"]] - 2, 3 * QUARTERS[said.get("q2", said["q"])]
    if rule.form == "half_year":
        return (1, 6) if said["p"] == "đầu" else (7, 12)
    if rule.form == "day_of_month":
        return None
    return rule.months or (1, 12)


def _days(rule: _Rule, said: dict[str, str]) -> tuple[int, int] | None:
    if "d" in said:
        return int(said["d"]), int(said.get("d2", said["d"]))
    if "w" in said:
        week = _WEEKS[said["w"]]
        return 7 * week - 6, min(7 * week, 28)
    if rule.form == "week" and said.get("p") == "đầu":
        return 1, 7
    return rule.days


def _granularity(form: str, said: dict[str, str]) -> Granularity:
    if form == "part":
        return "month" if "m" in said else "quarter" if "q" in said else "year"
    return _GRANULARITY.get(form, "year")
