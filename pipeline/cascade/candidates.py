"""Which upper targets a lower one may take over: those whose words are the most alike, found block by block."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

CANDIDATES = 12  # of each lower target: a total, the shares of single bodies and the stages of one subject
_LEAST, _LEAST_OF_BEST = 0.08, 0.3
_BLOCK = 256  # rows at a time: with 5,000 columns 5 MB


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of row numbers with the cosine of their vectors, and the best cosine that each upper and lower row has."""

    upper: np.ndarray
    lower: np.ndarray
    cosine: np.ndarray
    best_of_upper: np.ndarray
    best_of_lower: np.ndarray


def find_candidates(upper: "csr_matrix", lower: "csr_matrix") -> Candidates:
    """For each lower row the upper rows that are the most alike, at most ``CANDIDATES``."""
    best_of_upper = np.zeros(upper.shape[0], dtype=np.float32)
    best_of_lower = np.zeros(lower.shape[0], dtype=np.float32)
    turned = upper.T.tocsr()
    found: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []
    for start in range(0, lower.shape[0], _BLOCK):
        alike = (lower[start : start + _BLOCK] @ turned).toarray()
        best_of_upper = np.maximum(best_of_upper, alike.max(axis=0))
        best_of_lower[start : start + _BLOCK] = alike.max(axis=1)
        rows, columns = _best(alike)
        found.append((columns, rows + start, alike[rows, columns]))
    columns, rows, cosines = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return Candidates(columns, rows, cosines, best_of_upper, best_of_lower)


def _best(alike: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Row and column of each row's greatest values, of equals the first."""
    least = np.maximum(_LEAST, _LEAST_OF_BEST * alike.max(axis=1, keepdims=True))
    rows, columns = np.nonzero(alike >= least)
    order = np.lexsort((-alike[rows, columns], rows))
    rank = np.arange(len(rows)) - np.searchsorted(rows, rows)  # rows are sorted: their first place
    kept = np.sort(order[rank < CANDIDATES])
    return rows[kept], columns[kept]
