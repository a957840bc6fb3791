"""One upper target under one lower plan: the rules of CASCADE.md in their order, and the verdict they give together."""

from dataclasses import replace
from typing import cast

from pipeline.cascade import terms
from pipeline.cascade.explain import explain
from pipeline.cascade.judge import prose, strata
from pipeline.cascade.judge.applicability import not_applicable
from pipeline.cascade.judge.conversion import Converted, convert
from pipeline.cascade.judge.modality import judge_modality
from pipeline.cascade.judge.period import is_stage, judge_period, spans_years, starts_after
from pipeline.cascade.judge.population import judge_conditions, judge_scope
from pipeline.cascade.judge.shares import lowers_by_share, lowers_by_total
from pipeline.cascade.judge.situation import Situation
from pipeline.cascade.judge.value import compare, flags_of
from pipeline.cascade.plans import Aligned, Judgement, Verdict
from pipeline.cascade.steps import Step
from pipeline.folding import fold
from pipeline.schema import Target

_ALSO = ("scope_narrowed", "later_deadline", "weaker_modality")
_PROSE_CONFIDENCE = 0.7


def judge(upper: Target, at: Situation) -> tuple[Judgement, ...]:
    """The verdicts on one upper target: one for each lower target aligned with it, else one for the plan's silence."""
    pairs = at.lowers_of(upper) or lowers_by_total(upper, at) or lowers_by_share(upper, at)
    barred = not_applicable(upper, at, bool(pairs))
    if barred is not None:
        return (conclude(upper, None, [barred]),)
    if pairs:
        return tuple(_judge_pair(pair, at) for pair in pairs)
    return (_judge_silence(upper, at),)


def _judge_pair(pair: Aligned, at: Situation) -> Judgement:
    steps = _steps(pair.upper, pair.lower, at)
    judgement = conclude(pair.upper, pair.lower, steps)
    sure = judgement.confidence * (0.5 + pair.probability / 2)
    return replace(judgement, similarity=pair.similarity, confidence=round(sure, 3))


def _steps(upper: Target, lower: Target, at: Situation) -> list[Step]:
    if is_duty(upper, at):
        return [Step("duty", flags=("duty",)), judge_conditions(upper, lower), *_binding(upper, lower, at)]
    if lower.value is None or upper.value is None:
        return _without_number(upper, lower, at)
    pooled = strata.pooled(upper, lower, at)
    if pooled is not None:
        return [pooled, *_binding(upper, lower, at)]
    converted = convert(upper, lower, at)
    if isinstance(converted, Step):
        alone = converted.verdict == "unit_mismatch"
        return [converted] if alone else [converted, *_binding(upper, lower, at)]
    value = _value(upper, lower, converted, at)
    split = strata.split(upper, lower, at)
    if split is not None:
        return [split if split.verdict else value, *_binding(upper, lower, at)]
    whole = converted.lower.whole and lower.unit in ("percent", "ratio")
    return [value, judge_scope(upper, lower, at, whole), *_binding(upper, lower, at)]


def _binding(upper: Target, lower: Target, at: Situation) -> list[Step]:
    """Rules 7 and 8."""
    return [judge_period(upper, lower, at), judge_modality(upper, lower)]


def is_duty(upper: Target, at: Situation) -> bool:
    """Whether an upper target is for each (or a number) of bodies of which the lower one is one: rule 3."""
    if upper.change == "by" or upper.per:
        return False
    if upper.measure == "share" and upper.unit in ("percent", "ratio"):
        return at.is_unit(upper.population)
    founded = terms.find("admission", fold(upper.action or "")) or "thành lập" in fold(upper.action or "")
    return upper.unit == "count" and upper.measure == "count" and at.is_unit(upper.unit_text) and not founded


def _without_number(upper: Target, lower: Target, at: Situation) -> list[Step]:
    """Rule 2: the lower statement, or both, set no number."""
    if upper.value is not None and prose.takes_over_item(lower.statement, at):
        return [Step("reference.item", "by_reference")]
    if upper.value is not None:
        return [Step("prose", "qualitative_only")]
    return [Step("qualitative", doubt=0.8), judge_conditions(upper, lower), *_binding(upper, lower, at)]


