"""What a union official reads: one or two sentences on a verdict, in Vietnamese and in English (explanations.toml)."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from pipeline.cascade.steps import Step
from pipeline.schema import Target

Language = Literal["vi", "en"]
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Explanation:
    """The same, said in two languages."""

    vi: str
    en: str


@cache
def _patterns() -> dict[str, Any]:
    return tomllib.loads(files("pipeline.cascade").joinpath("explanations.toml").read_text(encoding="utf-8"))


def explain(
    rule: str, flags: Iterable[str], steps: Iterable[Step], upper: Target | None, lower: Target | None
) -> Explanation:
    """The sentence of the rule that decided, and one of what else is to be known."""
    facts: dict[str, str] = {}
    for step in steps:
        facts |= step.facts
    said = [_say(language, rule, sorted(flags), facts, upper, lower) for language in ("vi", "en")]
    return Explanation(*said)


def _say(
    language: str,
    rule: str,
    flags: list[str],
    facts: Mapping[str, str],
    upper: Target | None,
    lower: Target | None,
) -> str:
    table = _patterns()
    modality = {key: table["modality"][facts[key]][language] for key in facts if key.endswith("_modality")}
    filled = {"upper": _phrase(upper), "lower": _phrase(lower)} | dict(facts) | modality
    first: str = table["rules"][rule][language].format_map(filled)
    note = table["notes"].get(facts.get("how", ""))
    parts = [note[language]] if note else []
    parts += [table["flags"][flag][language] for flag in flags if flag in table["flags"]]
    if not parts:
        return first
    rest = "; ".join(part.format_map(filled) for part in parts)
    return f"{first} {'Lưu ý' if language == 'vi' else 'Note'}: {rest}."


def _phrase(target: Target | None) -> str:
    """A target as it is named in a sentence: its quantity as printed, and of whom or what."""
    if target is None:
        return ""
    quote = _short(target.quote or target.statement)
    if target.unit_text and target.unit_text != "%" and quote.replace(".", "").replace(",", "").isdigit():
        quote = f"{quote} {target.unit_text}"
    if target.unit == "percent" and "%" not in quote and target.measure == "share":
        quote = f"{quote}%"
    of = target.population if target.measure == "share" else target.per and f"mỗi {target.per}"
    return f"“{quote}” ({_short(of)})" if of else f"“{quote}”"


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1].rsplit(' ', 1)[0]}…"
