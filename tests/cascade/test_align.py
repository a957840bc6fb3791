"""Which targets are laid side by side: by what they are about, whatever their numbers."""

from datetime import date

import pytest
from msgspec.structs import replace

from pipeline.cascade.align import align
from pipeline.cascade.subjects import count_terms
from pipeline.schema import Target

from .targets import money, number, prose, share

# A plan with other targets around, as each plan has them: alone, any two targets are the likest of their plans.
OTHERS = (
    share("hộ nuôi tôm", "đăng ký vùng nuôi an toàn dịch bệnh"),
    number("xây mới bến cá", "bến"),
    money("hỗ trợ ngư dân thay máy tàu", "tàu"),
)


def pairs(upper: tuple[Target, ...], lower: tuple[Target, ...]) -> set[tuple[int, int]]:
    """Which of ``upper`` and ``lower`` are paired, by their places; both plans have other targets too."""
    found = align(
        (*upper, *OTHERS), (*lower, *(replace(row, target_id=f"{row.target_id}-low") for row in OTHERS))
    )
    above = {row.target_id: at for at, row in enumerate(upper)}
    below = {row.target_id: at for at, row in enumerate(lower)}
    return {
        (above[pair.upper.target_id], below[pair.lower.target_id])
        for pair in found
        if pair.upper.target_id in above and pair.lower.target_id in below
    }


def paired(upper: Target, lower: Target) -> bool:
    return pairs((upper,), (lower,)) == {(0, 0)}


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        (  # abbreviations
            share("công đoàn cơ sở", "tổ chức hội nghị người lao động"),
            share("CĐCS", "mở hội nghị NLĐ"),
        ),
        (share("người dân", "tham gia bảo hiểm y tế"), share("nhân dân toàn xã", "tham gia BHYT")),
        (  # another order of words
            number("mở thêm lớp học bơi cho thiếu nhi", "lớp"),
            number("lớp học bơi cho thiếu nhi mở thêm", "lớp"),
        ),
        (  # other verbs for one deed
            number("kết nạp mới hội viên nông dân", "hội viên"),
            number("phát triển hội viên nông dân", "hội viên"),
        ),
        (
            share("thôn, ấp", "đạt danh hiệu “Thôn văn hóa”"),
            share("thôn", "được công nhận danh hiệu “Thôn văn hóa”"),
        ),
        (  # a share for all, a number below
            share("chi đoàn", "tổ chức diễn đàn thanh niên với chuyển đổi số"),
            number("tổ chức diễn đàn thanh niên với chuyển đổi số", "diễn đàn"),
        ),
        (money("thăm hỏi đoàn viên ốm đau", "lượt"), money("thăm, động viên đoàn viên ốm đau", "lượt")),
        (
            number("trồng rừng ngập mặn", "ha", direction="increase"),
            prose("Vận động nhân dân trồng rừng ngập mặn ven biển"),
        ),
    ],
)
def test_one_subject_in_other_words(upper: Target, lower: Target) -> None:
    assert paired(upper, lower)


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        (  # one verb, another object
            number("xây dựng tủ sách pháp luật", "tủ sách"),
            number("xây dựng nhà văn hóa thôn", "nhà văn hóa"),
        ),
        (  # one object, another population
            share("học sinh tiểu học", "được học bơi"),
            share("học sinh trung học phổ thông", "được học bơi"),
        ),
        (  # one population, another deed
            share("hộ gia đình", "ký cam kết phòng cháy, chữa cháy"),
            share("hộ gia đình", "có hố xí hợp vệ sinh"),
        ),
        (  # another sector
            share("đoàn viên khu vực nhà nước", "được tập huấn kỹ năng số"),
            share("đoàn viên trong doanh nghiệp", "được tập huấn kỹ năng số"),
        ),
        (  # another name in quotation marks
            number("thành lập câu lạc bộ “Tiếng hát quê hương”", "câu lạc bộ"),
            number("thành lập câu lạc bộ “Ông bà cháu”", "câu lạc bộ"),
        ),
        (  # another one to send it to
            number("gửi Hội Nông dân tỉnh tin, bài", "tin, bài"),
            number("gửi Hội Nông dân huyện tin, bài", "tin, bài"),
        ),
        (number("trao suất quà cho trẻ mồ côi", "suất quà"), money("trao suất quà cho trẻ mồ côi", "suất")),
        (
            number("mở lớp dạy nghề đan lưới", "lớp"),
            number("mở lớp dạy nghề đan lưới", "học viên", per="lớp", measure="per_unit"),
        ),
    ],
)
def test_another_subject_never_pairs_for_its_number(upper: Target, lower: Target) -> None:
    assert (upper.value, lower.value) != (None, None)
    assert not paired(upper, lower)


