"""More than the hidden capacity."""

from sosgraph.rules.hidden_capacity_exceeded import RULE
from tests.yaml_architecture import architecture

TEXT = """
components:
  web:
    entry: {rate: RATE}
    depends_on: [{on: db, timeout: 1s, retry: {attempts: 2}, breaker: {errors: 50%, window: 10s, sleep: 5s}}]
  db: {capacity: {concurrency: 3, service_time: 10ms}}
"""


def test_the_band_between_hidden_and_full_is_told() -> None:
    """151/s to 292/s of 300/s are: one retry hides half of the capacity, and fills all of it by itself from 294/s on."""
    told = [rate for rate in (149, 151, 292, 294, 300, 301) if list(RULE.check(architecture(TEXT.replace("RATE", f"{rate}/s"))))]
    assert told == [151, 292]


def test_what_is_known_to_stay_overloaded_is_told_elsewhere() -> None:
    """Without the breaker, `metastable-vulnerable` says more."""
    text = TEXT.replace(", breaker: {errors: 50%, window: 10s, sleep: 5s}", "").replace("RATE", "280/s")
    assert not list(RULE.check(architecture(text)))


def test_second_copies_hide_capacity_too() -> None:
    """Half of it, as one retry does, and the message names them; none where the call is given up before."""
    text = TEXT.replace("retry: {attempts: 2}", "hedge: {after: 50ms}").replace("RATE", "200/s")
    (finding,) = RULE.check(architecture(text))
    assert "retries, second copies and failover can ask 2 times as much: its hidden capacity is 150/s" in finding.message
    assert not list(RULE.check(architecture(text.replace("50ms", "1s"))))
