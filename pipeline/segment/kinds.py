"""What a section is, by its title and by the section it stands in."""

import re
from functools import cache, lru_cache
from typing import get_args

from pipeline.lexicon import Entry, load
from pipeline.lexicon.letters import plain
from pipeline.schema import SectionKind

_MOST_QUALIFIERS = 3


def kind_of(title: str | None, parent: SectionKind | None, at_end: bool) -> tuple[SectionKind, str]:
    """The kind, and the id of the rule that tells it.

    ``title`` is folded; ``parent`` the kind of the section above, None at the root; ``at_end``: tasks stand before it.
    """
    known = _known(title, whole=True) if title else None
    if known:
        return known
    if parent:
        return parent, "parent"
    begun = _known(title, whole=False) if title else None
    if begun:
        return begun
    if title and at_end and _body().match(title):
        return "implementation", "body"
    return "other", "unknown"


def is_legal_basis(line: str) -> bool:
    """Whether a folded line before the first heading names what the directive rests on."""
    return bool(_entry("legal_basis_line").match(line))


@lru_cache(maxsize=4096)
def _known(title: str, whole: bool) -> tuple[SectionKind, str] | None:
    """The entry that covers ``title``, with or without its qualifiers, wholly or from its beginning."""
    for form in _forms(title):
        hits = [(hit.end(), kind, name) for name, kind, pattern in _titles() if (hit := pattern.match(form))]
        best = max(hits, default=None)
        if best and (
            best[0] == len(form)
            if whole
            else form[best[0] : best[0] + 1] in ("", " ", ",", ";", ":", "/", "-")
        ):
            return best[1], best[2]
    return None


def _forms(title: str) -> list[str]:
    """The title, and what is left as its qualifiers are taken off."""
    forms = [title.strip(" .:;,-")]
    trimmed = forms[0]
    for _ in range(_MOST_QUALIFIERS):
        shorter = _entry("qualifier_before").sub("", trimmed, count=1)
        if shorter == trimmed:
            break
        forms.append(trimmed := shorter)
    return forms + [
        short for form in forms if (short := _entry("qualifier_after").sub("", form)) and short != form
    ]


@cache
def _titles() -> tuple[tuple[str, SectionKind, re.Pattern[str]], ...]:
    return tuple(
        (entry.id, _kind(entry), plain(entry.expression))
        for entry in load("sections")
        if entry.attributes["place"] == "title"
    )


def _kind(entry: Entry) -> SectionKind:
    kind: SectionKind = entry.attributes["kind"]
    assert kind in get_args(SectionKind), entry.id
    return kind


@cache
def _entry(name: str) -> re.Pattern[str]:
    (found,) = (entry for entry in load("sections") if entry.id == name)
    return plain(found.expression)


def _body() -> re.Pattern[str]:
    return _entry("body")
