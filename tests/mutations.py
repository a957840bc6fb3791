"""Damaged copies of good files: what a broken disk, a cut transfer, a faulty program or an attacker makes of them."""

import io
import re
import zipfile
from collections.abc import Callable
from random import Random

_NUMBER = re.compile(rb"(?<![\w.])\d{1,9}(?![\w.])")
_TOKEN = re.compile(rb"<[^<>]{1,80}>|/[A-Za-z]{1,20}|\d+ \d+ R|\S{2,20}")
_NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b"65536",
    b"2147483647",
    b"4294967296",
    b"99999999999999999999",
    b"1e308",
    b"NaN",
)
_MANY = 200


def mutant(data: bytes, random: Random) -> bytes:
    """A damaged copy of the file ``data``; of an archive often one of its members is damaged, and all is zipped anew."""
    if data.startswith(b"PK\x03\x04") and random.random() < 0.8:
        return _mutant_archive(data, random)
    for _ in range(random.choice((1, 1, 1, 2, 5))):
        data = random.choice(_MUTATIONS)(data, random)
    if b"%PDF-" in data[:1024] and random.random() < 0.7:
        data += b"\n%%EOF\n"  # or a cut one would be known by its end alone
    return data


def _mutant_archive(data: bytes, random: Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    one, other = random.choices(list(members), k=2)
    how = random.randrange(6)
    if how == 0:
        members[one], members[other] = members[other], members[one]
    elif how == 1:
        del members[one]
    elif how == 2:
        members[one] = b""
    else:
        inner = [name for name in members if name.endswith((".xml", ".rels"))]
        large = max(inner, key=lambda name: len(members[name]))
        at = large if how == 3 else random.choice(inner)
        for _ in range(random.choice((1, 2, 5))):
            members[at] = random.choice(_MUTATIONS)(members[at], random)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _flip(data: bytes, random: Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(random.choice((1, 3, 30))):
        if damaged:
            damaged[random.randrange(len(damaged))] = random.randrange(256)
    return bytes(damaged)


def _cut(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _drop(data: bytes, random: Random) -> bytes:
    start, end = sorted(random.randrange(len(data) + 1) for _ in range(2))
    return data[:start] + data[min(end, start + 2_000) :]


def _repeat(data: bytes, random: Random) -> bytes:
    start = random.randrange(len(data) + 1)
    piece = data[start : start + random.choice((1, 20, 500))]
    return data[:start] + piece * random.choice((2, _MANY)) + data[start:]


def _move(data: bytes, random: Random) -> bytes:
    a, b, c = sorted(random.randrange(len(data) + 1) for _ in range(3))
    return data[:a] + data[b:c] + data[a:b] + data[c:]


def _renumber(data: bytes, random: Random) -> bytes:
    """Another number in the place of one: sizes, counts, references, offsets."""
    found = list(_NUMBER.finditer(data))
    if not found:
        return data
    hit = random.choice(found)
    put = random.choice(_NUMBERS) if random.random() < 0.5 else random.choice(found)[0]
    return data[: hit.start()] + put + data[hit.end() :]


def _reword(data: bytes, random: Random) -> bytes:
    """A tag, a name or a word in the place of another one."""
    found = list(_TOKEN.finditer(data))
    if not found:
        return data
    hit, other = random.choices(found, k=2)
    return data[: hit.start()] + other[0] + data[hit.end() :]


def _unclose(data: bytes, random: Random) -> bytes:
    """A tag, or a bracket, that opens many times and never closes."""
    found = re.findall(rb"<\w[^<>]{0,60}>|<<|\[", data)
    if not found:
        return data
    at = random.randrange(len(data) + 1)
    return data[:at] + random.choice(found) * random.choice((3, 300, 3_000)) + data[at:]


_MUTATIONS: tuple[Callable[[bytes, Random], bytes], ...] = (
    *(_flip, _cut, _drop, _repeat, _move),
    *(_renumber, _renumber, _reword, _reword, _unclose),
)
