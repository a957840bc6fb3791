"""The form of Vietnamese letters that all matching goes by."""

import re

# Each begins with a letter to search for: one set of both takes six times as long.
_TONED = (re.compile(r"o[àáảãạèéẻẽẹ]\b"), re.compile(r"u[ỳýỷỹỵ]\b"))
_TRADITIONAL = {
    modern + tone: traditional + plain
    for modern, plain, tones, marked in (
        ("o", "a", "àáảãạ", "òóỏõọ"),
        ("o", "e", "èéẻẽẹ", "òóỏõọ"),
        ("u", "y", "ỳýỷỹỵ", "ùúủũụ"),
    )
    for tone, traditional in zip(tones, marked, strict=True)
}
# The last vowel of these syllables is spelt i or y: kì, kỳ.
_I_FOR_Y = (re.compile(r"k[íìỉĩ]\b"), re.compile(r"qu[íì]\b"))
_Y = dict(zip("íìỉĩ", "ýỳỷỹ", strict=True))
_FOLDED = {'"': "“”„‟«»″", "'": "‘’‚‛′", "-": "‐‑‒–—―−"}
_ANY_FOLDED = re.compile(f"[{''.join(_FOLDED.values())}]")


def fold(text: str) -> str:
    """The copy for matching, of the same length: see ``Text.folded``.

    The tone mark moves to the first vowel of oa, oe and uy in open syllables (``hoà`` → ``hòa``); ``quý`` and
    ``hoàn`` have it in one place only. ``kì`` and ``quí`` become ``kỳ`` and ``quý``.
    """
    folded = text.replace("İ", "i").lower()
    for plain, others in _FOLDED.items() if _ANY_FOLDED.search(folded) else ():
        for other in others:
            folded = folded.replace(other, plain)
    for toned in _TONED:
        folded = toned.sub(_traditional, folded)
    for spelt in _I_FOR_Y:
        folded = spelt.sub(_with_y, folded)
    return folded


def _traditional(hit: re.Match[str]) -> str:
    quy = hit.start() and hit.string[hit.start() - 1] == "q"
    return hit[0] if quy else _TRADITIONAL[hit[0]]


def _with_y(hit: re.Match[str]) -> str:
    return hit[0][:-1] + _Y[hit[0][-1]]
