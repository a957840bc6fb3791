"""Population, action, per and actor of a quantity: who or what is counted, and what is to be reached.

The clause is read on both sides of the quantity: ``90% [population] [predicate]``, ``[Tỷ lệ population predicate] đạt 30%``,
``[verb] 02 [noun …]``, ``mỗi [per] [verb] ít nhất 01 [noun …]``.
"""

import re
from dataclasses import dataclass

from pipeline.extract.clauses import Span, skip_lead, trim
from pipeline.extract.predicates import opens_with_predicate, split_predicate
from pipeline.extract.quantities import Quantity

_EMPTY: Span = (0, 0)


@dataclass(frozen=True, slots=True)
class Description:
    """Spans of the clean text, ``(0, 0)`` where there is none; ``population`` and ``action`` may be of several pieces.

    ``verbless`` says that no verb of the quantity's own was found: what is to be done stands before it.
    """

    population: tuple[Span, ...] = ()
    action: tuple[Span, ...] = ()
    per: Span = _EMPTY
    actor: Span = _EMPTY
    verbless: bool = False


_SHARES = frozenset({"percent", "percent_point", "ratio"})
_TAIL_WORDS = re.compile(
    r"(?:[ :\-]|(?<!\w)(?:có|đạt|đạt được|đạt tỷ lệ|phấn đấu|phần đấu|đảm bảo|bảo đảm|là|từ|được|cố gắng|nỗ lực|khuyến khích|phải|số|tổng số|hằng năm|hàng năm|mỗi năm|"
    r"đến|bình quân|trung bình|với|ít nhất|tối thiểu|trong đó|cụ thể|như sau|trị giá|mức|cùng|và|hoặc|hoàn thành|chỉ tiêu|đề ra|quyết tâm|gồm|,|;))+$"
)
_JOINER = re.compile(
    r"[ ,;]*(?:(?:và|hoặc|cùng với|cùng|trong đó|riêng|còn|trong đó có)[ ,:]*)?(?:(?:phấn đấu|phần đấu|có|đạt|đảm bảo|bảo đảm|số|ít nhất)[ :]*)*$"
)
_TRAILING_JOIN = re.compile(
    r"(?:[ ,;]|(?<!\w)(?:và|hoặc|cùng với|trong đó|trong đó có|phấn đấu|phần đấu|có|đạt|ít nhất|đảm bảo|bảo đảm|tối thiểu|trên|hơn|từ|riêng|cùng))+$"
)
_NOUN_PHRASE = re.compile(
    r" *(?:\([^()\n]{0,60}\) *)?(?!(?:và|hoặc|trở|so với|mỗi năm|hằng năm|hàng năm|trong năm|vào|đến|trên tổng|theo|năm|do|để|của|kế hoạch|chỉ tiêu|trong đó)(?!\w))[^\W\d_]"
)
_RATE_OF = re.compile(
    r"(?:tỷ lệ|tỉ lệ|tỷ trọng|tỷ số|tổng tỷ suất|tỷ suất|số lượng|tổng số|số)(?: phần trăm)? (?:các |những |số )?"
)
_EACH = re.compile(r"(?<!\w)(?:bình quân mỗi|trung bình mỗi|bình quân|mỗi một|mỗi|từng)(?: một)? ")
_TIME_WORD = re.compile(r"(?:năm|quý|tháng|tuần|ngày|6 tháng|nhiệm kỳ|năm học|01 năm)(?!\w)")
_SELECTED_EACH = re.compile(r"có (?:từ|trên|dưới) [0-9.]+[^,;:.]{0,50}?(?:trở lên|trở xuống)")
_ONLY_TIME = re.compile(
    r"(?:(?:đến|trong|vào|hết|cuối|đầu|giữa|từ|trước)(?: hết| cuối)? )*(?:năm|quý|tháng|giai đoạn|nhiệm kỳ)[ 0-9ivx/-]*"
)
_PER_END = re.compile(r"(?<!\w)(?:có|tổ chức|giới thiệu|xây dựng|thực hiện|phấn đấu|đăng ký|hỗ trợ|phải|được|đạt|ít nhất|tối thiểu|trong|hằng|hàng|mỗi|là|không|phát triển|kết nạp|duy trì|nhận|"
    r"đỡ đầu|thành lập|vận động|triển khai|trồng|giúp|chăm lo|tham gia|hoàn thành|bồi dưỡng|cử|bố trí|gửi|viết|đề xuất|lựa chọn|chọn|trao|tặng|thăm|đóng góp|ủng hộ|tiến hành|ký kết|tập huấn|"
    r"kiểm tra|đối thoại|đảm nhận|sinh hoạt|mở|lập|chủ trì|phối hợp|hưởng ứng|tuyên truyền|trị giá|thu hút|mức|mới|đăng|tối đa|không quá|tự|nộp|đóng|lắp|đi|nuôi|dạy|cần|hàng năm|đến|tăng|giảm|chủ động|quyên góp|ký|dự|treo|đặt|cập nhật|nắm|có ít nhất)(?!\w)|[:;(0-9≥≤<>]|, (?=mỗi )")  # fmt: skip
