"""Behind an empty cache."""

import pytest

from sosgraph.rules.cache_cliff import RULE
from tests.yaml_architecture import architecture

TEXT = """
components:
  web: {entry: {rate: RATE}, depends_on: [{on: db, cache: {hit_rate: HITS}}]}
  db: {capacity: {concurrency: 3, service_time: 10ms}}
"""


@pytest.mark.parametrize(("rate", "least"), [(2000, "85 %"), (2400, "87.5 %")])
def test_the_hit_rate_that_is_needed_is_told(rate: int, least: str) -> None:
    """O-3: h_crit = 1 - C / λ, .85 at 2000/s and .875 at 2400/s behind a hit rate of 90 %."""
    (finding,) = RULE.check(architecture(TEXT.replace("RATE", f"{rate}/s").replace("HITS", "90%")))
    assert f"below a hit rate of {least} it is overloaded" in finding.message


def test_below_the_capacity_an_empty_cache_is_filled_again() -> None:
    """O-3: 300/s is the hidden capacity; above the capacity with a full cache, saturation is told instead."""
    told = [rate for rate in (290, 300, 301, 3001) if list(RULE.check(architecture(_text(rate, "90%"))))]
    assert told == [301]


def test_a_better_cache_has_the_wider_band() -> None:
    """O-16: of the loads that a full cache bears, 95 % has more that an empty one does not (Huang et al. 2022)."""
    rates = range(100, 7000, 100)
    bands = [sum(bool(list(RULE.check(architecture(_text(rate, hits))))) for rate in rates) for hits in ("80%", "95%")]
    assert bands[0] < bands[1]


def _text(rate: int, hits: str) -> str:
    return TEXT.replace("RATE", f"{rate}/s").replace("HITS", hits)
