"""Fonts of an old code that draw every letter as a capital (.VnTimeH): what is typed in them, as it is drawn.

TCVN3 has no toned capitals: only its font tells that a letter, or a whole title, is one, and only a Word file tells the
font, run by run. ECMA-376 part 1, 17.7.2: that of a run is its own, else its style's, its paragraph's, the document's.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.ingest.wordprocessing import W, child_value
from pipeline.legacy.codes import Change, Code, codes
from pipeline.legacy.recognise import conversions

_NO_MORE: Change = (1 << 62, 1 << 62, "")
_TEXT, _SOFT_HYPHEN, _PARAGRAPH, _FONTS = f"{W}t", f"{W}softHyphen", f"{W}p", f"{W}rFonts"


@dataclass(frozen=True, slots=True)
class _Typed:
    """The text of one element; it stands at ``start`` of the whole text."""

    element: etree._Element
    start: int
    text: str


def draw_capitals(root: etree._Element, styles: etree._Element | None) -> None:
    """Where text below ``root`` is set in such a font and in its code, puts what is drawn in the place of all old text.

    Text in Unicode that bears the name of such a font stays as it is: it is drawn in another.
    """
    named = {_ascii(fonts) for part in (root, styles) if part is not None for fonts in part.iter(_FONTS)}
    fonts = _Fonts(styles)
    for code in codes():
        if any(name and _is_named(name, code) for name in named):
            typed = list(_all_typed(root))
            changes = conversions("".join(item.text for item in typed))
            if changes:
                for item, text in _drawn(typed, changes):
                    _put(item.element, text.upper() if _is_capital(item, fonts, code) else text)


def _all_typed(root: etree._Element) -> Iterator[_Typed]:
    """What is typed, paragraph by paragraph, with a line break before each."""
    at = 0
    for element in root.iter(_PARAGRAPH, _TEXT, _SOFT_HYPHEN):
        text = {_PARAGRAPH: "\n", _SOFT_HYPHEN: "\u00ad"}.get(element.tag, element.text or "")
        yield _Typed(element, at, text)
        at += len(text)


def _drawn(typed: list[_Typed], changes: list[Change]) -> Iterator[tuple[_Typed, str]]:
    """Each text with its letters in Unicode; one whose mark is typed in the next element stands in the first."""
    ahead = iter(changes)
    following = next(ahead)
    end_of_change = 0
    for item in typed:
        end = item.start + len(item.text)
        at = max(item.start, end_of_change)
        parts: list[str] = []
        while following[0] < end:
            start, end_of_change, letter = following
            parts += (item.text[at - item.start : start - item.start], letter)
            at = end_of_change
            following = next(ahead, _NO_MORE)
        yield item, "".join(parts) + item.text[at - item.start :]


def _is_capital(item: _Typed, fonts: "_Fonts", code: Code) -> bool:
    run = next(item.element.iterancestors(f"{W}r"), None)
    return (
        run is not None
        and fonts.draws_capitals(run, code)
        and all(letter.isascii() or letter in code.signs or not letter.isalpha() for letter in item.text)
    )


def _put(element: etree._Element, text: str) -> None:
    if element.tag != _PARAGRAPH:
        element.tag, element.text = _TEXT, text


class _Fonts:
    """The fonts that the styles of a document name."""

    def __init__(self, styles: etree._Element | None) -> None:
        found = [] if styles is None else list(styles.iter(f"{W}style"))
        self._styles = {style.get(f"{W}styleId", ""): style for style in found}
        paragraphs = [style for style in found if style.get(f"{W}type") == "paragraph"]
        default = [style for style in paragraphs if style.get(f"{W}default") in ("1", "true")]
        self._default = default[0].get(f"{W}styleId") if default else None
        base = None if styles is None else styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._base = _font(base)

    def draws_capitals(self, run: etree._Element, code: Code) -> bool:
        properties = run.find(f"{W}rPr")
        paragraph = next(run.iterancestors(f"{W}p"), None)
        own = paragraph.find(f"{W}pPr") if paragraph is not None else None
        name = (
            _font(properties)
            or self._of_style(child_value(properties, "rStyle"))
            or self._of_style(child_value(own, "pStyle") or self._default)
            or self._base
        )
        return name is not None and _is_named(name, code)

    def _of_style(self, name: str | None) -> str | None:
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            if font := _font(self._styles[name].find(f"{W}rPr")):
                return font
            name = child_value(self._styles[name], "basedOn")
        return None


def _font(properties: etree._Element | None) -> str | None:
    fonts = properties.find(_FONTS) if properties is not None else None
    return None if fonts is None else _ascii(fonts)


def _ascii(fonts: etree._Element) -> str | None:
    return fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi")


def _is_named(name: str, code: Code) -> bool:
    return code.capital_fonts is not None and code.capital_fonts.fullmatch(name) is not None