_BODY = re.compile(
    r"(?:giao |đề nghị |yêu cầu |các |những |toàn thể |100% )*(?:cđcs|công đoàn|liên đoàn|lđlđ|nghiệp đoàn|hội (?!nghị|thảo|thi|thao|diễn)|ban (?!hành)|sở |ủy ban|ubnd|"
    r"phòng (?!chống|,)|trường (?!hợp)|đơn vị|huyện đoàn|tỉnh đoàn|đoàn (?!kết|viên)|chi hội|chi đoàn|tổ (?!chức)|"
    r"văn phòng|đảng ủy|chi bộ|doanh nghiệp|cơ quan|trung tâm|báo (?!cáo)|đài |bộ |công an|mặt trận|thành đoàn|thường trực|bộ phận)"
)
_BODY_NOUN = re.compile(
    r"(?:cđcs|công đoàn|nghiệp đoàn|đơn vị|doanh nghiệp|chi hội|tổ hội|chi đoàn|xã|phường|trường|cơ quan|hội cơ sở|huyện|hộ|người|đoàn viên|hội viên|cán bộ|nữ|lao động|cơ sở|thôn|tỉnh)(?!\w)"
)


def describe(folded: str, clause: Span, quantities: tuple[Quantity, ...], index: int) -> Description:
    """The description of ``quantities[index]``; all quantities of the clause are given, in order."""
    quantity = quantities[index]
    if quantity.unit in _SHARES:
        return _describe_share(folded, clause, quantities, index)
    return _describe_count(folded, clause, quantities, index)


def _lead(folded: str, clause: Span, quantities: tuple[Quantity, ...], index: int) -> Span:
    """The words of the clause before the quantity, from the quantity before it on."""
    if index:
        low = _boundary(folded, quantities[index - 1].end, quantities[index].start)
    else:
        low = skip_lead(folded, clause[0], quantities[index].start)
    return _without_label(folded, low, quantities[index].start)


_SEPARATOR = re.compile(r"(?:[,;]| và(?= )| hoặc(?= ))(?: và(?= ))?")
_NEW_SUBJECT = re.compile(
    r"(?:[,;]| và)(?= (?:và )?(?:tỷ lệ|tỉ lệ|tỷ số|tỷ suất|tổng tỷ suất|tổng số|số|giảm tỷ lệ|tăng tỷ lệ|nâng tỷ lệ)(?!\w))"
)


def _boundary(folded: str, low: int, high: int) -> int:
    """Where, between two quantities, the words of the second begin: at a new subject, else at the last comma or ``và``."""
    if match := _NEW_SUBJECT.search(folded, low, high):
        return match.end()
    last = low
    for match in _SEPARATOR.finditer(folded, low, high):
        last = match.end()
    return last


def _without_label(folded: str, low: int, high: int) -> Span:
    """``Đối với trẻ em: phấn đấu`` → ``phấn đấu``, but ``Kết nạp mới:`` stays where nothing follows it."""
    colon = folded.rfind(":", low, high)
    if colon >= 0 and _core(folded, colon + 1, high) != _EMPTY:
        return colon + 1, high
    if colon >= 0 and folded[low:colon].strip().startswith(("tại ", "đối với ", "ở ", "về ", "riêng ")):
        return colon + 1, high
    return low, high


