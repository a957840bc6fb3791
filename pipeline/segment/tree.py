"""The tree of the headings: each below the one it belongs to."""

from dataclasses import dataclass, field

import msgspec

from pipeline.segment.headings import Heading, Level

_RANKS: dict[Level, int] = {
    "appendix": 0,
    "part": 0,
    "chapter": 1,
    "roman": 2,
    "capital": 2,
    "mục": 3,
    "article": 4,
    "number": 5,
    "letter": 9,
    "bracketed": 9,
}
_FIRST_ORPHAN = 3


class Node(msgspec.Struct, frozen=True, gc=False):
    """A heading in its tree; ``path`` holds the steps from the root."""

    heading: Heading
    parent: "Node | None"
    path: str
    depth: int


@dataclass(slots=True)
class Stack:
    """The headings that are open. A kind seen before closes down to its own level; a new kind goes deeper."""

    nodes: list[Node] = field(default_factory=list)
    last_number: int = 0

    def clear(self) -> None:
        self.nodes.clear()
        self.last_number = 0

    def push(self, heading: Heading) -> Node:
        if heading.level in ("appendix", "part"):
            self.clear()
        if not self._close(heading) and self._is_orphan(heading):
            self.nodes.clear()
        if heading.level == "number" and heading.depth == 1:
            self.last_number = heading.value
        parent = self.nodes[-1] if self.nodes else None
        path = f"{parent.path}/{heading.path}" if parent else heading.path
        node = Node(heading, parent, path, len(self.nodes) + 1)
        self.nodes.append(node)
        return node

    def _close(self, heading: Heading) -> bool:
        """Closes what ``heading`` does not belong to, and says whether it goes on a list that was open."""
        kept = 0
        while kept < len(self.nodes) and not self._same(self.nodes[kept].heading, heading):
            kept += 1
        goes_on = kept < len(self.nodes)
        del self.nodes[kept:]
        while self.nodes and self._outranks(heading, self.nodes[-1].heading):
            self.nodes.pop()
        while heading.depth > 1 and self.nodes and not self._holds(self.nodes[-1].heading, heading):
            self.nodes.pop()
        return goes_on

    def _is_orphan(self, heading: Heading) -> bool:
        """Whether a list starts at 3 or later, its first items not before it in the section before either."""
        first = heading.level == "number" and heading.depth == 1 and heading.value >= _FIRST_ORPHAN
        return first and heading.value != self.last_number + 1

    @staticmethod
    def _same(old: Heading, new: Heading) -> bool:
        return old.level == new.level and old.depth == new.depth

    @staticmethod
    def _outranks(new: Heading, old: Heading) -> bool:
        """Whether ``new``, of a kind that is not open, ends ``old``: by rank, but a first item may go below letters."""
        if new.level == "number" and old.level == "number":
            return new.depth < old.depth
        if new.level == "number" and new.depth == new.value == 1:
            return _RANKS[new.level] < _RANKS[old.level] and old.level not in ("letter", "bracketed")
        return _RANKS[new.level] < _RANKS[old.level]

    @staticmethod
    def _holds(old: Heading, new: Heading) -> bool:
        """Whether a decimal may stand below ``old``: 2.1 below 2, never below 1."""
        return old.level != "number" or new.path.startswith(old.path + ".")
