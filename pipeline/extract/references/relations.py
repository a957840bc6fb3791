"""What the citing document does with a cited one, by the last cue before the citation."""

from pipeline.extract.references.citation import Citation
from pipeline.extract.references.issuers import pattern
from pipeline.schema import Relation, Section
from pipeline.segment import section_at
from pipeline.text import Text

_CUES: tuple[Relation, ...] = ("legal_basis", "implements", "amends", "replaces")
_LIST = 12


def relations(text: Text, citations: list[Citation], sections: tuple[Section, ...]) -> list[Relation]:
    """One relation for each of ``citations``, which are ordered by start."""
    found: list[Relation] = []
    for number, citation in enumerate(citations):
        line = text.line_at(citation.start)
        previous = citations[number - 1] if number and citations[number - 1].start >= line.start else None
        low = min(previous.end, citation.start) if previous else line.start
        own = _last_cue(text.folded, low, citation.start)
        if own is None and previous is not None:
            between = text.folded[low : citation.start]
            if citation.linked or len(between) <= _LIST and ";" not in between:
                own = found[-1]
            elif ";" in between:
                own = _last_cue(text.folded, line.start, min(line.start + 40, low))
        found.append(own or _of_section(citation, sections))
    return found


def _last_cue(folded: str, low: int, high: int) -> Relation | None:
    """The relation of the cue that ends last between ``low`` and ``high``."""
    last, relation = -1, None
    for name in _CUES:
        for cue in pattern(name).finditer(folded, low, high):
            if cue.start() >= last:
                last, relation = cue.start(), name
    return relation


def _of_section(citation: Citation, sections: tuple[Section, ...]) -> Relation:
    section = section_at(sections, citation.start)
    return "legal_basis" if section is not None and section.kind == "legal_basis" else "mentions"