def _core(folded: str, low: int, high: int) -> Span:
    """The lead without the words that only carry the quantity (``có``, ``phấn đấu đạt``); ``(0, 0)`` where none is left."""
    match = _TAIL_WORDS.search(folded, low, high)
    start, end = trim(folded, low, match.start() if match else high)
    if folded.startswith('"', start) and folded.count('"', start, end) % 2:
        start = trim(folded, start + 1, end)[0]
    if rhythm := _RHYTHM.match(folded, start, end):
        start = rhythm.end()
    while match := _LEADING.match(folded, start, end):
        start = match.end()
    if _ONLY_TIME.fullmatch(folded, start, end):
        return _EMPTY
    return (start, end) if start < end else _EMPTY


_RHYTHM = re.compile(r"(?:mỗi|hàng|hằng|từng) (?:năm|quý|tháng|tuần|ngày)[ ,]*")
_LEADING = re.compile(
    r"(?:phấn đấu|phần đấu|và|trong đó|riêng|đồng thời|cụ thể|bên cạnh đó|ngoài ra|tiếp tục phấn đấu|cố gắng|hằng năm|hàng năm|mỗi năm|chỉ tiêu|đạt chỉ tiêu)[ ,:]+(?=\S)"
)


def _next_share(quantities: tuple[Quantity, ...], index: int) -> Quantity | None:
    return next((other for other in quantities[index + 1 :] if other.unit in _SHARES), None)


def _describe_share(folded: str, clause: Span, quantities: tuple[Quantity, ...], index: int) -> Description:
    quantity = quantities[index]
    following = _next_share(quantities, index)
    high = _tail_end(folded, quantity, following, clause[1])
    lead = _lead(folded, clause, quantities, index)
    core = _core(folded, *lead)
    verbal = core != _EMPTY and not _JOINER.fullmatch(folded, *lead) and _subject(folded, core) == _EMPTY
    if (quantity.per is not None and core != _EMPTY) or not _NOUN_PHRASE.match(folded, quantity.end, high):
        return _share_at_end(folded, core, clause, quantities, index)
    start = quantity.end + len(folded[quantity.end : high]) - len(folded[quantity.end : high].lstrip())
    if folded.startswith("(", start):
        start = trim(folded, folded.find(")", start) + 1, high)[0]
    if verbal and _GOVERNS_NOUN.search(folded, *lead):
        population = trim(folded, start, _until_condition(folded, start, high))
        return Description((population,), (_verb_phrase(folded, core), _head_phrase(folded, population)))
    if (held := _held_noun(folded, quantity)) != _EMPTY:
        return Description((held,), (trim(folded, start, high),), actor=_subject(folded, core))
    if opens_with_predicate(folded, start, high):
        return Description(action=(trim(folded, start, high),))
    split = split_predicate(folded, start, high)
    population = trim(folded, start, split)
    predicate = trim(folded, split, high)
    if verbal and _WEAK_PREDICATE.match(folded, *predicate):
        population, predicate = trim(folded, start, high), _EMPTY
    if predicate[0] < predicate[1]:
        subject = _subject(folded, core)
        whole = (
            (population, subject)
            if subject != _EMPTY and folded.startswith("là ", predicate[0])
            else (population,)
        )
        return Description(whole, (predicate,), actor=subject)
    if verbal:
        return Description((population,), (_verb_phrase(folded, core), _head_phrase(folded, population)))
    if following is not None:
        borrowed = describe(folded, clause, quantities, quantities.index(following))
        return Description((population,), borrowed.action)
    if index:
        earlier = describe(folded, clause, quantities[:index], index - 1)
        verb = earlier.action[:1] if len(earlier.action) > 1 else ()
        return Description((population,), (*verb, _head_phrase(folded, population)), verbless=not verb)
    return Description((population,), (population,), verbless=True)


