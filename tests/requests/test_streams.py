"""Random numbers by name."""

from hashlib import shake_128
from math import exp

import pytest

from sosgraph.requests.sample import Sample
from sosgraph.requests.streams import Stream


def test_a_stream_is_the_hash_of_its_name() -> None:
    """52 bits of each 64 of SHAKE128, the last of a block first; the exponential one of them is -ln of that."""
    octets = shake_128(b"1:station:0:times:0").digest(8 * 16)
    last = 1.0 - (int.from_bytes(octets[-8:], "little") & (1 << 52) - 1) / (1 << 52)
    assert Stream("1:station:0:times", False).following() == last
    assert exp(-Stream("1:station:0:times", True).following()) == pytest.approx(last, rel=1e-12)


def test_streams_are_fair() -> None:
    """Mean and variance of the uniform distribution and of the exponential one, over 100,000."""
    for exponential, mean, variance in ((False, 0.5, 1 / 12), (True, 1.0, 1.0)):
        stream = Stream("any", exponential)
        drawn = [stream.following() for _ in range(100_000)]
        assert sum(drawn) / 100_000 == pytest.approx(mean, rel=0.02)
        assert sum((number - mean) ** 2 for number in drawn) / 100_000 == pytest.approx(variance, rel=0.03)


def test_a_sample_is_fair() -> None:
    """Of 200,000 numbers 10,000 are kept, from all parts alike; of few all."""
    few, many = Sample(Stream("few", False)), Sample(Stream("many", False))
    for number in range(100):
        few.add(float(number))
    for number in range(200_000):
        many.add(float(number))
    assert few.kept == list(range(100)) and len(set(many.kept)) == 10_000
    for part in range(10):
        assert sum(number // 20_000 == part for number in many.kept) == pytest.approx(1000, abs=150)
