"""What a compliance check fails on, and which verdicts are allowed for whom, from when: a TOML file.

    fail_on = ["lowered", "missing"]     # in place of the usual ones

    [[allow]]
    verdicts = ["weaker_modality", "missing"]
    issuers = ["Liên đoàn Lao động huyện Ea Nam"]   # these bodies
    levels = ["grassroots"]              # or all bodies of these levels
    from = 2025-01-01                    # for plans issued from that day on
    until = 2025-06-30                   # up to that day
    reason = "first year"

An entry that names nobody allows it to all. A plan without a date of issue counts as of the first day of its period.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, get_args

from pipeline.errors import ChitieuError, reason_of
from pipeline.gazetteer.organisations import same_body
from pipeline.schema import Document, Level, Verdict

FAIL_ON: tuple[Verdict, ...] = ("lowered", "missing", "scope_narrowed", "later_deadline")
REVIEW: tuple[Verdict, ...] = (
    *("weaker_modality", "interim", "unit_mismatch", "needs_base", "qualitative_only"),
)
_VERDICTS, _LEVELS = get_args(Verdict), get_args(Level)
_KEYS = {"verdicts", "issuers", "levels", "from", "until", "reason"}


class PolicyError(ChitieuError):
    """A policy file that cannot be read as one."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """Verdicts that are allowed to ``issuers`` and bodies of ``levels`` (to all where both are empty)."""

    verdicts: frozenset[str]
    issuers: tuple[str, ...] = ()
    levels: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None
    reason: str | None = None

    def covers(self, verdict: str, lower: Document) -> bool:
        """Whether the verdict is allowed in this plan."""
        day = lower.issued or lower.period_start
        return verdict in self.verdicts and self._is_for(lower) and self._is_in_force(day)

    def _is_for(self, lower: Document) -> bool:
        if not self.issuers and not self.levels:
            return True
        named = bool(lower.issuer) and any(same_body(name, lower.issuer or "") for name in self.issuers)
        return named or (lower.level is not None and lower.level in self.levels)

    def _is_in_force(self, day: date | None) -> bool:
        if self.since is None and self.until is None:
            return True
        return day is not None and (self.since or date.min) <= day <= (self.until or date.max)


@dataclass(frozen=True, slots=True)
class Policy:
    """The verdicts that a check fails on, and the allowances."""

    fail_on: tuple[str, ...] = FAIL_ON
    allowances: tuple[Allowance, ...] = ()

    def fails(self, verdict: str, lower: Document) -> bool:
        return verdict in self.fail_on and not any(one.covers(verdict, lower) for one in self.allowances)


def read_policy(path: Path) -> Policy:
    """The policy of a TOML file.

    Raises:
        PolicyError: it cannot be read, a key or a verdict or a level is unknown, a value is of another kind, or an
            allowance ends before it begins.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(f"{path}: not valid TOML: {error}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError(f"{path}: {reason_of(error)}") from error
    _known(str(path), table, {"fail_on", "allow"})
    entries = table.get("allow", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise PolicyError(f"{path}: allow must be a list of tables: [[allow]]")
    fail_on = _words(str(path), table, "fail_on", _VERDICTS) if "fail_on" in table else FAIL_ON
    allowances = [_allowance(f"{path}: allow entry {at}", entry) for at, entry in enumerate(entries, 1)]
    return Policy(tuple(fail_on), tuple(allowances))


def verdicts_of(words: str) -> tuple[str, ...]:
    """The verdicts of a list with commas.

    Raises:
        PolicyError: one is unknown, or there is none: a check that fails on nothing would always pass.
    """
    names = tuple(word.strip() for word in words.split(",") if word.strip())
    if not names:
        raise PolicyError("--fail-on: no verdict named")
    _accept("--fail-on", names, _VERDICTS)
    return names


def unknown_issuers(policy: Policy, documents: Iterable[Document]) -> tuple[str, ...]:
    """The issuers that allowances name and that issued none of the documents, each once."""
    bodies = {document.issuer for document in documents if document.issuer}
    named = dict.fromkeys(name for one in policy.allowances for name in one.issuers)
    return tuple(name for name in named if not any(same_body(name, body) for body in bodies))


def _allowance(where: str, entry: Mapping[str, Any]) -> Allowance:
    """One entry of ``allow``; ``where`` names file and entry in what is said of its faults."""
    _known(where, entry, _KEYS)
    if not entry.get("verdicts"):
        raise PolicyError(f"{where}: names no verdicts")
    since, until = _day(where, entry, "from"), _day(where, entry, "until")
    if since and until and since > until:
        raise PolicyError(f"{where}: from ({since}) is later than until ({until})")
    return Allowance(
        verdicts=frozenset(_words(where, entry, "verdicts", _VERDICTS)),
        issuers=_words(where, entry, "issuers", None),
        levels=frozenset(_words(where, entry, "levels", _LEVELS)),
        since=since,
        until=until,
        reason=_text(where, entry, "reason"),
    )


def _known(where: str, table: Mapping[str, Any], keys: set[str]) -> None:
    for key in table:
        if key not in keys:
            raise PolicyError(f"{where}: unknown key {key!r}; known are {', '.join(sorted(keys))}")


def _words(
    where: str, table: Mapping[str, Any], key: str, choices: tuple[str, ...] | None
) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise PolicyError(f"{where}: {key} must be a list of words")
    if choices is not None:
        _accept(f"{where}: {key}", value, choices)
    return tuple(value)


def _accept(where: str, words: tuple[str, ...] | list[str], choices: tuple[str, ...]) -> None:
    for word in words:
        if word not in choices:
            raise PolicyError(f"{where}: unknown word {word!r}; known are {', '.join(choices)}")


def _day(where: str, table: Mapping[str, Any], key: str) -> date | None:
    value = table.get(key)
    if value is not None and type(value) is not date:
        raise PolicyError(f"{where}: {key} must be a day, as in {key} = 2025-01-31")
    return value


def _text(where: str, table: Mapping[str, Any], key: str) -> str | None:
    value = table.get(key)
    if value is not None and not isinstance(value, str):
        raise PolicyError(f'{where}: {key} must be text, as in {key} = "first year"')
    return value
