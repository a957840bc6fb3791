"""Texts put together at random, and those that a fuzzer has found, keep what must hold of every text.

``make fuzz`` tries many more of them.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.invariants import check
from tests.fuzz.material import ODD, lines, words

NUMBERS = st.from_regex(r"\A[0-9]{1,4}([.,/%-][0-9]{1,4}){0,3}\Z") | st.sampled_from(
    ["0", "00", "1.000.000", "1e5", "٣", "½", "IV", "1/0", "31/02/2025", "99/99/9999", "9" * 400]
)
MARKERS = st.sampled_from(
    ["I.", "II/", "1.", "1.1.", "a)", "đ)", "(1)", "- ", "+ ", "Phần thứ nhất", "Điều 1.", "*", "1", "|"]
)
PIECES = st.one_of(
    st.sampled_from(words()),
    NUMBERS,
    MARKERS,
    st.sampled_from(ODD),
    st.sampled_from(["%", ";", ":", ".", ",", "(", ")", " | ", "\n", "\n\n", '"', "/", "-", "_____"]),
    st.text(max_size=5),
)
LINES = (
    st.sampled_from(lines())
    | st.lists(PIECES, max_size=12).map(" ".join)
    | st.lists(PIECES, max_size=8).map("".join)
)


@settings(deadline=None)
@given(st.lists(LINES, max_size=25).map("\n".join), st.booleans())
def test_any_text(text, wrapped):
    check(text, wrapped)


@settings(deadline=None)
@given(st.text(max_size=300), st.booleans())
def test_any_characters(text, wrapped):
    check(text, wrapped)


@settings(deadline=None)
@given(st.data(), st.booleans())
def test_a_directive_with_something_in_it(data, wrapped):
    """A passage of the corpus into which anything is put, anywhere, even into the middle of a word."""
    at = data.draw(st.integers(0, len(lines()) - 10))
    text = "\n".join(lines()[at : at + 10])
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(text)))
        gone = data.draw(st.integers(0, 3))
        text = text[:place] + data.draw(PIECES) + text[place + gone :]
    check(text, wrapped)


@pytest.mark.parametrize("path", range(0, len(lines()), 100))
def test_the_corpus_itself(path):
    check("\n".join(lines()[path : path + 100]))


# Found by repeating lines of the lexicon: a statement of 2,000 characters took fifty times what one of 500 took.
SLOW = ["chỉ thị 11 của ban", "được chăm sóc sức khỏe nghị viện 6 "]


@pytest.mark.parametrize("unit", SLOW)
def test_a_long_statement_is_read_in_the_square_of_its_length_at_most(unit, assert_grows):
    assert_grows(check, lambda count: unit * count, 500 // len(unit), times=20)
