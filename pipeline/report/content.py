"""What the page shows, as one value that JSON can hold. Ids become positions (-1: none), repeated texts stand once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from typing import Any, get_args

from msgspec import structs

from pipeline.outline import section_at
from pipeline.report.formats import day, document_label, facts, period, section_name
from pipeline.report.pages import Pictures
from pipeline.report.places import Lines, lines_of, marked_line, marked_statement
from pipeline.report.reading import Source
from pipeline.report.wording import Words
from pipeline.schema import CascadeRow, Document, Finding, Numeral, Row, Severity, Target

Item = dict[str, Any]

_SEVERITIES = get_args(Severity)  # the gravest first
_AROUND = 2  # lines of context before and after
_NONE = -1


class Positions(dict[Any, int]):
    """The place of each key in the order in which they were asked for; None has none."""

    def __missing__(self, key: Any) -> int:
        if key is None:
            return _NONE
        self[key] = len(self)
        return self[key]


def page_content(source: Source, words: Words, pictures: Pictures) -> dict[str, Any]:
    """Everything the page's script reads.

    ``documents``, ``sections`` and ``sentences`` name each other by position. A row of ``rows`` is upper document,
    lower document, upper sentence, lower sentence, verdict, flags, basis, likeness in hundredths, explanation. The
    ``pages`` of a document are its pictures by page: width and height in points, and their place in ``pictures``;
    a ``box`` is in points, too.
    """
    builder = _Builder(source, words, pictures)
    rows = [builder.row(row) for row in source.cascade or ()]
    numerals = [builder.numeral(row) for row in source.numerals]
    gravest_first = sorted(source.findings, key=lambda row: _SEVERITIES.index(row.severity))
    findings = [builder.finding(row) for row in gravest_first]
    return {
        "language": words.language,
        "compared": source.cascade is not None,
        "folder": source.folder.name,
        "words": words.tables,
        "verdicts": [asdict(look) for look in words.verdicts.values()],
        "documents": builder.documents(),
        "sections": builder.sections(),
        "sentences": builder.sentences,
        "rows": rows,
        "flags": [[words.flag(code) for code in flags.split(";") if code] for flags in builder.flags],
        "bases": [words("basis", basis) for basis in builder.bases],
        "explanations": list(builder.explanations),
        "numerals": numerals,
        "findings": findings,
        "failures": [structs.asdict(failure) for failure in source.failures],
    }


class _Builder:
    """Sentences are collected as the targets and rows ask for them, and the lines about them by document."""

    def __init__(self, source: Source, words: Words, pictures: Pictures) -> None:
        self._source, self._words, self._pictures = source, words, pictures
        self._document_at = Positions()
        self._section_at = Positions()
        self._verdict_at = Positions()
        for table, positions in (
            (source.plans, self._document_at),
            (source.sections, self._section_at),
            (words.verdicts, self._verdict_at),
        ):
            positions.update((key, position) for position, key in enumerate(table))
        self._lines: dict[str, Lines] = {}
        self._shown_lines: defaultdict[str, set[int]] = defaultdict(set)
        self._quoted: dict[tuple[str, str], int] = {}
        self.sentences: list[Item] = []
        self.flags, self.bases, self.explanations = Positions(), Positions(), Positions()
        self._sentence_at = {key: self._add(self._target(row)) for key, row in source.targets.items()}

    def row(self, row: CascadeRow) -> list[int]:
        likeness = row.similarity
        return [
            self._document_at[row.upper_doc_id],
            self._document_at[row.lower_doc_id],
            self._side(row.upper_target_id, row.upper_doc_id, row.upper_quote),
            self._side(row.lower_target_id, row.lower_doc_id, row.lower_quote),
            self._verdict_at[row.verdict],
            self.flags[row.flags or ""],
            self.bases[row.basis],
            _NONE if likeness is None else round(likeness * 100),
            self.explanations[getattr(row, f"explanation_{self._words.language}")],
        ]

    def documents(self) -> list[Item]:
        return [self._document(plan.document) for plan in self._source.plans.values()]

    def sections(self) -> list[Item]:
        return [
            {"parent": self._section_at[row.parent_id], "name": section_name(row)}
            for row in self._source.sections.values()
        ]

    def numeral(self, row: Numeral) -> Item:
        """A number nobody knows the meaning of."""
        return self._place(row)

    def finding(self, row: Finding) -> Item:
        """A fault of a document; one that is of no place has no line."""
        return self._place(row) | {
            "severity": self._words("severity", row.severity),
            "message": getattr(row, f"message_{self._words.language}"),
        }

    def _document(self, row: Document) -> Item:
        words, doc_id, graph = self._words, row.doc_id, self._source.graph
        lines = self._lines[doc_id].lines if doc_id in self._lines else []
        return {
            "label": document_label(row),
            "kind": row.type_name or "",
            "title": row.title or "",
            "issuer": row.issuer or "",
            "level": row.level or "unknown",
            "issued": day(row.issued, words),
            "period": period(row.period_start, row.period_end, words),
            "source": row.source,
            "absent": [one.number or one.quote for one in graph.unavailable.get(doc_id, ())],
            "orphan": doc_id in graph.orphans,
            "likely": [self._document_at[one.upper_id] for one in graph.suggestions.get(doc_id, ())],
            "lines": {number: lines[number] for number in sorted(self._shown_lines[doc_id])},
        } | self._pages(doc_id)

    def _pages(self, doc_id: str) -> Item:
        found = self._pictures
        return {
            "pages": {
                page: [*found.drawn[at].size, at] for page, at in sorted(found.pages.get(doc_id, {}).items())
            },
            "no_picture": found.reasons.get(doc_id, ""),
            "left_out": found.left_out.get(doc_id, []),
        }

    def _side(self, target_id: str | None, doc_id: str | None, quote: str | None) -> int:
        """The sentence of one side of a row: that of its target, else the one that the row quotes."""
        if target_id is not None:
            return self._sentence_at[target_id]
        if not quote or doc_id is None:
            return _NONE
        if (doc_id, quote) not in self._quoted:
            self._quoted[doc_id, quote] = self._add(self._quotation(doc_id, quote))
        return self._quoted[doc_id, quote]

    def _add(self, sentence: Item) -> int:
        self.sentences.append(sentence)
        return len(self.sentences) - 1

    def _target(self, row: Target) -> Item:
        start, end = row.start or 0, row.end or 0
        return self._place(row) | {
            "section": self._section_at[row.section_id],
            "target": True,
            "pieces": marked_statement(self._source.plans[row.doc_id].text, row.statement, start, end),
            "facts": facts(row, self._words),
        }

    def _place(self, row: Row) -> Item:
        """Where a row stands: in its line, and on its page."""
        place: Item = {
            "document": self._document_at[row.doc_id],
            "quote": row.quote or "",
            "page": row.page,
            "box": row.bbox and [round(edge, 1) for edge in row.bbox],
        }
        if row.start is None or row.end is None:
            return place | {"section": _NONE}
        section = section_at(self._source.plans[row.doc_id].sections, row.start)
        place["section"] = self._section_at[section.section_id if section else None]
        return place | self._line(row.doc_id, row.start, row.end)

    def _quotation(self, doc_id: str, quote: str) -> Item:
        """A sentence that is no target: a table gives its words and not its place, so it is looked for."""
        plan = self._source.plans[doc_id]
        start = plan.text.find(quote)
        section = section_at(plan.sections, start) if start >= 0 else None
        sentence = {
            "document": self._document_at[doc_id],
            "section": self._section_at[section.section_id if section else None],
            "target": False,
            "quote": "",
            "pieces": [quote],
            "page": None,
            "box": None,
            "facts": {},
        }
        return sentence | (self._line(doc_id, start, start + len(quote)) if start >= 0 else {})

    def _line(self, doc_id: str, start: int, end: int) -> Item:
        lines = self._lines_of(doc_id)
        number, pieces = marked_line(lines, start, end)
        around = range(max(0, number - _AROUND), min(len(lines.lines), number + _AROUND + 1))
        self._shown_lines[doc_id].update(around)
        return {"line": number, "line_pieces": pieces}

    def _lines_of(self, doc_id: str) -> Lines:
        if doc_id not in self._lines:
            self._lines[doc_id] = lines_of(self._source.plans[doc_id].text)
        return self._lines[doc_id]
