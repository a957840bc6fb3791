"""What lint looks for, as data: one TOML file per family, beside the module that finds it.

A file is a list of ``[[code]]`` tables. A code has an ``id``, the ``severity`` of its findings, and for a reader a name
and a help in Vietnamese and English. Its ``[[code.rule]]`` tables are the cases that its module tells apart: each has
an ``id`` (that of the code where there is one case only), messages with fields in braces, ``faulty`` examples, in which
``⟦…⟧`` marks what the finding quotes, and ``clean`` twins, which give no finding of the code. An example stands for
some lines of a plan's body; with ``whole = true`` it is the whole document. A rule may have a severity of its own.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pipeline.errors import LexiconError
from pipeline.schema import Severity

_FAMILIES = (
    "document",
    "numbering",
    "sentences",
    "words",
    "citations",
    "dates",
    "figures",
    "recognition",
    "across",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One case of a code; rows name it in their column ``rule``."""

    id: str
    code: str
    severity: Severity
    message_vi: str
    message_en: str
    whole: bool = False
    faulty: tuple[str, ...] = ()
    clean: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A kind of fault: what it is and what to do about it."""

    id: str
    severity: Severity
    name_vi: str
    name_en: str
    help_vi: str
    help_en: str
    rules: tuple[Rule, ...]


@cache
def codes() -> tuple[Code, ...]:
    """All codes, family by family.

    Raises:
        LexiconError: a file breaks the form that this module's docstring gives.
    """
    return tuple(code for family in _FAMILIES for code in _read(family))


@cache
def rules() -> dict[str, Rule]:
    """All rules by their id."""
    return {rule.id: rule for code in codes() for rule in code.rules}


def _read(family: str) -> list[Code]:
    path = files("pipeline.lint").joinpath(f"{family}.toml")
    try:
        return [_code(item) for item in tomllib.loads(path.read_text(encoding="utf-8"))["code"]]
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise LexiconError(f"{family}.toml: {error!r}") from error


def _code(item: dict[str, Any]) -> Code:
    shared = {"code": item["id"], "severity": item["severity"]}
    cases = tuple(_rule({"id": item["id"]} | shared | rule) for rule in item.pop("rule"))
    return Code(**item, rules=cases)


def _rule(item: dict[str, Any]) -> Rule:
    return Rule(**item | {key: tuple(item.get(key, ())) for key in ("faulty", "clean")})
