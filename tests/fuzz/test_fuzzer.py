"""The parts of the fuzzer itself."""

from random import Random

import pytest

from tests.fuzz.__main__ import shortest
from tests.fuzz.cases import as_bytes, cause_of, from_bytes
from tests.fuzz.mutate import change


@pytest.mark.parametrize("wrapped", [True, False])
def test_a_text_and_its_bytes(wrapped):
    assert from_bytes(as_bytes("Kế hoạch\r\n90%", wrapped)) == ("Kế hoạch\r\n90%", wrapped)
    assert from_bytes(b"") == ("", True)
    assert from_bytes(b"\x00\xff") == ("\ufffd", False)


def test_changes_are_made_anew_from_their_seed():
    text = "I. CHỈ TIÊU\n\n1. Phấn đấu 90% hội viên."
    changed = [change(text, Random(seed)) for seed in range(200)]
    assert changed == [change(text, Random(seed)) for seed in range(200)]
    assert len(set(changed)) > 150
    assert all(isinstance(change("", Random(seed)), str) for seed in range(200))


def test_a_failing_text_is_cut_down_to_what_it_takes():
    assert shortest("Kế hoạch số 12 giao 90% và 5%", lambda text: "9" in text and "%" in text) == "9%"


def test_a_cause_is_named_by_what_and_where():
    with pytest.raises(ZeroDivisionError) as caught:
        from_bytes(b"x")[1] / 0
    assert cause_of(caught.value).startswith("ZeroDivisionError-test_fuzzer-")
