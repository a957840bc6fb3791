"""What gold says of the rows of a revision."""

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pipeline.evaluate.agreement import SAME
from pipeline.evaluate.diff.rows import Placed, Side
from pipeline.evaluate.pairing import pair
from pipeline.evaluate.read import Gold

Standing = Literal["right", "wrong", "neither"]


def standings(side: Side, golds: Iterable[Gold]) -> dict[int, Standing]:
    """By the ``id`` of its cells, each row that gold judges: right, wrong, or neither (a further mention, optional)."""
    by_stem = {Path(source).stem: doc_id for doc_id, source in side.sources.items()}
    found: dict[int, Standing] = {}
    for gold in golds:
        doc_id = by_stem.get(gold.source)
        for table in SAME if doc_id else ():
            cells = [row.cells for row in side.rows[table].get(doc_id or "", []) if _is_judged(row)]
            pairing = pair(table, gold.items(table), cells, gold.optional(table))
            found |= dict.fromkeys(map(id, cells), "neither")
            found |= {id(row): "right" for _, row in pairing.pairs}
            found |= {id(row): "wrong" for row in pairing.false}
    return found


def _is_judged(row: Placed) -> bool:
    return row.values.get("measure") != "qualitative"
