"""The words of the report in one language, and the look of each verdict."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@dataclass(frozen=True, slots=True)
class VerdictLook:
    """How one verdict is said and shown; colours are ``#rrggbb``, ``ink`` stands on ``colour``."""

    code: str
    name: str
    meaning: str
    group: str
    symbol: str
    colour: str
    ink: str
    tint: str


@dataclass(frozen=True, slots=True)
class Words:
    """Everything the report says in ``language``. ``verdicts`` stand in order of weight, the gravest first."""

    language: Language
    verdicts: Mapping[str, VerdictLook]
    tables: Mapping[str, Mapping[str, str]]

    def __call__(self, table: str, key: str | None) -> str:
        """The word for ``key``; the key itself where the table has none (a flag of a later version), '' for None."""
        return "" if key is None else self.tables[table].get(key, key)

    def flag(self, code: str) -> str:
        """A flag in words; a verdict that came second stands as a flag too."""
        return self.verdicts[code].name if code in self.verdicts else self("flag", code)


@cache
def words(language: Language) -> Words:
    """The words of the report in ``language``."""
    text = files("pipeline.lexicon").joinpath("report.toml").read_text(encoding="utf-8")
    entries = tomllib.loads(text)
    looks = {code: _look(code, entry, language) for code, entry in entries.pop("verdict").items()}
    tables = {name: {key: entry[language] for key, entry in table.items()} for name, table in entries.items()}
    return Words(language, looks, tables)


def _look(code: str, entry: dict[str, Any], language: Language) -> VerdictLook:
    return VerdictLook(
        code=code,
        name=entry[language],
        meaning=entry[f"meaning_{language}"],
        group=entry["group"],
        symbol=entry["symbol"],
        colour=entry["colour"],
        ink=entry["ink"],
        tint=entry["tint"],
    )
