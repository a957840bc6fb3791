"""Which upper targets a lower one may take over: those whose words are the most alike, found block by block."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

CANDIDATES = 12  # of each lower target: a total, the shares of single bodies and the stages of one subject
_LEAST = 0.08
_BLOCK = 256  # rows at a time: a block of 5,000 columns takes 10 MB


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of row numbers with the cosine of their vectors, and the best cosine that each upper and lower row has."""

    upper: np.ndarray
    lower: np.ndarray
    cosine: np.ndarray
    best_of_upper: np.ndarray
    best_of_lower: np.ndarray


def find_candidates(upper: "csr_matrix", lower: "csr_matrix") -> Candidates:
    """For each lower row the upper rows that are the most alike, at most ``CANDIDATES``; equals in their order."""
    best_of_upper = np.zeros(upper.shape[0], dtype=np.float32)
    best_of_lower = np.zeros(lower.shape[0], dtype=np.float32)
    turned = upper.T.tocsr()
    found: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []
    for start in range(0, lower.shape[0], _BLOCK):
        block = lower[start : start + _BLOCK] @ turned
        best_of_upper = np.maximum(best_of_upper, block.max(axis=0).toarray().ravel())
        best_of_lower[start : start + _BLOCK] = block.max(axis=1).toarray().ravel()
        found.extend(
            (columns, np.full(len(columns), row), alike) for row, columns, alike in _best(block, start)
        )
    return Candidates(*_joined(found), best_of_upper, best_of_lower)


def _best(block: "csr_matrix", start: int) -> Iterator[tuple[int, np.ndarray, np.ndarray]]:
    block.sort_indices()
    for row in range(block.shape[0]):
        low, high = block.indptr[row], block.indptr[row + 1]
        columns, alike = block.indices[low:high], block.data[low:high]
        kept = alike >= _LEAST
        if kept.sum() > CANDIDATES:
            kept &= alike >= np.partition(alike, -CANDIDATES)[-CANDIDATES]
        chosen = np.flatnonzero(kept)
        chosen = chosen[np.argsort(-alike[chosen], kind="stable")][:CANDIDATES]
        yield start + row, columns[chosen], alike[chosen]


def _joined(
    found: list[tuple[np.ndarray, np.ndarray, np.ndarray]],
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    if not found:
        nothing = np.zeros(0, dtype=np.int64)
        return nothing, nothing, nothing.astype(np.float32)
    upper, lower, cosine = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return upper, lower, cosine
