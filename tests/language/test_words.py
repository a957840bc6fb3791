"""Heads of populations and actions."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.words import action_head, lower, population_head, with_heads, words
from pipeline.lexicon import Entry, load
from pipeline.schema import Target


@pytest.mark.parametrize(
    ("phrase", "head"),
    [
        ("90% các nữ giáo viên mầm non", "giáo viên"),
        ("nữ công nhân xí nghiệp dệt", "công nhân"),
        ("số thủ tục hành chính cấp xã", "thủ tục hành chính"),
        ("người cao tuổi sống một mình", "người cao tuổi"),
        ("các trường tiểu học vùng cao", "trường tiểu học"),
        ("cuộc họp dân", "cuộc họp"),
        ("người từ 80 tuổi", "người"),
        ("đội ngũ cán bộ thú y", "cán bộ"),
        ("Ban Nữ công nhà máy", "ban nữ công"),
        ("ĐVTN, NLĐ", "ĐVTN"),
        ("TOÀN THỂ CÁN BỘ XÃ", "cán bộ"),
        ("nữ, nam thanh niên", "nữ"),
        ("75%", None),
        ("", None),
    ],
)
def test_population(phrase: str, head: str | None) -> None:
    assert population_head(phrase) == head


@pytest.mark.parametrize(
    ("phrase", "head"),
    [
        ("đạt chuẩn nông thôn mới", "đạt"),
        ("tổ chức hội chợ việc làm", "tổ chức"),
        ("tổ chức hội nghị đối thoại", "tổ chức"),
        ("tổ chức tập huấn kỹ thuật ghép cành", "tập huấn"),
        ("tăng cường công tác tuyên truyền", "tuyên truyền"),
        ("phấn đấu thực hiện giảm nghèo đa chiều", "giảm nghèo"),
        ("được trạm y tế xã tư vấn", "tư vấn"),
        ("được cách ly theo quy định phổ biến", "cách ly"),
        ("Tỷ lệ hộ dân tham gia tổ tự quản", "tham gia"),
        ("mức độ hài lòng của người dân", "hài lòng"),
        ("Trồng mới rừng ngập mặn", "trồng"),
        ("hoạt động chăm sóc người già neo đơn", "chăm sóc"),
        ("hoạt động thường kỳ", "hoạt động"),
        ("02 buổi", "buổi"),
        ("?!", None),
    ],
)
def test_action(phrase: str, head: str | None) -> None:
    assert action_head(phrase) == head


def test_targets_get_their_heads() -> None:
    target = Target(
        doc_id="d",
        start=0,
        end=3,
        quote="95%",
        rule="share",
        target_id="d-t1",
        statement="95% hội viên được vay vốn",
        measure="share",
        population="hội viên",
        action="được vay vốn",
    )
    bare = Target(
        doc_id="d", start=0, end=1, quote="9", rule="r", target_id="d-t2", statement="9", measure="count"
    )
    first, second = with_heads((target, bare))
    assert (first.population_head, first.action_head) == ("hội viên", "vay vốn")
    assert (second.population_head, second.action_head) == (None, None)
    assert with_heads((first,)) == (first,)


@given(st.one_of(st.text(), st.text(alphabet="nữ cáóđượcỦİ\u0958ǅß1%,./:!\n")))
def test_any_text(phrase: str) -> None:
    low = lower(phrase)
    assert len(low) == len(phrase)
    spans = list(words(low))
    assert all(0 <= start < end <= len(low) for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    for head in (population_head(phrase), action_head(phrase)):
        assert head is None or head


@pytest.mark.parametrize(
    "phrase", ["http://" + "!" * 200, "các " * 50_000, "tổ chức " * 50_000, "9" * 200_000]
)
def test_adversarial_phrases_end(phrase: str) -> None:
    population_head(phrase)
    action_head(phrase)


def test_threads_share_one_segmenter() -> None:
    phrases = [f"tổ hợp tác số {n}" for n in range(40)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(population_head, phrases)) == [population_head(phrase) for phrase in phrases]


def test_lexicon_entries_name_their_use() -> None:
    uses = {"population": {"before", "classifier", "compound"}}
    uses["action"] = {"before", "nominal", "light", "link", "verb"}
    assert all(entry.attributes["use"] in uses[entry.attributes["part"]] for entry in load("heads"))


@pytest.mark.parametrize("entry", load("heads"), ids=lambda entry: str(entry.id))
def test_lexicon_examples(entry: Entry) -> None:
    pattern = entry.compiled()
    assert [text for text in entry.match if not pattern.search(text)] == []
    assert [text for text in entry.no_match if pattern.search(text)] == []