@pytest.mark.parametrize("value", [1.0, 90.0, 1e9])
def test_numbers_change_nothing(value: float) -> None:
    upper = (share("hộ dân", "dùng nước sạch"), number("kết nạp đảng viên", "đảng viên"))
    lower = (share("hộ dân", "được dùng nước sạch"), number("kết nạp đảng viên mới", "đảng viên"))
    changed = tuple(replace(row, value=value, value_high=value, quote=f"{value:.0f}") for row in lower)
    assert align(upper, lower)
    got = [(pair.similarity, pair.probability) for pair in align(upper, changed)]
    assert got == [(pair.similarity, pair.probability) for pair in align(upper, lower)]


def test_one_lower_target_for_a_total_and_for_the_share_of_its_body() -> None:
    total = number("trồng cây phân tán", "cây", actor="Toàn tỉnh")
    own = number("trồng cây phân tán", "cây", actor="Huyện đoàn Cát Sơn")
    assert pairs((total, own), (number("trồng cây phân tán", "cây"),)) == {(0, 0), (1, 0)}


def test_what_is_handed_on_gives_way_to_the_total() -> None:
    upper = number("trồng cây phân tán", "cây")
    total = number("trồng cây phân tán", "cây", actor="Toàn huyện")
    parts = [
        number("trồng cây phân tán", "cây", actor=f"Đoàn xã {name}") for name in ("Tân Cảnh", "Long Sơn")
    ]
    assert pairs((upper,), (total, *parts)) == {(0, 0)}
    assert pairs((upper,), tuple(parts)) == {(0, 0), (0, 1)}


def staged(*years: int) -> tuple[Target, ...]:
    return tuple(share("hộ dân", "dùng nước sạch", deadline_end=date(year, 12, 31)) for year in years)


@pytest.mark.parametrize(
    ("upper", "lower", "wanted"),
    [
        ((2031, 2035), (2032, 2036), {(0, 0), (1, 1)}),
        ((2031, 2035), (2030, 2033, 2035), {(0, 0), (1, 1), (1, 2)}),
        ((2031, 2033, 2035), (2031,), {(0, 0), (1, 0), (2, 0)}),
    ],
)
def test_stages(upper: tuple[int, ...], lower: tuple[int, ...], wanted: set[tuple[int, int]]) -> None:
    assert pairs(staged(*upper), staged(*lower)) == wanted


def test_a_number_goes_before_a_promise() -> None:
    upper = number("trồng rừng ngập mặn", "ha")
    assert pairs((upper,), (prose("Đẩy mạnh trồng rừng ngập mặn"), number("trồng rừng ngập mặn", "ha"))) == {
        (0, 1)
    }


def test_nothing_to_align() -> None:
    target = share("hộ dân", "dùng nước sạch")
    empty = replace(target, action=None, population=None, statement="90%", target_id="e")
    assert align((), (target,)) == align((target,), ()) == ()
    assert align((target,), (empty,)) == align((empty,), (empty,)) == ()


def test_order_and_range() -> None:
    upper = (share("hộ dân", "dùng nước sạch"), *OTHERS)
    lower = tuple(replace(row, target_id=f"l{at}") for at, row in enumerate(reversed(upper)))
    found = align(upper, lower, count_terms([*upper, *lower]))
    ids = [pair.upper.target_id for pair in found]
    assert ids == sorted(ids, key=[row.target_id for row in upper].index)
    assert all(0.5 <= pair.probability <= 1 and 0 < pair.similarity <= 1 for pair in found)
