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
_LANGUAGES: tuple[Language, ...] = ("vi", "en")
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
    note = facts.get("how", "")
    said = [f"rules.{rule}", f"notes.{note}", *(f"flags.{flag}" for flag in sorted(flags))]
    return Explanation(
        *(_say(language, said, _filled(language, facts, upper, lower)) for language in _LANGUAGES)
    )


def _filled(
    language: Language, facts: Mapping[str, str], upper: Target | None, lower: Target | None
) -> dict[str, str]:
    """What stands for the names in braces."""
    words = _patterns()["modality"]
    modality = {key: words[value][language] for key, value in facts.items() if key.endswith("_modality")}
    return {"upper": _phrase(upper, language), "lower": _phrase(lower, language), **facts, **modality}


def _say(language: Language, said: Iterable[str], filled: Mapping[str, str]) -> str:
    """The sentences of the keys ``said`` (``rules.missing``, ``flags.range``); what has no words is left out."""
    sentences: list[str] = []
    for key in said:
        table, _, name = key.partition(".")
        pattern = _patterns()[table].get(name)
        if pattern:
            sentences.append(pattern[language].format_map(filled))
    first, *rest = sentences
    lead = "Lưu ý" if language == "vi" else "Note"
    return f"{first} {lead}: {'; '.join(rest)}." if rest else first


def _phrase(target: Target | None, language: Language) -> str:
    """A target as it is named in a sentence: its quantity as printed, and of whom or what."""
    if target is None:
        return ""
    quote = _short(target.quote or target.statement)
    if target.unit_text and target.unit_text != "%" and quote.replace(".", "").replace(",", "").isdigit():
        quote = f"{quote} {target.unit_text}"
    if target.unit == "percent" and "%" not in quote and target.measure == "share":
        quote = f"{quote}%"
    if target.measure == "share" and target.population:
        of = "" if language == "vi" else "of "
        return f"“{quote}” {of}{_short(target.population)}"
    if target.per and f"/{target.per}" not in quote:
        each = "cho mỗi" if language == "vi" else "for each"
        return f"“{quote}” {each} {_short(target.per)}"
    return f"“{quote}”"


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1].rsplit(' ', 1)[0]}…"
