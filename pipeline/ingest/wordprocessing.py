"""WordprocessingML, the words of .docx: names, and the text of one paragraph."""

from collections.abc import Iterator

from lxml import etree

from pipeline.markers import GLYPHS

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
BOX = f"{W}txbxContent"
# Deleted and moved away: not part of the text as it stands. Properties hold no text at all.
_DROPPED = frozenset(
    W + name for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "delInstrText", "rt")
)
_CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "\u00ad",  # a letter in TCVN3; elsewhere it is dropped where the text is cleaned
    f"{W}cr": "\n",
    f"{W}br": "\n",
    f"{W}ptab": "\t",
}
_SYMBOLS = {f"{ord(glyph):04X}": sign for glyph, sign in GLYPHS.items()}
_SENTENCE_ENDS = ".;:!?…"


def child_value(element: etree._Element | None, name: str) -> str | None:
    """``w:val`` of the child ``w:NAME``, None where there is no such child."""
    child = element.find(W + name) if element is not None else None
    return child.get(f"{W}val") if child is not None else None


def content(element: etree._Element) -> Iterator[etree._Element]:
    """The children that count: of the two forms of an alternative the first that holds text."""
    for child in element:
        if child.tag == f"{_MC}AlternateContent":
            forms = [*child.iterchildren(f"{_MC}Choice"), *child.iterchildren(f"{_MC}Fallback")]
            with_text = (form for form in forms if next(form.iter(f"{W}t"), None) is not None)
            if (form := next(with_text, None)) is not None:
                yield from content(form)
        elif isinstance(child.tag, str) and child.tag not in _DROPPED:
            yield child


def paragraph_text(paragraph: etree._Element) -> str:
    """What a ``w:p`` says, without its text boxes and notes; a line break within a sentence is a blank."""
    text = "".join(_texts(paragraph))
    if "\n" not in text:
        return text.strip()
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    joined = lines[:1]
    for line in lines[1:]:
        goes_on = line[0].islower() and joined[-1][-1] not in _SENTENCE_ENDS
        joined.append(f" {line}" if goes_on else f"\n{line}")
    return "".join(joined)


def _texts(element: etree._Element) -> Iterator[str]:
    for child in content(element):
        tag = child.tag
        if tag in (f"{W}t", _MATH_TEXT):
            yield child.text or ""
        elif tag in _CHARACTERS:
            yield _CHARACTERS[tag]
        elif tag == f"{W}sym":
            yield _SYMBOLS.get(child.get(f"{W}char", "").upper(), "")
        elif tag == f"{W}r":
            yield from _run_texts(child)
        elif tag not in (BOX, f"{W}p"):
            yield from _texts(child)


def _run_texts(run: etree._Element) -> Iterator[str]:
    """The text of a run as it is shown: nothing where it is hidden, capitals where it is set in them."""
    properties = run.find(f"{W}rPr")
    if is_on(properties, "vanish"):
        return
    upper = is_on(properties, "caps")
    yield from (text.upper() if upper else text for text in _texts(run))


def is_on(properties: etree._Element | None, name: str) -> bool:
    """Whether the child ``w:NAME`` is there and does not say that it is off."""
    switch = properties.find(W + name) if properties is not None else None
    return switch is not None and switch.get(f"{W}val") not in {"0", "false", "off"}


def boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The text boxes anchored in a paragraph, in order, one of each pair of alternatives."""
    for child in content(paragraph):
        if child.tag == BOX:
            yield child
        else:
            yield from boxes(child)


def note_ids(paragraph: etree._Element, kind: str) -> Iterator[str]:
    """The ids of the footnotes (or endnotes) that a paragraph refers to; ``kind`` is footnote or endnote."""
    for reference in paragraph.iter(f"{W}{kind}Reference"):
        yield reference.get(f"{W}id", "")
