"""What the citing document does with a cited one, by the last cue before the citation."""

import re
from functools import cache

from pipeline.extract.references.citation import Citation
from pipeline.lexicon import load, word_pattern
from pipeline.outline import section_at
from pipeline.schema import Relation, Section
from pipeline.text import Text

_LISTED = re.compile(r"(?:(;|,)|và|hoặc) ?(?:(?:và|các|tại|theo|số:?) )*$")


def relations(text: Text, citations: list[Citation], sections: tuple[Section, ...]) -> list[Relation]:
    """One relation for each of ``citations``, which are ordered by start."""
    folded = text.folded
    found: list[Relation] = []
    top: Relation = "mentions"
    before: Citation | None = None
    for citation in citations:
        start, line = citation.start, text.line_at(citation.start).start
        previous, before = before if before and before.start >= line else None, citation
        low = _gap_start(previous, citation) if previous else line
        break_at = max(folded.rfind("; ", low, start), folded.rfind(". ", low, start))
        own = _last_cue(folded, max(low, break_at), start)
        if own is None and previous and (listed := _LISTED.search(folded, low, start)):
            own = top if listed[1] == ";" else found[-1]
        found.append(own or _of_section(citation, sections))
        if previous is None or break_at >= 0:
            top = found[-1]
    return found


def _gap_start(previous: Citation, citation: Citation) -> int:
    """Where the words between two citations begin; a citation within another one has the other's words before it."""
    return previous.end if previous.end <= citation.start else previous.start


def _last_cue(folded: str, low: int, high: int) -> Relation | None:
    """The relation of the cue that stands last between ``low`` and ``high``, of those that reach as far."""
    said, cues = _cues()
    relation: Relation | None = None
    for found in said.finditer(folded, low, high):
        meant, reach = cues[found[0]]
        if reach is None or _reaches(folded, found.end(), high, reach):
            relation = meant
    return relation


def _reaches(folded: str, end: int, high: int, reach: int) -> bool:
    """Whether a cue that ends at ``end`` still governs what stands at ``high``: near, in the same sentence."""
    return high - end <= reach and not any(sign in folded[end:high] for sign in ";.\n")


@cache
def _cues() -> tuple[re.Pattern[str], dict[str, tuple[Relation, int | None]]]:
    """Any cue; and every cue with its relation and how far it reaches, in code points."""
    cues = {
        word: (entry.attributes["relation"], entry.attributes.get("reach"))
        for entry in load("references")
        if "relation" in entry.attributes
        for word in entry.words
    }
    return word_pattern(cues), cues


def _of_section(citation: Citation, sections: tuple[Section, ...]) -> Relation:
    section = section_at(sections, citation.start)
    return "legal_basis" if section is not None and section.kind == "legal_basis" else "mentions"
