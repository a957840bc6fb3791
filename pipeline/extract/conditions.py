"""The condition under which a target holds: ``(khi có đủ điều kiện)``, ``đối với đơn vị còn nguồn``, ``có từ 10 lao động …``."""

import re

from pipeline.extract.clauses import Span, trim
from pipeline.extract.quantities import Quantity

_OPENS = (
    r"(?:khi|nếu|đối với|trường hợp|trong trường hợp|với điều kiện|đơn vị|nơi|trừ|ngoại trừ|tùy|tùy theo|ở những nơi|những nơi|áp dụng|có từ|có trên|"
    r"còn|đủ điều kiện|chỉ|riêng|thuộc diện|không kể|không tính|có nhu cầu|trên cơ sở)(?!\w)"
)
_BRACKETED = re.compile(rf"\((?P<condition>{_OPENS}[^()\n]{{2,160}})\)")
_TRAILING = re.compile(
    r"(?<![\w(])(?P<condition>(?:khi|nếu|trong trường hợp|với điều kiện|trường hợp)(?!\w) [^;:.()\n]{4,160})$"
)


def find_condition(
    folded: str, clause: Span, quantity: Quantity, conditions: tuple[Quantity, ...]
) -> Span | None:
    """The span of the condition in the target's clause, or None.

    ``conditions`` are the quantities of the statement that were found to be conditions themselves: the words that
    lead from their noun to their end count where nothing else does.
    """
    if match := _BRACKETED.search(folded, *clause):
        return match.span("condition")
    end = trim(folded, quantity.end, clause[1])[1]
    if match := _TRAILING.search(folded, quantity.end, max(end, quantity.end)):
        return match.span("condition")
    for other in conditions:
        if clause[0] <= other.start < clause[1]:
            start = folded.rfind(" có ", clause[0], other.start)
            return trim(folded, start if start >= other.start - 40 and start > 0 else other.start, other.end)
    return None
