"""The model of roles: what it sees, where it has a say, and how sure it is."""

import pytest

from pipeline import flow
from pipeline.errors import ModelError
from pipeline.extract.role_features import features
from pipeline.extract.role_model import EVERYTHING, RULE, SURE, RoleModel, load_model, reconsider
from pipeline.text import Raw

PLAN = """KẾ HOẠCH
Hoạt động năm 2026
I. NHIỆM VỤ
1. Phấn đấu ít nhất 90% tổ công đoàn có góc đọc sách; hỗ trợ 12 suất quà cho đoàn viên.
2. Đã trao 35 suất quà trong năm 2025.
"""


@pytest.fixture
def reading():
    return flow.read(Raw(source="a.txt", sha256="0" * 64, media_type="text/plain", text=PLAN, wrapped=True))


def model(*weights):
    """A model that knows three words; each of ``weights`` is a word's column, the column of a role, and a weight."""
    columns = {"< phấn": 0, "< đã": 1, "< hỗ": 2}
    table = [[0.0, 0.0] for _ in columns]
    for column, role, weight in weights:
        table[column][role] = weight
    return RoleModel(("past_result", "target"), columns, table, (0.0, 0.0))


def test_amounts_are_not_seen(reading):
    for item in reading.judged:
        seen = " ".join(features(reading.text.folded, item, None))
        assert not any(number in seen for number in ("90", "12", "35", "2025"))


def test_a_sure_rule_is_not_overruled(reading):
    against = model((0, 0, 9.0), (1, 1, 9.0), (2, 0, 9.0))
    decided = reconsider(reading.text.folded, reading.judged, against, sure=0.0)
    assert [item.verdict.role for item in decided] == [item.verdict.role for item in reading.judged]


def test_an_unsure_rule_is_overruled_by_a_likely_role(reading):
    likely = model((0, 0, 9.0))
    decided = reconsider(reading.text.folded, reading.judged, likely, EVERYTHING)
    assert decided[0].verdict.role == "past_result"
    assert decided[0].verdict.rule == RULE
    assert decided[0].verdict.confidence > 0.99


def test_an_unsure_rule_is_not_overruled_by_a_guess(reading):
    guess = model((0, 0, 0.1))
    decided = reconsider(reading.text.folded, reading.judged, guess, EVERYTHING)
    assert decided[0].verdict.role == reading.judged[0].verdict.role
    assert decided[0].verdict.rule == reading.judged[0].verdict.rule


def test_what_a_rule_is_sure_of_is_left_alone(reading):
    decided = reconsider(reading.text.folded, reading.judged, load_model())
    sure = [item.verdict.confidence >= SURE for item in reading.judged]
    assert any(sure)
    for item, after, was_sure in zip(reading.judged, decided, sure, strict=True):
        assert after == item or not was_sure


def test_chances_add_up():
    stored = load_model()
    for seen in (["kind=targets", "unit=percent"], [], ["never seen"]):
        chances = stored.probabilities(seen)
        assert len(chances) == len(stored.roles)
        assert sum(chances) == pytest.approx(1)
    assert stored.probabilities(["never seen"]) == stored.probabilities([])


def test_another_file_is_refused(tmp_path):
    path = tmp_path / "roles.skops"
    path.write_bytes(b"no archive")
    with pytest.raises(ModelError, match=r"roles\.skops"):
        load_model(path)
