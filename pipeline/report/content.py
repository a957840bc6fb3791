"""What the page shows, as one value that JSON can hold. Ids become positions (-1: none), repeated texts stand once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from typing import Any

from pipeline.report.formats import day, document_label, facts, period
from pipeline.report.places import Lines, lines_of, marked_line, marked_statement
from pipeline.report.reading import Row, Source, records
from pipeline.report.wording import Words

_AROUND = 2  # lines of context before and after
_NONE = -1
_TITLE = 90  # characters of a heading that is a whole sentence


class Positions(dict[Any, int]):
    """The place of each key in the order in which they were asked for; None has none."""

    def __missing__(self, key: Any) -> int:
        if key is None:
            return _NONE
        self[key] = len(self)
        return self[key]


def page_content(source: Source, words: Words) -> dict[str, Any]:
    """Everything the page's script reads.

    ``documents``, ``sections`` and ``sentences`` name each other by position. A row of ``rows`` is upper document,
    lower document, upper sentence, lower sentence, verdict, flags, basis, likeness in hundredths, explanation.
    """
    builder = _Builder(source, words)
    rows = [builder.row(row) for row in source.cascade or ()]
    numerals = builder.numerals()
    return {
        "language": words.language,
        "compared": source.cascade is not None,
        "folder": source.dataset.folder.name,
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
        "failures": records(source.dataset.failures),
    }


class _Builder:
    """Sentences are collected as the targets and rows ask for them, and the lines about them by document."""

    def __init__(self, source: Source, words: Words) -> None:
        self._source, self._words = source, words
        self._document_at = Positions()
        self._section_at = Positions()
        self._verdict_at = Positions()
        for table, positions in (
            (source.documents, self._document_at),
            (source.sections, self._section_at),
            (words.verdicts, self._verdict_at),
        ):
            positions.update((key, position) for position, key in enumerate(table))
        self._sections_of: defaultdict[str, list[Row]] = defaultdict(list)
        for section in source.sections.values():
            self._sections_of[section["doc_id"]].append(section)
        self._lines: dict[str, Lines] = {}
        self._shown_lines: defaultdict[str, set[int]] = defaultdict(set)
        self._quoted: dict[tuple[str, str], int] = {}
        self.sentences: list[Row] = []
        self.flags, self.bases, self.explanations = Positions(), Positions(), Positions()
        self._sentence_at = {key: self._target(row) for key, row in source.targets.items()}

    def row(self, row: Row) -> list[int]:
        likeness = row["similarity"]
        return [
            self._document_at[row["upper_doc_id"]],
            self._document_at[row["lower_doc_id"]],
            self._side(row, "upper"),
            self._side(row, "lower"),
            self._verdict_at[row["verdict"]],
            self.flags[row["flags"] or ""],
            self.bases[row["basis"]],
            _NONE if likeness is None else round(likeness * 100),
            self.explanations[row[f"explanation_{self._words.language}"] or ""],
        ]

    def documents(self) -> list[Row]:
        return [self._document(row) for row in self._source.documents.values()]

    def sections(self) -> list[Row]:
        return [
            {"parent": self._section_at[row["parent_id"]], "name": section_name(row)}
            for row in self._source.sections.values()
        ]

    def numerals(self) -> list[Row]:
        """The numbers nobody knows the meaning of, each in its line."""
        frame = self._source.dataset.numerals
        return [
            {"document": self._document_at[row["doc_id"]]}
            | self._line(row["doc_id"], row["start"], row["end"])
            for row in records(frame[frame["role"] == "unclassified"])
        ]

    def _document(self, row: Row) -> Row:
        words, doc_id = self._words, row["doc_id"]
        lines = self._lines[doc_id].lines if doc_id in self._lines else []
        return {
            "label": document_label(row),
            "kind": row["type_name"] or "",
            "title": row["title"] or "",
            "issuer": row["issuer"] or "",
            "level": row["level"] or "unknown",
            "issued": day(row["issued"], words),
            "period": period(row["period_start"], row["period_end"], words),
            "source": row["source"],
            "lines": {number: lines[number] for number in sorted(self._shown_lines[doc_id])},
        }

    def _side(self, row: Row, side: str) -> int:
        """The sentence of one side of a row: that of its target, else the one that the row quotes."""
        if row[f"{side}_target_id"] is not None:
            return self._sentence_at[row[f"{side}_target_id"]]
        doc_id, quote = row[f"{side}_doc_id"], row[f"{side}_quote"]
        if not quote:
            return _NONE
        if (doc_id, quote) not in self._quoted:
            self._quoted[doc_id, quote] = self._add(self._quotation(doc_id, quote))
        return self._quoted[doc_id, quote]

    def _add(self, sentence: Row) -> int:
        self.sentences.append(sentence)
        return len(self.sentences) - 1

    def _target(self, row: Row) -> int:
        doc_id, start, end = row["doc_id"], row["start"], row["end"]
        text = self._lines_of(doc_id).text
        return self._add(
            {
                "document": self._document_at[doc_id],
                "section": self._section_at[row["section_id"]],
                "target": True,
                "quote": row["quote"],
                "pieces": marked_statement(text, row["statement"], start, end),
                "page": row["page"],
                "facts": facts(row, self._words),
            }
            | self._line(doc_id, start, end)
        )

    def _quotation(self, doc_id: str | None, quote: str) -> Row:
        """A sentence that is no target: a table gives its words and not its place, so it is looked for."""
        start = self._lines_of(doc_id).text.find(quote) if doc_id else -1
        sentence = {
            "document": self._document_at[doc_id],
            "section": _NONE,
            "target": False,
            "quote": "",
            "pieces": [quote],
            "page": None,
            "facts": {},
        }
        if start < 0 or doc_id is None:
            return sentence
        sentence["section"] = self._section_of(doc_id, start)
        return sentence | self._line(doc_id, start, start + len(quote))

    def _section_of(self, doc_id: str, offset: int) -> int:
        holding = [row for row in self._sections_of[doc_id] if row["start"] <= offset < row["body_end"]]
        return self._section_at[holding[-1]["section_id"]] if holding else _NONE

    def _line(self, doc_id: str, start: int, end: int) -> Row:
        lines = self._lines_of(doc_id)
        number, pieces = marked_line(lines, start, end)
        around = range(max(0, number - _AROUND), min(len(lines.lines), number + _AROUND + 1))
        self._shown_lines[doc_id].update(around)
        return {"line": number, "line_pieces": pieces}

    def _lines_of(self, doc_id: str) -> Lines:
        if doc_id not in self._lines:
            self._lines[doc_id] = lines_of(self._source.dataset.text(doc_id))
        return self._lines[doc_id]


def section_name(row: Row) -> str:
    """A heading as one line: its marker and its title."""
    title = row["title"] or row["quote"] or ""
    if len(title) > _TITLE:
        title = title[: _TITLE - 1].rstrip() + "…"
    return " ".join(filter(None, (row["marker"] if row["title"] else None, title)))
