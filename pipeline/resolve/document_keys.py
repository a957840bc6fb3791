"""The key of a document: one for every way in which it is cited.

A key is ``TYPE:what it is told by:when``. State documents that bear their year and laws need no day; all other numbers
restart, per year or per term, so the day of issue is part of the key.
"""

import datetime
from dataclasses import dataclass
from functools import cache

import regex

from pipeline import lexicon
from pipeline.folding import fold
from pipeline.gazetteer.names import expand
from pipeline.gazetteer.organisations import read_body
from pipeline.schema import Document, Reference

_SEPARATOR = regex.compile(r"[\s/\p{Pd}_.]+")
_ZEROS = regex.compile(r"^0+(?=\d)")
_YEARLY = regex.compile(r"^\d+[a-zđ]?-(?:19|20)\d\d-(?!.*(?:ubnd|hđnd))")
_LAW = regex.compile(
    r"^(?:bộ luật|luật|pháp lệnh|hiến pháp)? *(.+?)"
    r"(?:,? ?\(?(?:số \d.*|năm \d{4}.*|\d{4}\b.*|sửa đổi.*|ngày .*|của quốc hội.*))?$"
)
_LAW_TYPES = ("LUAT", "BL", "PL", "HP")
_JOINT = regex.compile(r"[,\p{Pd}]| và ")
_ORDINAL = regex.compile(r"\b(?:lần thứ )?([ivxl]+|\d{1,2})\b|\blần thứ (\w+)")
_FILLER = regex.compile(r"\b(?:đại hội|đại biểu|toàn quốc|của|lần thứ|các)\b")
_TERRITORY_LAST = regex.compile(r"\b(?:tỉnh|thành phố|huyện|quận|thị xã|phường|xã|thị trấn)$")
_BLANKS = regex.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Alias:
    """A document with several numbers. ``name`` and ``year`` are those of a law."""

    key: str
    type: str
    numbers: tuple[str, ...]
    date: datetime.date | None
    family: str | None


@cache
def aliases() -> tuple[Alias, ...]:
    return tuple(_alias(entry) for entry in lexicon.load("aliases"))


def _alias(entry: lexicon.Entry) -> Alias:
    facts = entry.attributes
    kind, date = facts["code"], facts.get("date")
    numbers = tuple(canonical_number(word) for word in entry.words)
    key = _law_key(kind, facts["name"], facts["year"]) if "name" in facts else _key(kind, numbers[-1], date)
    return Alias(key, kind, numbers, date, facts.get("family"))


def canonical_number(number: str) -> str:
    """The number as it is compared: ``05-NQ/TW`` and ``5/NQ-TW`` are one, ``27/CT-TTG`` is ``27/CT-TTg``."""
    return _SEPARATOR.sub("-", _ZEROS.sub("", fold(number).strip()))


def document_key(document: Document) -> str:
    """The key of a document that is at hand; without a number it is told by its issuer and year."""
    kind = document.type or "?"
    if document.number:
        return _numbered(kind, document.number, document.issued, document.family)
    year = document.issued or document.period_start
    return _key(kind, _plain(document.issuer or document.doc_id), year.year if year else None)


def reference_key(reference: Reference, citing: Document) -> str | None:
    """The key that this mention alone gives, read from where ``citing`` stands; None where it tells too little."""
    kind = reference.type or "?"
    if kind in _LAW_TYPES:
        return _of_law(reference, kind)
    if reference.number:
        return _numbered(kind, reference.number, reference.date, citing.family, reference.year)
    if reference.form == "congress" and reference.title:
        return _key(kind, _congress(reference.title, citing), None)
    if reference.form == "charter":
        return _key(kind, _plain((reference.quote or "").partition(" ")[2].partition(" ")[2]), None)
    if reference.issuer:
        when = reference.date or reference.year
        return _key(kind, _placed(_plain(reference.issuer), citing), when)
    return None


def _numbered(
    kind: str, number: str, date: datetime.date | None, family: str | None, year: int | None = None
) -> str:
    canonical = canonical_number(number)
    bare = "-" not in canonical and date is None
    for alias in aliases():
        if (
            alias.type != kind
            or canonical not in alias.numbers
            or (date and alias.date and date != alias.date)
        ):
            continue
        if not bare or alias.family == family:
            return alias.key
    return _key(kind, canonical, None if _YEARLY.match(canonical) else date or year)


def _of_law(reference: Reference, kind: str) -> str:
    if reference.number:
        canonical = canonical_number(reference.number)
        for alias in aliases():
            if alias.type == kind and canonical in alias.numbers:
                return alias.key
    found = _LAW.match(fold(reference.quote or ""))
    name = found[1] if found else ""
    if not name and reference.number:
        return _key(kind, canonical_number(reference.number), None)
    amended = "sửa đổi" if "sửa đổi" in fold(reference.quote or "").removeprefix(name) else None
    year = reference.year or (reference.date.year if reference.date else None)
    return _law_key(kind, name, year or amended)


def _law_key(kind: str, name: str, when: int | str | None) -> str:
    return _key(kind, _BLANKS.sub(" ", _JOINT.sub(" ", fold(expand(name)))).strip(), when)


def _congress(title: str, citing: Document) -> str:
    """The congress by its ordinal and its body, in whatever order they stand."""
    folded = fold(expand(title))
    ordinal = _ORDINAL.search(folded)
    body = folded[: ordinal.start()] + folded[ordinal.end() :] if ordinal else folded
    name = _placed(_BLANKS.sub(" ", _FILLER.sub(" ", body)).strip(), citing)
    return f"đại hội {(ordinal[1] or ordinal[2]) if ordinal else ''} {name}"


def _plain(name: str) -> str:
    """The body behind a name, in full and without its committee, folded."""
    body = read_body(name)
    return fold(body.name if body else expand(name))


def _placed(name: str, citing: Document) -> str:
    """A body that is named by its rank alone ("Công đoàn tỉnh") is that of the citing document's place."""
    if not _TERRITORY_LAST.search(name):
        return name
    local = name.endswith(("tỉnh", "thành phố")) and citing.province
    return f"{name} @{fold((citing.province if local else citing.issuer) or citing.doc_id)}"


def _key(kind: str, told_by: str, when: datetime.date | int | str | None) -> str:
    return f"{kind}:{told_by}:{when if when is not None else ''}"
