"""Every entry of every rule table matches what it says it matches, and not what it says it does not.

It may match anywhere in an example; with ``at = "start"`` only there, with ``at = "whole"`` only all of it.
"""

import pytest

from pipeline.folding import fold
from pipeline.lexicon import load, names

ENTRIES = [pytest.param(name, entry, id=f"{name}-{entry.id}") for name in names() for entry in load(name)]


def test_there_are_tables():
    assert names()


@pytest.mark.parametrize(
    "entry", [entry.values[1] for entry in ENTRIES if "needs" in entry.values[1].attributes]
)
def test_what_matches_says_a_word_that_its_entry_needs(entry):
    for text in entry.match:
        assert any(word in fold(text) for word in entry.attributes["needs"]), text


@pytest.mark.parametrize(
    "entry", [entry.values[1] for entry in ENTRIES if "last" in entry.values[1].attributes]
)
def test_what_matches_ends_with_a_last_word_of_its_entry(entry):
    for text in entry.match:
        assert fold(text).rstrip().rpartition(" ")[2] in entry.attributes["last"], text


@pytest.mark.parametrize(("name", "entry"), ENTRIES)
def test_an_entry_matches_its_examples_and_not_their_twins(name, entry):
    assert entry.match, "an entry needs an example that matches"
    assert entry.no_match, "an entry needs an example that does not match"
    pattern = entry.compiled()
    test = {None: pattern.search, "start": pattern.match, "whole": pattern.fullmatch}[
        entry.attributes.get("at")
    ]
    read = (lambda text: text) if entry.case else fold
    assert [text for text in entry.match if not test(read(text))] == []
    assert [text for text in entry.no_match if test(read(text))] == []
