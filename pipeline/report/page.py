"""The report as one HTML file that needs nothing but a browser.

Texts of documents reach the page as JSON only, and the script sets them as text, never as markup; the policy in the
page lets no other script or style run and nothing be fetched. Pictures of pages stand in elements of their own, which
the browser neither runs nor draws; the script makes a picture of one when a row on that page is opened.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from importlib.resources import files
from string import Template
from typing import Any

from pipeline.report.content import page_content
from pipeline.report.drawing import Picture
from pipeline.report.pages import Pictures
from pipeline.report.reading import Source
from pipeline.report.wording import Words

_SCRIPTS = ("dom.js", "model.js", "sheet.js", "detail.js", "matrix.js", "lists.js", "printing.js", "app.js")
_STYLES = ("page.css", "matrix.css", "detail.css", "sheet.css", "print.css")
_UNSAFE = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def page(source: Source, words: Words, pictures: Pictures) -> str:
    """The whole page."""
    script = "\n".join(map(_asset, _SCRIPTS))
    style = "\n".join([*map(_asset, _STYLES), _verdict_styles(words)])
    return Template(_asset("page.html")).substitute(
        language=words.language,
        title=html.escape(words("ui", "title")),
        no_script=html.escape(words("ui", "no_script")),
        policy=f"default-src 'none'; script-src {_digest(script)}; style-src {_digest(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'",
        style=style,
        script=script,
        data=embedded_json(page_content(source, words, pictures)),
        pictures="\n".join(map(_embedded_picture, range(len(pictures.drawn)), pictures.drawn)),
    )


def embedded_json(value: Any) -> str:
    """JSON that can stand inside a script element: no character of it can end or open one."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.translate(_UNSAFE)


def _embedded_picture(at: int, picture: Picture) -> str:
    data = base64.b64encode(picture.webp).decode()
    return f'<script type="image/webp;base64" id="picture-{at}">{data}</script>'


def _asset(name: str) -> str:
    return files("pipeline.report").joinpath("assets", name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _verdict_styles(words: Words) -> str:
    return "\n".join(
        f".v-{look.code}{{--colour:{look.colour};--ink:{look.ink};--tint:{look.tint}}}"
        for look in words.verdicts.values()
    )
