"""What of a web page is no part of its article: scripts, menus, link lists, share buttons, comments.

Content is kept unless it looks like furniture, and not the other way round as in readability and its kind: the
head table and the recipients of a directive are short blocks beside the long one, which such rules drop.
"""

import re
from collections import Counter
from collections.abc import Callable
from itertools import islice

from lxml import html

_NO_TEXT = (
    "script", "style", "noscript", "template", "iframe", "svg", "object", "select", "button", "input", "textarea",
)  # fmt: skip
_FURNITURE_TAGS = frozenset({"nav", "aside", "footer", "form", "dialog"})
_FURNITURE_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search", "dialog"})
_FURNITURE_NAMES = frozenset({
    "menu", "nav", "navbar", "navigation", "breadcrumb", "breadcrumbs", "sidebar", "comment", "comments", "share",
    "sharing", "social", "related", "footer", "banner", "advert", "advertisement", "ads", "popup", "poll", "vote",
    "voting", "rating", "widget", "tags", "pagination", "pager", "cookie", "toolbar", "topbar", "offcanvas", "modal",
    "newsletter", "subscribe", "hotnews", "tinlienquan", "tinkhac",
})  # fmt: skip
_NAME = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLOCKS = frozenset({"div", "ul", "ol", "section", "table", "tbody", "tr", "td", "dl", "center", "span"})
_MAIN = "//article | //main | //*[@role='main'] | //*[@itemprop='articleBody']"
# What holds this share of a page's text is its article, whatever its name.
_ARTICLE_SHARE = 0.4
_MAIN_SHARE = 0.6
_MIN_LINKS = 3
_LINK_SHARE = 0.7


def article(root: html.HtmlElement) -> html.HtmlElement:
    """The element that holds the article, after furniture has been taken out of ``root`` (which is changed)."""
    for element in list(root.iter(*_NO_TEXT)):
        element.drop_tree()
    lengths = _lengths(root)
    longest = _ARTICLE_SHARE * lengths[root]
    _prune(root, lambda item: lengths[item] <= longest and (_is_hidden(item) or _is_named_furniture(item)))
    lengths, linked = _lengths(root), _lengths(root, within="a")
    _prune(root, lambda item: linked[item] > 0 and _is_link_list(item, linked[item] / lengths[item]))
    lengths = _lengths(root)
    candidates = [item for item in root.xpath(_MAIN) if lengths[item] >= _MAIN_SHARE * lengths[root]]
    return min(candidates, key=lambda item: lengths[item], default=root)


def _prune(root: html.HtmlElement, is_furniture: Callable[[html.HtmlElement], bool]) -> None:
    """Takes furniture out, the outermost elements first."""
    stack = [root]
    while stack:
        for child in list(stack.pop()):
            if is_furniture(child):
                child.drop_tree()
            else:
                stack.append(child)


def _lengths(root: html.HtmlElement, within: str | None = None) -> Counter[html.HtmlElement]:
    """The characters below each element, blanks apart; with ``within`` those in elements of that tag only."""
    lengths: Counter[html.HtmlElement] = Counter()
    inside = 0
    stack = [(root, False)]
    while stack:
        element, done = stack.pop()
        inside += (element.tag == within) * (-1 if done else 1)
        if done:
            parent = element.getparent()
            if parent is not None and element is not root:
                lengths[parent] += lengths[element] + (_length(element.tail) if not within or inside else 0)
            continue
        lengths[element] += _length(element.text) if not within or inside else 0
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    return lengths


def _length(text: str | None) -> int:
    return len("".join((text or "").split()))


def _is_hidden(element: html.HtmlElement) -> bool:
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style", "")))


def _is_named_furniture(element: html.HtmlElement) -> bool:
    if (
        element.tag in ("header", "footer")
        and next(element.iterancestors("article", "main"), None) is not None
    ):
        return False
    if element.tag in _FURNITURE_TAGS or element.get("role", "").lower() in _FURNITURE_ROLES:
        return True
    if element.tag == "header" and element.find(".//h1") is None:
        return True
    names = f"{element.get('class', '')} {element.get('id', '')}"
    return any(word.lower() in _FURNITURE_NAMES for word in _NAME.findall(names))


def _is_link_list(element: html.HtmlElement, share: float) -> bool:
    """Whether a block is nearly nothing but links; ``share`` is that of its text which is links."""
    if element.tag not in _BLOCKS or share < _LINK_SHARE or element.find(".//h1") is not None:
        return False
    return len(list(islice(element.iter("a"), _MIN_LINKS))) == _MIN_LINKS