def _value(upper: Target, lower: Target, converted: Converted, at: Situation) -> Step:
    """Rules 5 and 9: the value entails, exceeds, is a stage on the way, fails, or leaves it open."""
    order = compare(converted.upper, converted.lower)
    flags = flags_of(converted.upper, converted.lower, order)
    facts = dict(converted.facts) | {"how": converted.rule}
    stage = is_stage(upper, lower, at)
    if order == "less" and converted.open_if_less:
        if stage and spans_years(upper, lower, at):
            return Step("value.interim", "interim", flags, facts)
        return Step("total.share_unknown", "needs_base", flags, facts)
    if order == "less":
        fact = "value.interim" if stage else "value.lowered"
        return Step(fact, "interim" if stage else "lowered", flags, facts, converted.doubt)
    if order == "unsure":
        return Step("value.approximate", "needs_base", flags, facts)
    rule = "value.exceeds" if order == "more" or converted.stronger else "value.equal"
    return Step(rule, flags=flags, facts=facts, doubt=converted.doubt)


def _judge_silence(upper: Target, at: Situation) -> Judgement:
    """No lower target for the upper one: what the lower plan says of it in other ways, or that it says nothing."""
    if is_duty(upper, at) and (did := _deed(upper, at)):
        judged = conclude(upper, did, _steps(upper, did, at))
        return replace(judged, confidence=min(judged.confidence, _PROSE_CONFIDENCE))
    if words := prose.takes_over_rest(at):
        return replace(conclude(upper, None, [Step("reference.rest", "by_reference")]), lower_quote=words)
    if clause := prose.said_of(upper, at):
        lower = prose.as_target(clause, at.lower)
        return conclude(upper, lower, [Step("prose", "qualitative_only", doubt=_PROSE_CONFIDENCE)])
    return conclude(upper, None, [_unsaid(upper, at)])


def _deed(upper: Target, at: Situation) -> Target | None:
    """Where the lower plan says that its body does what is asked of bodies like it."""
    clause = prose.said_of(upper, at)
    return prose.as_target(clause, at.lower) if clause else prose.done_by(upper, at)


def _unsaid(upper: Target, at: Situation) -> Step:
    if starts_after(upper, at):
        return Step("actor.period", "not_applicable")
    if is_duty(upper, at) and not _for_all(upper):
        return Step("duty.silent", "needs_base")
    if strata.only_known_stratum(upper, at):
        return Step("actor.sector", "not_applicable")
    return Step("missing", "missing", doubt=0.9)


def _for_all(upper: Target) -> bool:
    return upper.measure == "share" and upper.unit == "percent" and (upper.value or 0) >= 100


def conclude(upper: Target | None, lower: Target | None, steps: list[Step]) -> Judgement:
    """The first step that does not hold is the verdict; what else does not hold is a flag."""
    deciding = next((step for step in steps if step.verdict), None)
    exceeds = any(step.rule == "value.exceeds" for step in steps)
    verdict: Verdict = (
        deciding.verdict if deciding and deciding.verdict else "exceeds" if exceeds else "equal"
    )
    rule = deciding.rule if deciding else "value.exceeds" if exceeds else steps[0].rule
    flags = {flag for step in steps for flag in step.flags}
    flags |= {step.verdict for step in steps if step is not deciding and step.verdict in _ALSO}
    flags -= _settled(verdict)
    sure = 1.0
    for step in steps:
        sure *= step.doubt
    texts = explain(rule, flags, steps, upper, lower)
    return Judgement(
        upper=upper,
        lower=lower if lower is None or lower.target_id else None,
        verdict=verdict,
        flags=tuple(sorted(flags)),
        rule=rule,
        confidence=round(sure, 3),
        explanation_vi=texts.vi,
        explanation_en=texts.en,
        lower_quote=lower.quote if lower is not None else None,
    )


def _settled(verdict: Verdict) -> set[str]:
    """Flags that a verdict leaves without meaning."""
    match verdict:
        case "needs_base":
            return {"assumed_floor"}
        case "interim":
            return {"earlier_deadline"}
        case _:
            return {cast(str, verdict)}
