"""A text as the bytes that a fuzzer changes, and the name of what goes wrong with it."""

from pathlib import Path
from traceback import extract_tb


def from_bytes(data: bytes) -> tuple[str, bool]:
    """Text, and whether its lines are wrapped, which the first byte says."""
    return data[1:].decode("utf-8", "replace"), data[:1] != b"\x00"


def as_bytes(text: str, wrapped: bool = True) -> bytes:
    return (b"\x01" if wrapped else b"\x00") + text.encode("utf-8", "replace")


def cause_of(error: Exception) -> str:
    """What went wrong and where, as the name of a file."""
    where = extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}-{Path(where.filename).stem}-{where.lineno}"
