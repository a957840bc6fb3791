"""Statements, clauses and predicates: the parts of a sentence around a quantity.

A statement is a whole sentence or list item; its clauses end at semicolons. All spans are half-open offsets of the
clean text.
"""

import re
from functools import cache

from pipeline import lexicon
from pipeline.text import Line

Span = tuple[int, int]
_SENTENCE_END = re.compile(r'(?<=[\w%)"”])[.!?…]+["”)]* +(?=["“(+\-]? ?[^\W\d_])')
_ABBREVIATION = re.compile(
    r"(?:^|[\s(/.])(?:[0-9]{1,2}(?:\.[0-9]+)*|[IVX]+|[a-zđA-Z]|TP|TX|TT|ThS|TS|BS|Tp|tp)$"
)
_LEAD = re.compile(
    r"[ \t]*(?:(?:[-+*•–]|\(?[0-9]{1,2}(?:\.[0-9]{1,2})*[.)\-]+|\(?[a-zđ][.)]|[ivx]+[.)\-])[ .]*)*"
    r"(?:(?:đến|trong|vào|từ|hết|cuối|năm|hằng năm|hàng năm|mỗi năm|giai đoạn|định kỳ|trước|quý)\b[^,:;.%]{0,44}[,:] *)?"
    r"(?:(?:đối với|thông qua|căn cứ|nhằm|để|bên cạnh đó|ngoài ra|riêng)\b[^,:;.%]{0,90}, *)?"
)
_AMONG_THEM = "trong đó"
_HEAD_OFFSET = 2


def statements(text: str, line: Line) -> list[Span]:
    """The sentences of a line. A full stop after an abbreviation or a marker ends none."""
    spans, start = [], line.start
    for match in _SENTENCE_END.finditer(text, line.start, line.end):
        if not _opens_sentence(text, match.end()) or _ABBREVIATION.search(
            text, max(start, match.start() - 6), match.start()
        ):
            continue
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, line.end))
    return spans


def _opens_sentence(text: str, at: int) -> bool:
    following = text[at : at + 3].lstrip('"“(')
    return following[:1].isupper() or following[:1] in {"+", "-"}


def clause_around(folded: str, statement: Span, start: int, end: int) -> Span:
    """The clause of the statement that holds ``[start, end)``; ``trong đó`` begins one; a semicolon inside brackets or quotes ends none."""
    low = folded.rfind(";", statement[0], start)
    high = folded.find(";", end, statement[1])
    while low >= 0 and _enclosed(folded, low, statement):
        low = folded.rfind(";", statement[0], low)
    while high >= 0 and _enclosed(folded, high, statement):
        high = folded.find(";", high + 1, statement[1])
    low, high = (statement[0] if low < 0 else low + 1), (statement[1] if high < 0 else high)
    within = folded.rfind(_AMONG_THEM, low, start)
    among = folded.find(_AMONG_THEM, end, high)
    return (low if within < 0 else within), (high if among < 0 else among)


def _enclosed(folded: str, at: int, statement: Span) -> bool:
    before = folded[statement[0] : at]
    return before.count("(") > before.count(")") or (
        before.count('"') % 2 == 1 and '"' in folded[at : statement[1]]
    )


def skip_lead(folded: str, start: int, end: int) -> int:
    """Where a clause begins behind its list marker and its opening adverbial of time (``Đến năm 2030, …``)."""
    match = _LEAD.match(folded, start, end)
    return match.end() if match else start


