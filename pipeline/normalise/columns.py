"""The tail of a directive: recipients and signature, two columns on paper, parted where they interleave."""

from pipeline.normalise.paragraphs import Paragraph


def part(parts: list[Paragraph]) -> list[Paragraph]:
    return parts
