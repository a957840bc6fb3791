"""Alignment and verdicts of one pair of plans against the rows of gold, added up over the pairs."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.cascade.plans import Aligned, Judgement
from pipeline.evaluate.report import Score
from pipeline.schema import Target

UNJUDGED = frozenset({"not_applicable", "extra", "parent_unavailable"})
_AS_GOOD, _WORSE = frozenset({"equal", "exceeds"}), frozenset({"lowered", "missing", "scope_narrowed"})
_NO_ROW = "no row"


@dataclass(slots=True)
class CascadeScore:
    """``verdicts`` counts (gold's, ours) over the upper targets of gold; ``faults`` are lines for a reader."""

    title: str
    alignment: Score = field(default_factory=Score)
    verdicts: Counter[tuple[str, str]] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    @property
    def judged(self) -> int:
        return sum(count for (wanted, _), count in self.verdicts.items() if wanted not in UNJUDGED)

    @property
    def right(self) -> int:
        return sum(
            count
            for (wanted, found), count in self.verdicts.items()
            if wanted == found and wanted not in UNJUDGED
        )

    @property
    def unsafe(self) -> int:
        """Targets said to be taken over as they are that are not: the error this program must not make."""
        return sum(
            count
            for (wanted, found), count in self.verdicts.items()
            if wanted in _WORSE and found in _AS_GOOD
        )

    @property
    def macro_f1(self) -> float | None:
        """The mean of the F1 of each judged verdict that gold has."""
        names = {wanted for wanted, _ in self.verdicts} - UNJUDGED
        return sum(map(self._f1, sorted(names))) / len(names) if names else None

    def _f1(self, verdict: str) -> float:
        wanted = sum(count for (one, _), count in self.verdicts.items() if one == verdict)
        found = sum(count for (_, other), count in self.verdicts.items() if other == verdict)
        return 2 * self.verdicts[verdict, verdict] / (wanted + found)

    def as_json(self) -> dict[str, Any]:
        """Plain values, for ``--json``."""
        return {
            "alignment": {
                "tp": self.alignment.right,
                "fn": self.alignment.missed,
                "fp": self.alignment.false,
                "f1": self.alignment.f1,
            },
            "verdicts": {
                "right": self.right,
                "of": self.judged,
                "macro_f1": self.macro_f1,
                "unsafe": self.unsafe,
            },
        }


def render_cascade(scores: Iterable[CascadeScore], show: bool) -> str:
    """The scores as lines for a reader; ``show`` puts every fault before the figures."""
    return "\n".join(line for score in scores for line in _lines(score, show))


def _lines(score: CascadeScore, show: bool) -> Iterator[str]:
    if show:
        yield from (f"  {fault}" for fault in score.faults)
    pairs = score.alignment
    yield f"cascade, {score.title}"
    yield f"  alignment F1 {_shown(pairs.f1)}   ({pairs.right} right, {pairs.missed} missed, {pairs.false} false)"
    yield f"  verdict macro-F1 {_shown(score.macro_f1)}   ({score.right}/{score.judged} right, {score.unsafe} unsafe)"


def _shown(ratio: float | None) -> str:
    return "–" if ratio is None else f"{ratio:.3f}"


def score_pair(
    score: CascadeScore,
    gold: Mapping[str, Any],
    aligned: Sequence[Aligned],
    judged: Sequence[Judgement],
    names: Mapping[str, str],
) -> None:
    """Add one pair of plans. ``names`` gives gold's names for our targets; a target that has none keeps its own.

    Pairs of an upper target that is not for the lower body are neither right nor false (whether its words are alike is
    no matter then), nor are promises without a number: they are scored by their verdict.
    """
    rows = gold["targets"]
    wanted = {(row["upper"], row["lower"]) for row in rows if row["upper"] and row["lower"]}
    barred = {row["upper"] for row in rows if row["verdict"] == "not_applicable"}
    found = {
        (_name(pair.upper, names), _name(pair.lower, names))
        for pair in aligned
        if "qualitative" not in (pair.upper.measure, pair.lower.measure)
    }
    found = {pair for pair in found if pair[0] not in barred}
    score.alignment += Score(len(wanted & found), len(wanted - found), len(found - wanted))
    score.faults.extend(_strays(gold, wanted, found))
    for row in rows:
        if row["upper"]:
            ours = _verdict(row, judged, names)
            score.verdicts[row["verdict"], ours] += 1
            if ours != row["verdict"]:
                place = f"{row['upper']} ({row['upper_quote']!r}) under {gold['lower']}"
                score.faults.append(f"{place}: gold={row['verdict']} got={ours}")


def _strays(
    gold: Mapping[str, Any], wanted: set[tuple[str, str]], found: set[tuple[str, str]]
) -> Iterator[str]:
    place = f"{gold['upper']} > {gold['lower']}"
    yield from (f"{place} pair MISSED {upper} {lower}" for upper, lower in sorted(wanted - found))
    yield from (f"{place} pair FALSE {upper} {lower}" for upper, lower in sorted(found - wanted))


def _verdict(row: Mapping[str, Any], judged: Sequence[Judgement], names: Mapping[str, str]) -> str:
    """Our verdict on gold's pair; where we have another pair, on its upper target."""
    ours = [item for item in judged if item.upper is not None and _name(item.upper, names) == row["upper"]]
    same = [item for item in ours if item.lower is not None and _name(item.lower, names) == row["lower"]]
    return (same or ours)[0].verdict if ours else _NO_ROW


def _name(target: Target, names: Mapping[str, str]) -> str:
    return names.get(target.target_id, target.target_id)