@cache
def _predicates() -> tuple[re.Pattern[str], dict[str, str]]:
    strengths = {
        word: entry.attributes["strength"] for entry in lexicon.load("predicates") for word in entry.words
    }
    words = "|".join(sorted(map(re.escape, strengths), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)"), strengths


_PERSON = re.compile(
    r"(?:tổng |số |các |những |toàn thể |đội ngũ |nữ |nam )*(?:cán bộ|công chức|viên chức|người|lao động|đoàn viên|hội viên|giáo viên|"
    r"trẻ|học sinh|sinh viên|phụ nữ|thanh niên|đội ngũ|nlđ|cnlđ|cnvclđ|đảng viên|công nhân|chủ tịch|ủy viên|cha mẹ|nông dân|hộ|gia đình)"
)
_ATTRIBUTIVE = frozenset(
    "xây dựng|tham gia|quản lý|sử dụng|thực hiện|nuôi|vay|tạo|đóng|chăm lo|kiểm tra|giám sát|bồi dưỡng|trồng|cung cấp|tuyên truyền|tham mưu|phấn đấu|tư vấn|hỗ trợ".split(
        "|"
    )
)
_THING = re.compile(
    r"(?:tổng |số |các |những )*(?:diện tích|điểm|vụ|trường hợp|hồ sơ|công trình|sản phẩm|dự án|văn bản|kiến nghị|ý kiến|đơn thư|cuộc|"
    r"khiếu nại|tố cáo|địa bàn|thông tin|tài liệu|thủ tục|dịch vụ|phương tiện|cơ sở dữ liệu|chất thải|rác thải|nguồn|khoản|mẫu)(?!\w)"
)
_WEAK_REACH = 70
_RIGHT_BEHIND = 4  # "có tổ chức …" is one predicate


def split_predicate(folded: str, start: int, end: int) -> int:
    """Where the predicate begins in ``nữ đoàn viên … | đạt danh hiệu …``; ``end`` where there is none.

    The first strong verb ends the noun phrase. A weak one (``có``, ``là``) does so only where no strong one follows in the
    same stretch, nor does a verb that describes its noun
    (``cán bộ xây dựng chính sách | được …``, ``diện tích trồng | được …``, ``xã khi lập kế hoạch | phải …``) before a passive, nor ``có từ 10 lao động``.
    """
    pattern, strengths = _predicates()
    weak = measured = None
    person = _PERSON.match(folded, start, end) is not None
    thing = _THING.match(folded, start, end) is not None
    for match in pattern.finditer(folded, start, end):
        strength = strengths[match.group()]
        if (
            strength == "noun"
            or match.start() <= start + _HEAD_OFFSET
            or _in_brackets(folded, start, match.start())
        ):
            continue
        if _MEASURED.match(folded, match.end(), end):
            measured = match.start() if measured is None else measured
            continue
        if weak is not None and not _still_attributive(folded, weak, match.start(), strength):
            return weak
        if strength == "weak":
            weak = match.start() if weak is None else weak
        elif weak is not None:
            return weak if match.start() - weak <= _RIGHT_BEHIND else match.start()
        elif strength == "top":
            return match.start()
        elif (
            thing
            or (person and match.group() in _ATTRIBUTIVE)
            or folded.endswith(_WHILE, start, match.start())
        ) and (later := _later_passive(folded, match.end(), end)):
            return later
        else:
            return match.start()
    if weak is not None:
        return weak
    return end if measured is None else measured


_COMMA = re.compile(r"[,:(]")


def _still_attributive(folded: str, weak: int, at: int, strength: str) -> bool:
    """Whether ``có``/``là`` at ``weak`` still qualifies the noun when a verb follows at ``at``."""
    if folded.startswith("là ", weak) and strength == "top":
        return at - weak <= 2 * _WEAK_REACH
    return at - weak <= _WEAK_REACH and not _COMMA.search(folded, weak, at)


_MEASURED = re.compile(r" (?:quy mô )?(?:từ|trên|dưới|đủ|hơn|ít hơn) [0-9][^,;:.]{0,60}")
_LATER = 220
_WHILE = ("khi ", "trong quá trình ", "sau khi ", "trước khi ")
_PASSIVE = re.compile(r"(?<!\w)(?:được|đều|phải|có trình độ|đạt chuẩn|đạt yêu cầu)(?!\w)")


def opens_with_predicate(folded: str, start: int, end: int) -> bool:
    """Whether the span begins with a verb, so that it names no population: ``40% | đạt loại B``."""
    pattern, strengths = _predicates()
    match = pattern.match(folded, start, end)
    return match is not None and strengths[match.group()] == "top"


def _later_passive(folded: str, start: int, end: int) -> int | None:
    match = _PASSIVE.search(folded, start, min(end, start + _LATER))
    return match.start() if match else None


def _in_brackets(folded: str, start: int, at: int) -> bool:
    return (
        folded.count("(", start, at) > folded.count(")", start, at) or folded.count('"', start, at) % 2 == 1
    )


_EDGE = " \t,;:.…/-–+*"


def trim(folded: str, start: int, end: int) -> Span:
    """The span without blanks and loose punctuation at its ends; an unopened bracket at the end goes too."""
    while start < end and folded[start] in _EDGE:
        start += 1
    while start < end and folded[end - 1] in _EDGE:
        end -= 1
    if (
        end > start
        and folded[end - 1] == ")"
        and folded.count("(", start, end) < folded.count(")", start, end)
    ):
        return trim(folded, start, end - 1)
    return start, end
