"""Where literal words stand in a text: plain strings are searched for ten times as fast as patterns."""


class Cues:
    """A folded text and where literal words stand in it, each searched for once."""

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self._places: dict[str, list[int]] = {}

    def of(self, word: str) -> list[int]:
        """Every place of ``word``, also within longer words."""
        places = self._places.get(word)
        if places is None:
            places = self._places[word] = []
            find, step = self.folded.find, len(word)
            at = find(word)
            while at >= 0:
                places.append(at)
                at = find(word, at + step)
        return places