def _held_noun(folded: str, quantity: Quantity) -> Span:
    """The noun between number and comparator: ``từ 35% ủy viên trở lên``."""
    tail = max(
        folded.rfind(" trở lên", quantity.noun_end, quantity.end),
        folded.rfind(" trở xuống", quantity.noun_end, quantity.end),
    )
    return trim(folded, quantity.noun_end, tail) if tail > quantity.noun_end else _EMPTY


_GOVERNS_NOUN = re.compile(
    r"(?<!\w)(?:cho|tại|ở|đối với|tới|đến|của|trong|với|trên|toàn bộ)(?: (?:ít nhất|tối thiểu|trên|hơn|khoảng))? $"
)
_CONDITION_WORD = re.compile(
    r",? (?:khi|nếu|trong trường hợp|theo quy định|theo|vào (?:quý|tháng|năm|ngày|cuối|đầu)|trong (?:quý|tháng|năm)|trước|hoàn thành|xong)(?!\w)|, kinh phí"
)


def _until_condition(folded: str, start: int, high: int) -> int:
    match = _CONDITION_WORD.search(folded, start, high)
    return match.start() if match else high


_WEAK_PREDICATE = re.compile(r"(?:có|là) ")


def _tail_end(folded: str, quantity: Quantity, following: Quantity | None, high: int) -> int:
    if following is None:
        return high
    boundary = _boundary(folded, quantity.end, following.start)
    match = _TRAILING_JOIN.search(
        folded, quantity.end, boundary if boundary > quantity.end else following.start
    )
    return match.start() if match else boundary if boundary > quantity.end else following.start


def _head_phrase(folded: str, population: Span) -> Span:
    """The population's noun without its qualification, to complete a verb: ``xây dựng`` + ``mô hình …``."""
    match = _QUALIFIED.search(folded, *population)
    return (population[0], match.start()) if match and match.start() > population[0] + 6 else population


_QUALIFIED = re.compile(
    r" (?:trong (?:các|tổng số)|trên địa bàn|tại các|thuộc các|có từ|có trên|ở các|được|là) "
)


def _subject(folded: str, core: Span) -> Span:
    return (
        core
        if core != _EMPTY and _BODY.match(folded, *core) and split_predicate(folded, *core) == core[1]
        else _EMPTY
    )


def _verb_phrase(folded: str, core: Span) -> Span:
    """The lead without a subject: ``Công đoàn huyện tổ chức …`` → ``tổ chức …``."""
    if core == _EMPTY or not _BODY.match(folded, *core):
        return core
    split = split_predicate(folded, *core)
    return (split, core[1]) if split < core[1] else core


def _share_at_end(
    folded: str, core: Span, clause: Span, quantities: tuple[Quantity, ...], index: int
) -> Description:
    """``Tỷ lệ X tham gia Y đạt 30%``: population X, action the whole; a lone further value takes the one before it."""
    if core == _EMPTY:
        return describe(folded, clause, quantities[:index], index - 1) if index else Description()
    start = core[0]
    if match := _RATE_OF.search(folded, *core):
        start = match.end()
    split = split_predicate(folded, start, core[1])
    moving = _MOVING.search(folded, start, split)
    population = trim(folded, start, moving.start() if moving else split)
    whole = population if population[0] < population[1] else core
    return Description((whole,), (core,), verbless=split == core[1] and start == core[0])


_MOVING = re.compile(r"(?<!trở) (?:xuống|lên|còn|tăng|giảm|tăng lên|giảm xuống)(?: còn)?$")


