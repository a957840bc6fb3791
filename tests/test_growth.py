"""The measure of growth itself: it lets linear work pass and stops the square."""

import pytest


def test_what_grows_with_the_text_passes(assert_grows):
    assert_grows(lambda text: [hash(sign) for sign in text], lambda count: "a" * count, 100_000)


def test_the_square_of_the_text_does_not(assert_grows):
    with pytest.raises(AssertionError):
        assert_grows(lambda text: [hash(a + b) for a in text for b in text], lambda count: "a" * count, 400)
