"""Population, action, per and actor of a quantity: who or what is counted, and what is to be reached.

The clause is read on both sides of the quantity: ``90% [population] [predicate]``, ``[Tỷ lệ population predicate] đạt
30%``, ``[verb] 02 [noun …]``, ``mỗi [per] [verb] ít nhất 01 [noun …]``.
"""

import re

from msgspec import Struct
from msgspec.structs import replace

from pipeline.extract import phrases
from pipeline.extract.clauses import Span, trim
from pipeline.extract.phrases import EMPTY, cue
from pipeline.extract.predicates import opens_with_predicate, split_predicate
from pipeline.extract.quantities import Quantity

_SHARES = frozenset({"percent", "percent_point", "ratio"})
_LEAD_IN = re.compile(r" *(?:\([^()\n]{0,60}\) *)?(?=[^\W\d_])")
_FRACTION = re.compile(r"[0-9]+ ?/ ?[0-9]+(?= [^\W\d_])")


class Clause(Struct, frozen=True, gc=False):
    """The clause ``span`` of ``statement``, its quantities in order, and which of them (``at``) is described."""

    folded: str
    statement: Span
    span: Span
    quantities: tuple[Quantity, ...]
    at: int

    @property
    def quantity(self) -> Quantity:
        return self.quantities[self.at]

    def upto(self, at: int) -> "Clause":
        """The clause as an earlier quantity sees it, with none behind it."""
        return replace(self, quantities=self.quantities[: at + 1], at=at)

    def of(self, at: int) -> "Clause":
        """The clause as another quantity sees it."""
        return replace(self, at=at)


class Description(Struct, frozen=True, gc=False):
    """Spans of the clean text, ``(0, 0)`` where there is none; ``population`` and ``action`` may be of several pieces.

    ``verbless`` says that no verb of the quantity's own was found: what is to be done stands before it.
    """

    population: tuple[Span, ...] = ()
    action: tuple[Span, ...] = ()
    per: Span = EMPTY
    actor: Span = EMPTY
    verbless: bool = False


def describe(clause: Clause) -> Description:
    """The description of the clause's quantity."""
    share = clause.quantity.unit in _SHARES
    described = _describe_share(clause) if share else _describe_count(clause)
    return replace(
        described, action=tuple([phrases.kernel(clause.folded, span) for span in described.action])
    )


def _lead(clause: Clause) -> Span:
    before = clause.quantities[clause.at - 1] if clause.at else None
    return phrases.lead_of(clause.folded, clause.span, before, clause.quantity)


def _describe_share(clause: Clause) -> Description:
    folded, quantity = clause.folded, clause.quantity
    following = _next_share(clause)
    high = phrases.tail_end(
        folded, quantity, clause.quantities[following] if following else None, clause.span[1]
    )
    if beyond := clause.quantities[clause.at + 1 :]:
        high = min(high, phrases.own_part(folded, quantity.end, beyond[0].start, high))
    lead = _lead(clause)
    core = phrases.core_of(folded, *lead)
    end = _end_of_number(folded, quantity)
    of_total = cue("makes_up").search(folded, *lead) and cue("rate_of").match(folded, *core)
    if (quantity.per is not None and core != EMPTY) or of_total or not _opens_noun(folded, end, high):
        return _share_at_end(clause, core)
    verbal = (
        core != EMPTY
        and not cue("joined").fullmatch(folded, *lead)
        and phrases.subject_of(folded, core) == EMPTY
    )
    start = _behind_brackets(folded, end, high)
    if compared := cue("compared").search(folded, start, high):
        high = compared.start()
    if (change := _change(clause, core)) != EMPTY:
        population = phrases.until_condition(folded, start, high)
        return Description((population,), (change, population), verbless=change != core)
    if verbal and cue("governs_noun").search(folded, *lead):
        population = phrases.until_condition(folded, start, high)
        return Description((population,), (phrases.verb_phrase(folded, core),))
    if (held := phrases.held_noun(folded, quantity)) != EMPTY:
        return Description((held,), (trim(folded, start, high),), actor=phrases.subject_of(folded, core))
    if opens_with_predicate(folded, start, high):
        return Description(action=(trim(folded, start, high),))
    return _share_of_population(clause, core if verbal else EMPTY, core, (start, high))


def _change(clause: Clause, core: Span) -> Span:
    """The verb of change alone whose object the share's noun is; one governs what is coordinated, too."""
    if cue("changing").fullmatch(clause.folded, *core):
        return core
    if core != EMPTY or not clause.at:
        return EMPTY
    before = clause.upto(clause.at - 1)
    joined = cue("joined").search(clause.folded, before.quantity.end, clause.quantity.start)
    return _change(before, phrases.core_of(clause.folded, *_lead(before))) if joined else EMPTY


def _next_share(clause: Clause) -> int | None:
    places = range(clause.at + 1, len(clause.quantities))
    return next((place for place in places if clause.quantities[place].unit in _SHARES), None)


def _end_of_number(folded: str, quantity: Quantity) -> int:
    """Where the number of a share ends: before the noun in ``18/18 cơ sở Hội``, else with the quantity."""
    match = _FRACTION.match(folded, quantity.number, quantity.end)
    return match.end() if match else quantity.end


def _opens_noun(folded: str, start: int, high: int) -> bool:
    """Whether a population may stand right behind the share."""
    match = _LEAD_IN.match(folded, start, high)
    return match is not None and not cue("no_population").match(folded, match.end(), high)


def _behind_brackets(folded: str, start: int, high: int) -> int:
    start = max(start, high - len(folded[start:high].lstrip()))
    return trim(folded, folded.find(")", start) + 1, high)[0] if folded.startswith("(", start) else start


