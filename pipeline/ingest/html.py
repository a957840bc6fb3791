"""Web pages: the article with its headline and date, without the page around it."""

import re
from datetime import date

from lxml import html

from pipeline.ingest.characters import decode
from pipeline.ingest.html_blocks import Blocks
from pipeline.ingest.pieces import Content, Piece, Unreadable, check_cells, join
from pipeline.ingest.web_furniture import article
from pipeline.settings import Settings

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_HEAD = 4096
_DATE_META = (
    "//meta[@property='article:published_time' or @itemprop='datePublished' or @name='pubdate']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//time[@pubdate]/@datetime",
    "//time/@datetime",
)
_DATE_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_ISO_DATE = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})")
_PRINTED_DATE = re.compile(r"(?<!\d)(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?!\d)")
# Elements that newspapers' systems print the date of publication in.
_DATE_CLASS = "//*[contains(@class, 'date') or contains(@class, 'time') or contains(@class, 'publish')]"
_MAX_DATE_TEXT = 80


def read_html(data: bytes, settings: Settings) -> Content:
    """The article of a page, one line per paragraph and per table row.

    Raises:
        Unreadable: the encoding is wrong, the page has no text, or more cells than ``settings`` allow.
    """
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = html.document_fromstring(_text(data).encode("utf-8", "replace"), parser=parser)
    except html.etree.ParserError as error:
        raise Unreadable("the page has no text") from error
    if any("Excessive depth" in entry.message for entry in parser.error_log):  # the rest would be missing
        raise Unreadable("the page is nested too deeply")
    check_cells(sum(1 for _ in root.iter("td", "th")), settings.max_table_cells)
    headline, published = _headline(root), _published(root)
    body = root.find("body")
    pieces = list(Blocks().pieces(article(root if body is None else body)))
    if headline and headline.casefold() not in " ".join(piece.text for piece in pieces).casefold():
        pieces.insert(0, Piece(headline))
    text, places = join(pieces)
    return Content(text=text, wrapped=False, places=places, headline=headline, published=published)


def _text(data: bytes) -> str:
    """The page's characters: by byte order mark, by its own word, or as in plain text."""
    declared = _CHARSET.search(data[:_HEAD])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return data.decode(declared[1].decode("ascii"))
        except (UnicodeDecodeError, LookupError):
            pass  # pages often declare an encoding they do not have
    return decode(data)


def _headline(root: html.HtmlElement) -> str | None:
    """The first h1, else the title that the page gives to others, without the site's name."""
    for heading in root.iter("h1"):
        if text := " ".join(heading.text_content().split()):
            return text
    for text in root.xpath("//meta[@property='og:title']/@content"):
        return " ".join(text.split()) or None
    title = " ".join((root.findtext(".//title") or "").split())
    return re.split(r" [|–-] ", title, maxsplit=1)[0] or None


def _published(root: html.HtmlElement) -> date | None:
    """The day of publication, from the page's data about itself, else from an element named for it."""
    stated = [text for path in _DATE_META for text in root.xpath(path)]
    for script in root.iter("script"):
        if script.get("type") == "application/ld+json":
            stated += _DATE_PUBLISHED.findall(script.text or "")
    for text in stated:
        if (match := _ISO_DATE.match(text)) and (day := _day(match[1], match[2], match[3])):
            return day
    for element in root.xpath(_DATE_CLASS):
        text = " ".join(element.text_content().split())
        if len(text) < _MAX_DATE_TEXT and (match := _PRINTED_DATE.search(text)):
            return _day(match[3], match[2], match[1])
    return None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
