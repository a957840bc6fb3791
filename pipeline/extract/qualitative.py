"""Qualitative targets: items of a section on targets that set a goal without a number."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipeline.extract import attributes
from pipeline.extract.clauses import statements, trim
from pipeline.extract.judging import Judged
from pipeline.extract.targets import skip_marker
from pipeline.lexicon import patterns
from pipeline.outline import section_at
from pipeline.schema import Section, Target
from pipeline.text import Line, Text

_cue = patterns("clauses")
_SHORTEST = 20


def qualitative_targets(
    text: Text, sections: Sequence[Section], judged: Sequence[Judged], first: int, first_group: int
) -> list[Target]:
    """Rows of measure ``qualitative``: statements of sections of kind ``targets`` that hold no quantity as a target.

    ``first`` and ``first_group`` are the numbers that the ids go on from.
    """
    taken = {item.statement for item in judged if item.verdict.role == "target"}
    rows: list[Target] = []
    for section, line in _lines(text, sections):
        for statement in statements(text.text, line):
            if statement in taken:
                continue
            start, end = trim(text.folded, *statement)
            start = max(skip_marker(text.folded, start, end), section.end or 0)
            if end - start < _SHORTEST or text.folded[end : end + 1] == ":":
                continue
            goal = _cue("goal").search(text.folded, start, end)
            if goal is None:
                continue
            modality = attributes.governing_modality(text.folded, start, end)
            rows.append(
                Target(
                    *text.at(start, end),
                    rule="target.qualitative",
                    confidence=0.6,
                    target_id=f"{text.doc_id}-t{first + len(rows)}",
                    section_id=section.section_id,
                    group_id=f"{text.doc_id}-g{first_group + len(rows)}",
                    statement=text.text[start:end],
                    action=text.text[goal.start() : end],
                    measure="qualitative",
                    modality=modality,
                )
            )
    return rows


def _lines(text: Text, sections: Sequence[Section]) -> Iterator[tuple[Section, Line]]:
    """The lines of the body that stand in sections of kind ``targets``, each in the deepest that holds it."""
    for section in sections:
        if section.kind != "targets":
            continue
        low, high = (bisect_left(text.line_starts, at) for at in (section.start or 0, section.body_end))
        for line in text.lines[low:high]:
            if line.role == "body" and section_at(sections, line.start) is section:
                yield section, line
