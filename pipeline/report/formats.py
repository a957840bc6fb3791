"""Numbers, days and quantities as people of each language write them."""

from datetime import date
from pathlib import PurePath

from pipeline.dataset.tables import plain
from pipeline.report.wording import Words
from pipeline.schema import Document, Section, Target
from pipeline.text import file_and_part

_LONGEST_TITLE = 90  # characters of a heading; some are whole sentences


def number(value: float, words: Words) -> str:
    """1250.5 as 1.250,5 in Vietnamese and 1,250.5 in English."""
    whole, _, fraction = plain(float(value)).partition(".")
    point, group = (",", ".") if words.language == "vi" else (".", ",")
    return f"{int(whole):,}".replace(",", group) + (f"{point}{fraction}" if fraction else "")


def day(value: date | None, words: Words) -> str:
    if value is None:
        return ""
    return value.strftime("%d/%m/%Y") if words.language == "vi" else value.isoformat()


def every(durations: str | None, words: Words) -> str:
    """``P1M;P1Y`` as ``tháng; năm``."""
    return "; ".join(words("every", duration) for duration in (durations or "").split(";"))


def quantity(target: Target, words: Words) -> str:
    """The value of a target with its comparator, unit and frequency: ``≥ 2 cuộc/năm``."""
    if target.value is None:
        return words("measure", target.measure)
    shown = number(target.value, words)
    if target.value_high is not None:
        shown += f"–{number(target.value_high, words)}"
    unit = target.unit_text or ""
    shown += unit if unit.startswith("%") else f" {unit}".rstrip()
    if target.frequency:
        shown += f"/{every(target.frequency, words)}"
    shown = words("comparator", target.comparator) + shown
    if target.direction == "level":
        return shown
    change = target.direction + ("_to" if target.change == "to" else "")
    return f"{words('change', change)} {shown}"


def period(start: date | None, end: date | None, words: Words) -> str:
    return " – ".join(filter(None, (day(start, words), day(end, words))))


def facts(target: Target, words: Words) -> dict[str, str]:
    """What a target consists of, in words, by the keys of ``fact`` in report.toml; only what is known."""
    found = {
        "quantity": quantity(target, words),
        "measure": words("measure", target.measure),
        "action": target.action,
        "population": target.population,
        "condition": target.condition,
        "per": target.per,
        "deadline": period(target.deadline_start, target.deadline_end, words),
        "modality": words("modality", target.modality),
        "actor": target.actor,
    }
    return {key: value for key, value in found.items() if value}


def document_label(document: Document) -> str:
    """The number of a document, else its title, else the name of its file.

    A plan that shares its number with the decision which issues it is told from that by its kind.
    """
    parted = file_and_part(document.source)[1] > 1
    if document.number and document.type and parted and document.type not in document.number:
        return f"{document.number} ({document.type_name})"
    return document.number or document.title or PurePath(document.source).name


def issuer_name(document: Document, words: Words) -> str:
    """Who issued a document, or that it is not known."""
    return document.issuer or words("ui", "no_issuer")


def section_name(section: Section) -> str:
    """A heading as one line: its marker and its title."""
    title = section.title or section.quote or ""
    if len(title) > _LONGEST_TITLE:
        title = title[: _LONGEST_TITLE - 1].rstrip() + "…"
    return " ".join(filter(None, (section.marker if section.title else None, title)))