def _completing(folded: str, verb: Span, population: Span) -> Description:
    """A share whose noun completes the verb before it: ``khám sức khỏe cho | 90% nữ công nhân``."""
    action = (phrases.verb_phrase(folded, verb), phrases.head_phrase(folded, population))
    return Description((population,), action)


def _share_of_population(clause: Clause, verb: Span, core: Span, behind: Span) -> Description:
    """``90% [population] [predicate]``; ``verb`` is what stands before the share and needs its noun."""
    folded = clause.folded
    split = split_predicate(folded, *behind)
    population, predicate = trim(folded, behind[0], split), trim(folded, split, behind[1])
    if verb != EMPTY and cue("weak").match(folded, *predicate):
        population, predicate = trim(folded, *behind), EMPTY
    if predicate[0] < predicate[1]:
        subject = phrases.subject_of(folded, core)
        of_subject = subject != EMPTY and folded.startswith("là ", predicate[0])
        return Description(
            (population, subject) if of_subject else (population,), (predicate,), actor=subject
        )
    if verb != EMPTY:
        return _completing(folded, verb, population)
    return _share_without_verb(clause, population)


def _share_without_verb(clause: Clause, population: Span) -> Description:
    """What is to be done is said of the following share (``90% nam và 60% nữ đạt …``), else of the one before."""
    if (following := _next_share(clause)) is not None:
        return Description((population,), describe(clause.of(following)).action)
    if not clause.at:
        return Description((population,), (population,), verbless=True)
    earlier = describe(clause.upto(clause.at - 1)).action
    verb = earlier[:1] if len(earlier) > 1 else ()
    return Description((population,), (*verb, phrases.head_phrase(clause.folded, population)), verbless=True)


def _share_at_end(clause: Clause, core: Span) -> Description:
    """``Tỷ lệ X tham gia Y đạt 30%``: population X, action the whole; a lone further value takes the one before it."""
    folded = clause.folded
    if core == EMPTY:
        following = _next_share(clause)
        if clause.at:
            return describe(clause.upto(clause.at - 1))
        return Description() if following is None else describe(clause.of(following))
    if (held := phrases.held_noun(folded, clause.quantity)) != EMPTY:
        return Description((held,), (core,))
    rate = cue("rate_of").search(folded, *core)
    if not rate and (worked_on := phrases.object_of(folded, core)) != EMPTY:
        noun = trim(folded, worked_on[0], split_predicate(folded, *worked_on))
        return Description((noun,), (core,))
    start = rate.end() if rate else core[0]
    split = split_predicate(folded, start, core[1])
    of_part = bool(rate) and not folded.startswith("tỷ trọng", core[0])
    if of_part and rate and split == core[1] and (whom := cue("of_whom").search(folded, start, split)):
        start = whom.end()
    moving = cue("moving").search(folded, start, split)
    population = trim(folded, start, moving.start() if moving else split)
    whole = population if population[0] < population[1] else core
    goes_on = folded.startswith("trong đó", clause.span[0]) or cue("beneficiary").match(folded, *core)
    return Description((whole,), (core,), verbless=bool(goes_on) and split == core[1] and not rate)


def _describe_count(clause: Clause) -> Description:
    folded, quantity = clause.folded, clause.quantity
    following = clause.quantities[clause.at + 1 :][:1]
    high = phrases.tail_end(folded, quantity, following[0] if following else None, clause.span[1])
    per, lead = phrases.unit_of_account(folded, clause.span, _lead(clause))
    if per == EMPTY and (share := _share_before(clause)) is not None:
        earlier = _describe_share(clause.upto(share))
        return Description(earlier.population, earlier.action, per, verbless=True)
    core = phrases.core_of(folded, *lead)
    noun = phrases.counted_noun(folded, quantity, high)
    if core == EMPTY and per == EMPTY and cue("counted_body").match(folded, noun[0]):
        split = split_predicate(folded, noun[0], noun[1])
        if split < noun[1]:
            return Description(((noun[0], split),), (trim(folded, split, noun[1]),), per)
    bare = noun[1] <= quantity.end or trim(folded, quantity.end, high) == (high, high)
    return _counted(clause, per, core, noun, bare=bare)


def _share_before(clause: Clause) -> int | None:
    """The share that the count further describes, unless the count only goes on with another."""
    places = range(clause.at - 1, -1, -1)
    share = next((place for place in places if clause.quantities[place].unit in _SHARES), None)
    if share is None:
        return None
    between = clause.folded[clause.quantities[clause.at - 1].end : clause.quantity.start]
    return None if cue("joined").fullmatch(between) else share


def _counted(clause: Clause, per: Span, core: Span, noun: Span, *, bare: bool) -> Description:
    """``[verb] 02 [noun …]``; ``bare`` says that nothing but its unit stands behind the quantity."""
    folded = clause.folded
    actor = phrases.actor_of(folded, core)
    verb = EMPTY if actor == core else phrases.verb_phrase(folded, core)
    if clause.at and verb != EMPTY and cue("preposition").match(folded, *verb):
        earlier = describe(clause.upto(clause.at - 1))
        return Description((), earlier.action, per, earlier.actor)
    if bare and cue("rate_of").match(folded, *verb):
        return Description((trim(folded, *verb),), (verb,), per, actor)
    label = phrases.label_of(folded, clause.statement, clause.quantity)
    if clause.quantity.unit == "money" and verb != EMPTY and cue("beneficiary").match(folded, *verb):
        return Description((verb,), (label,) if label != EMPTY else (), per, verbless=label == EMPTY)
    if verb == EMPTY and label != EMPTY:
        return Description((), (label,), per, actor)
    pieces = tuple(span for span in (verb, noun) if span[0] < span[1])
    return Description(phrases.place_of(folded, noun), pieces, per, actor, verbless=verb == EMPTY)
