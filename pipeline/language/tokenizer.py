"""Syllables as spaCy tokens: what every Doc of ours is made of.

A token is a run of letters, a number with its separators (``1.250``, ``12,5``), a run of line breaks, a
run of other blanks, or one character of anything else; letters and digits part (``6b``, ``QH14``), so
that a row's ends meet token ends. Blanks are kept: ``tokenizer(text).text == text`` for every text.
"""

import re
from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

TOKENIZER = "chitieu.SyllableTokenizer.v1"
# Combining marks belong to their letter: a raw text may be decomposed.
_LETTERS = r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*"
_TOKEN = re.compile(rf"(\d+(?:[.,]\d+)*|{_LETTERS}|\n+|[^\S\n]+|.)( ?)", re.DOTALL)


class SyllableTokenizer(DummyTokenizer):
    """Parts a text into syllables; it holds nothing but the vocabulary, so there is nothing to save."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The Doc of ``text``; token offsets are the text's code points."""
        pairs = _TOKEN.findall(text)
        words = [word for word, _ in pairs]
        return Doc(self.vocab, words=words, spaces=[bool(blank) for _, blank in pairs])

    def __reduce__(self) -> tuple[type["SyllableTokenizer"], tuple[Vocab]]:
        return SyllableTokenizer, (self.vocab,)


@registry.tokenizers(TOKENIZER)  # type: ignore[untyped-decorator]
def make_tokenizer() -> Callable[[Language], SyllableTokenizer]:
    """What spaCy's config names, so that a saved pipeline finds its tokenizer again."""
    return lambda nlp: SyllableTokenizer(nlp.vocab)
