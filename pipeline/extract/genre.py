"""Whether a text is a directive, a page that reports one, or neither (ANNOTATION.md)."""

from collections.abc import Sequence

from pipeline.extract.document_cues import cue
from pipeline.extract.head import Head
from pipeline.extract.signature import Signature
from pipeline.schema import Genre, Section
from pipeline.text import Text

_HEAD, _TAIL, _MANY_BLANKS = 3000, 1500, 8
_ORNAMENT = " |*_#"
_NO_DIRECTIVES = {"BB", "HĐ", "TTh"}


def read_genre(text: Text, sections: Sequence[Section], head: Head, signature: Signature) -> Genre:
    """The genre. Forms are told by what they are called, or by the blanks to fill in.

    What has neither head, signature nor numbered parts tells of a directive, as pages do.
    """
    if head.type in _NO_DIRECTIVES or _is_form(text):
        return "other"
    if head.type or head.number or signature.name or signature.body:
        return "directive"
    folded = text.folded
    edges = (folded[:_HEAD], folded[-_TAIL:])
    reported = text.raw.headline or text.raw.published or any(cue("web").search(edge) for edge in edges)
    numbered = any(section.marker for section in sections)
    return "directive" if numbered and not reported else "news_report"


def _is_form(text: Text) -> bool:
    folded, form = text.folded[:_HEAD], cue("form")
    for line in text.lines[:20]:
        if line.start >= _HEAD:
            break
        said = folded[line.start : line.end].lstrip(_ORNAMENT)
        if (hit := form.match(said)) and _is_heading(text.text[line.start : line.end], hit.group()):
            return True
    if folded.count("…") + folded.count("...") + folded.count("____") < _MANY_BLANKS:
        return False
    return sum(1 for _ in cue("blank").finditer(folded)) >= _MANY_BLANKS


def _is_heading(line: str, noun: str) -> bool:
    bare = line.strip(_ORNAMENT)
    return bare[: len(noun)].isupper() or len(bare) < 2 * len(noun)
