"""A cited document as the text names it, before it becomes a row."""

import datetime
from dataclasses import dataclass

from pipeline.schema import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """``start``/``end`` span the citation from its noun to its issuer, as far as they stand together.

    ``suffix`` is the number without its ordinal (``-QĐ/TW``): citations of one list that share it share date and
    issuer. ``linked`` says that a comma or "và" alone parts it from the citation before it.
    """

    start: int
    end: int
    form: Form
    rule: str
    type: str | None = None
    number: str | None = None
    suffix: str = ""
    date: datetime.date | None = None
    year: int | None = None
    issuer: str | None = None
    title: str | None = None
    linked: bool = False
