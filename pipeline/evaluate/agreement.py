"""When a row is the item that gold has, and which of its attributes are right (the rules of the annotation guide).

Items are mappings of column names: of gold as in its JSON, of the dataset as in its CSV (a null is an empty cell).
"""

from collections.abc import Callable, Mapping
from typing import Any

from pipeline.evaluate.likeness import (
    document_number,
    folded,
    number,
    one_holds_other,
    overlap,
    same_number,
    word_f1,
    words,
)

Item = Mapping[str, Any]
# None where gold says nothing of the attribute.
AttributeTest = Callable[[Item, Item], bool | None]


def text_of(item: Item, column: str) -> str:
    """The words of a column, empty where it is null."""
    return item.get(column) or ""


def same_target(gold: Item, row: Item) -> bool:
    wanted, found = _amount(gold), _amount(row)
    return (
        row["comparator"] in (gold["comparator"], gold.get("comparator_alt"))
        and wanted[2] == found[2]
        and same_number(wanted[0], found[0])
        and same_number(wanted[1], found[1])
        and overlap(gold["quote"], row["quote"])
    )


def same_reference(gold: Item, row: Item) -> bool:
    if gold.get("number"):
        return _same_document_number(gold, row) and overlap(gold["quote"], row["quote"])
    if row.get("number") or row.get("type") not in (gold["type"], gold.get("type_alt")):
        return False
    if one_holds_other(gold["quote"], row["quote"]):
        return True
    return _ends_alike(gold["quote"], row["quote"]) and word_f1(gold["quote"], row["quote"]) >= 0.75


def same_deadline(gold: Item, row: Item) -> bool:
    return (
        _rhythm(gold) == _rhythm(row)
        and text_of(gold, "end") == text_of(row, "end_date")
        and (not gold.get("start") or gold["start"] == row.get("start_date"))
        and overlap(gold["quote"], row["quote"])
    )


def document_agrees(column: str, wanted: str | None, found: str | None) -> bool:
    """Whether a column of the documents table is right; a null is right where gold has one."""
    if column == "number":
        return document_number(wanted or "") == document_number(found or "")
    if column in ("issuer", "signer") and wanted and found:
        return overlap(wanted, found)
    return (wanted or None) == (found or None)


def alikeness(gold: Item, row: Item) -> float:
    """How well quote and words agree beyond what makes two items the same: each `100%` finds its own row."""
    return 2 * word_f1(gold["quote"], row["quote"]) + word_f1(_said(gold), _said(row))


def _amount(item: Item) -> tuple[float | None, float | None, str]:
    """Value, upper value and unit; a ratio of at most one is read as its percentage."""
    low, high = number(item.get("value")), number(item.get("value_high"))
    if item["unit"] == "ratio" and low is not None and 0 < low <= 1:
        return 100 * low, 100 * high if high else high, "percent"
    return low, high, item["unit"]


def _same_document_number(gold: Item, row: Item) -> bool:
    return document_number(gold["number"]) == document_number(text_of(row, "number"))


def _ends_alike(first: str, second: str) -> bool:
    """Whether the last word of one stands in the other: "… công đoàn tỉnh" is not "… công đoàn huyện"."""
    left, right = words(first), words(second)
    return bool(left and right) and (left[-1] in right or right[-1] in left)


def _rhythm(item: Item) -> list[str]:
    return sorted(text_of(item, "recurrence").split(";"))


def _said(item: Item) -> str:
    """Whom and what an item is about, as far as it says so."""
    action = item.get("action") or item.get("indicator")
    return " ".join(filter(None, (item.get("population"), action, item.get("what"))))


def _population(gold: Item, row: Item) -> bool | None:
    wanted = text_of(gold, "population")
    return word_f1(wanted, text_of(row, "population")) >= 0.6 if wanted else None


def _action(gold: Item, row: Item) -> bool | None:
    wanted = gold.get("action") or gold.get("indicator")
    return word_f1(wanted, text_of(row, "action")) >= 0.5 if wanted else None


def _per(gold: Item, row: Item) -> bool | None:
    wanted = text_of(gold, "per")
    return folded(wanted) == folded(text_of(row, "per")) if wanted else None


def _issuer(gold: Item, row: Item) -> bool | None:
    wanted = text_of(gold, "issuer")
    return overlap(wanted, text_of(row, "issuer")) if wanted else None


def _where_given(key: str, column: str) -> AttributeTest:
    """Judged only where gold gives the value."""
    return lambda gold, row: gold[key] == row.get(column) if gold.get(key) else None


def _always(column: str, default: str = "") -> AttributeTest:
    """Judged always; ``default`` is what a null stands for."""
    return lambda gold, row: (gold.get(column) or default) == (row.get(column) or default)


def _either(column: str, alternative: str) -> AttributeTest:
    """Judged always; gold may hold a second right answer."""
    return lambda gold, row: row.get(column) in (gold[column], gold.get(alternative))


SAME: dict[str, Callable[[Item, Item], bool]] = {
    "targets": same_target,
    "references": same_reference,
    "deadlines": same_deadline,
}
ATTRIBUTES: dict[str, dict[str, AttributeTest]] = {
    "targets": {
        "population": _population,
        "action": _action,
        "per": _per,
        "frequency": _always("frequency"),
        "direction": _always("direction", "level"),
        "modality": _where_given("modality", "modality"),
        "deadline": _where_given("deadline", "deadline_end"),
    },
    "references": {"type": _either("type", "type_alt"), "date": _always("date"), "issuer": _issuer},
    "deadlines": {"kind": _either("kind", "kind_alt")},
}
DOCUMENT_COLUMNS = ("type", "number", "issued", "issuer", "level", "family", "signer")
