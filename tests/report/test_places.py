"""A sentence stays what it is, and the mark is on the quantity."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.report.places import lines_of, marked_line, marked_statement


@st.composite
def spans(draw):
    text = draw(st.text(alphabet=st.sampled_from("ab9% \n\u2028👩đ"), min_size=1))
    lines = [at for at, character in enumerate(text) if character.strip()]
    start = draw(st.sampled_from(lines)) if lines else None
    return text, start


@given(spans())
def test_the_marked_line_is_the_line_with_the_quantity_marked(span):
    text, start = span
    if start is None:
        return
    number, pieces = marked_line(lines_of(text), start, start + 1)
    assert "".join(pieces) == lines_of(text).lines[number]
    assert pieces[1] == text[start]
    assert "\n" not in "".join(pieces)


@given(spans(), st.integers(0, 5), st.integers(0, 5))
def test_a_statement_is_marked_where_it_stands(span, before, after):
    text, start = span
    if start is None:
        return
    statement = text[max(0, start - before) : start + 1 + after]
    pieces = marked_statement(text, statement, start, start + 1)
    assert "".join(pieces) == statement
    assert pieces[1] == text[start]


def test_the_second_of_two_equal_numbers_is_marked():
    text = "Có 50% nam và 50% nữ."
    start = text.rindex("50%")
    assert marked_statement(text, text, start, start + 3) == ["Có 50% nam và ", "50%", " nữ."]


def test_a_statement_put_together_is_marked_where_the_words_are():
    assert marked_statement("Phấn đấu:\n- 50% nam", "Phấn đấu: 50% nam", 12, 15) == [
        "Phấn đấu: ",
        "50%",
        " nam",
    ]


def test_a_statement_without_the_quantity_is_not_marked():
    assert marked_statement("có 50% nam", "tất cả nam", 3, 6) == ["tất cả nam"]
    assert marked_statement("có 50% nam", "", 3, 6) == [""]