def _describe_count(folded: str, clause: Span, quantities: tuple[Quantity, ...], index: int) -> Description:
    quantity = quantities[index]
    following = quantities[index + 1] if index + 1 < len(quantities) else None
    high = _tail_end(folded, quantity, following, clause[1])
    lead = _lead(folded, clause, quantities, index)
    per, lead = _per(folded, clause, lead)
    core = _core(folded, *lead)
    noun = trim(folded, _noun_start(folded, quantity), max(high, quantity.noun_end))
    bare = trim(folded, quantity.end, high) == (high, high) or noun[1] <= quantity.end
    share = next((k for k in range(index - 1, -1, -1) if quantities[k].unit in _SHARES), None)
    if (
        share is not None
        and per == _EMPTY
        and not _JOINER.fullmatch(folded[quantities[index - 1].end : quantity.start])
    ):
        earlier = _describe_share(folded, clause, quantities[: share + 1], share)
        return Description(earlier.population, earlier.action, per, verbless=True)
    actor = _actor(folded, core)
    verb = _EMPTY if actor == core else _verb_phrase(folded, core)
    if core == _EMPTY and per == _EMPTY and _BODY_NOUN.match(folded, noun[0]):
        split = split_predicate(folded, noun[0], noun[1])
        if split < noun[1]:
            return Description(((noun[0], split),), (trim(folded, split, noun[1]),), per)
    if index and verb != _EMPTY and _PREPOSITION.match(folded, *verb):
        earlier = describe(folded, clause, quantities[:index], index - 1)
        return Description((), earlier.action, per, earlier.actor)
    if bare and _RATE_OF.match(folded, *verb):
        return Description((trim(folded, *verb),), (verb,), per, actor)
    if verb == _EMPTY and (label := _label(folded, clause, quantity)) != _EMPTY:
        return Description((), (label,), per, actor)
    pieces = tuple(span for span in (verb, noun) if span[0] < span[1])
    return Description(_place_of(folded, noun), pieces, per, actor, verbless=verb == _EMPTY)


def _label(folded: str, clause: Span, quantity: Quantity) -> Span:
    """The verb before a colon that a list of amounts follows: ``Lắp đặt phòng vắt sữa: ngành Dệt 12 phòng, …``."""
    colon = folded.rfind(":", clause[0], quantity.start)
    if colon < 0:
        return _EMPTY
    label = trim(folded, skip_lead(folded, clause[0], colon), colon)
    return _verb_phrase(folded, label) if label[0] < label[1] and not _SCOPE.match(folded, *label) else _EMPTY


_SCOPE = re.compile(r"(?:tại|đối với|ở|về|riêng|cấp|trong đó|cụ thể|chỉ tiêu|phấn đấu)(?!\w)")


_PREPOSITION = re.compile(r"(?:cho|với|gồm|trong|tại|của|có|dành cho|bao gồm)(?!\w)")


def _noun_start(folded: str, quantity: Quantity) -> int:
    """Where the counted noun begins, behind the number's digits and scale."""
    if quantity.unit_text is None or quantity.unit in {"money", "ratio"}:
        return quantity.noun_end
    at = folded.find(quantity.unit_text, quantity.number, quantity.noun_end)
    return at if at >= 0 else quantity.noun_end


def _per(folded: str, clause: Span, lead: Span) -> tuple[Span, Span]:
    """``mỗi công đoàn cơ sở có`` → the unit that each is to reach it, and the lead behind it."""
    for match in reversed(list(_EACH.finditer(folded, clause[0], lead[1]))):
        if _TIME_WORD.match(folded, match.end()):
            continue
        end = _PER_END.search(folded, match.end() + 2, lead[1])
        stop = end.start() if end else lead[1]
        if end and (selected := _SELECTED_EACH.match(folded, stop, lead[1])):
            stop = selected.end()
        per = trim(folded, match.end(), stop)
        if per[0] < per[1] and stop - match.end() < 90:
            return per, (max(stop, lead[0]), lead[1])
        break
    return _EMPTY, lead


def _actor(folded: str, core: Span) -> Span:
    """The body that is to do it, where the lead begins with one."""
    if core == _EMPTY or not _BODY.match(folded, *core):
        return _EMPTY
    return trim(folded, core[0], split_predicate(folded, *core))


_PLACE = re.compile(r"(?<!\w)(?:ở|tại|trong|cho) (?!đảng|cấp)(?=\w)")


def _place_of(folded: str, noun: Span) -> tuple[Span, ...]:
    """For whom or where the counted things are: ``… ở doanh nghiệp ngoài nhà nước``."""
    match = _PLACE.search(folded, noun[0], noun[1])
    if not match:
        return ()
    bracket = folded.find("(", match.end(), noun[1])
    return (trim(folded, match.end(), bracket if bracket > 0 else noun[1]),)
