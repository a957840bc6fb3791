"""The scan for literal words finds what a search for each of them would."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import cues
from pipeline.cues import Cues
from pipeline.lexicon import load, names

TABLES = (*cues._TABLES, "organisations", "telling")
CUES = cues._scan(TABLES)[1]


def places(text, word):
    return [at for at in range(len(text)) if text.startswith(word, at)]


@given(st.lists(st.sampled_from([*CUES, " ", "😀", "xã", "\n"]), max_size=30).map("".join))
def test_every_place_of_every_cue_is_found(text):
    found = Cues(text, TABLES)
    assert [list(found.of(cue)) for cue in CUES] == [places(text, cue) for cue in CUES]


@pytest.mark.parametrize("name", names())
def test_the_cues_of_every_table_are_scanned_for(name):
    listed = {cue for entry in load(name) for cue in cues._cues_of(entry)}
    assert listed <= set(CUES)
