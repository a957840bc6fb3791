"""The corpus as a reader sees it: the text of each directive, without the project's own stages."""

import importlib.util
import json
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import lxml.html

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
DIRECTIVES = sorted(path for path in (CORPUS / "directives").iterdir() if path.is_file())
GOLD = sorted(path for path in (CORPUS / "gold").glob("*.json") if path.name != "cascade.json")

_spec = importlib.util.spec_from_file_location("corpus_build", CORPUS / "build.py")
assert _spec is not None
assert _spec.loader is not None
build = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(build)


def fold(text: str) -> str:
    """NFC, Đ for Ð, every run of blanks one blank."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text).replace("Ð", "Đ")).strip()


@cache
def directive_text(name: str) -> str:
    """The folded text of ``directives/NAME``; of a built file that of its source."""
    path = CORPUS / "directives" / name
    source = CORPUS / "sources" / f"{path.stem}.txt"
    if source.exists():
        return fold(build.plain_text(source.read_text(encoding="utf-8")))
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        body = lxml.html.fromstring(text).find("body")
        assert body is not None
        text = " ".join(map(str, body.itertext()))
    return fold(text)


@cache
def gold(name: str) -> dict[str, Any]:
    """The gold of ``gold/NAME``."""
    content: dict[str, Any] = json.loads((CORPUS / "gold" / name).read_text(encoding="utf-8"))
    return content
