# cython: boundscheck=False, wraparound=False, initializedcheck=False, annotation_typing=False
"""Sets of small numbers as Python integers in which bit i stands for number i: a kernel (`bit_sets.pxd` beside it)."""

from collections.abc import Iterable
from itertools import compress
from struct import unpack
from typing import Any

COMPILED = not __file__.endswith(".py")

_AS_TRUTH = bytes.maketrans(b"01", b"\x00\x01")


def bit_set(indices: Iterable[int]) -> int:
    """Return the bit set of `indices`, the inverse of `members`. Raises `ValueError` for a negative one."""
    wanted = list(indices)
    if len(wanted) < 4:
        bits = 0
        for index in wanted:
            bits |= 1 << index
        return bits
    if min(wanted) < 0:
        raise ValueError(f"{min(wanted)} is in no bit set: it is negative")
    octets = bytearray(max(wanted) // 8 + 1)
    for index in wanted:
        octets[index >> 3] |= 1 << (index & 7)
    return int.from_bytes(octets, "little")


def members(bits: int) -> list[int]:
    """Return the indices of the bits that are set, ascending. Raises `ValueError` when `bits` is negative."""
    if bits < 0:
        raise ValueError(f"{bits} is not a bit set: it is negative")
    count = bits.bit_count()
    if count < 2:
        return [bits.bit_length() - 1] if count else []
    if COMPILED:
        return places(bits.to_bytes(-(-bits.bit_length() // 8), "little"))
    # Without a loop over octets, which is dear where nothing is compiled.
    if count * 16 > bits.bit_length():
        digits = bin(bits)[:1:-1].encode()
        return list(compress(range(len(digits)), digits.translate(_AS_TRUTH)))
    # Few bits: pick the words that are not zero, then bit by bit.
    size = -(-bits.bit_length() // 64)
    words = unpack(f"<{size}Q", bits.to_bytes(8 * size, "little"))
    found = []
    for place in compress(range(size), words):
        word = words[place]
        while word:
            lowest = word & -word
            found.append(64 * place + lowest.bit_length() - 1)
            word ^= lowest
    return found


def chosen(values: list[Any], bits: int) -> list[Any]:
    """Return those of `values` whose places are in a bit set, in that order; raise `IndexError` where one has no value."""
    if bits.bit_length() > len(values):
        raise IndexError(f"{len(values)} values for a bit set that goes up to {bits.bit_length() - 1}")
    if not COMPILED or bits <= 0:
        return [values[place] for place in members(bits)]
    octets = bits.to_bytes(-(-bits.bit_length() // 8), "little")
    found = []
    for place in range(len(octets)):
        octet = octets[place]
        index = 8 * place
        while octet:
            if octet & 1:
                found.append(values[index])
            octet >>= 1
            index += 1
    return found


def places(octets: bytes) -> list[int]:
    """Return the places of the bits that are set in `octets`, the lowest of the first being 0."""
    found = []
    for place in range(len(octets)):
        octet = octets[place]
        index = 8 * place
        while octet:
            if octet & 1:
                found.append(index)
            octet >>= 1
            index += 1
    return found
