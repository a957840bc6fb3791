"""What the head of a column says that the column holds, by the rule table ``tables.toml``."""

import re
from functools import cache

from pipeline.lexicon import load

AMOUNT = "amount"


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    columns = (entry for entry in load("tables") if "column" in entry.attributes)
    return tuple((entry.attributes["column"], re.compile(entry.expression)) for entry in columns)


@cache
def kind_of(head: str) -> str:
    """The kind of the column under the folded words ``head``; amount where no rule knows them."""
    return next((kind for kind, pattern in _kinds() if pattern.search(head)), AMOUNT)
