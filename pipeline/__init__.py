"""What a notebook imports. Each function loads what it needs when it is called; the import is free."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from pipeline.schema import DocumentTables

__all__ = ["load", "to_doc"]


def load() -> "Language":
    """A spaCy pipeline whose Docs bear the rows of a directive; see ``pipeline.language.components``."""
    from pipeline.language import components  # noqa: PLC0415

    return components.load()


def to_doc(tables: "DocumentTables", nlp: "Language") -> "Doc":
    """The Doc over the clean text of a document that is extracted already."""
    from pipeline.language import components  # noqa: PLC0415

    return components.to_doc(tables, nlp)
