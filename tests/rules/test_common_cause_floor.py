"""Replicas that buy nothing."""

import pytest

from sosgraph.quantity import parse_ratio
from sosgraph.rules.common_cause_floor import RULE
from tests.yaml_architecture import architecture


def messages(replicas: str, availability: str = "99%", zone: str = "100%", **parameters: object) -> list[str]:
    """Return what is found in a component with these replicas."""
    text = f"""
    components:
      a: {{availability: {availability}, replicas: {{{replicas}}}}}
      east: {{availability: {zone}}}
      west: {{availability: {zone}}}
      north: {{availability: {zone}}}
    """
    return [finding.message for finding in RULE.check(architecture(text), **parameters)]


def test_the_third_replica_buys_three_hundredths_of_a_nine() -> None:
    """At q = 1 % and β = 10 %: q_c = 0.1 %, q' = 0.9 % / 99.9 %; two leave 0.10811 %, three 0.10007 %."""
    (message,) = messages("count: 3, common_cause: 10%")
    assert message == (
        "replica 3 of a saves 3.47 min in 30d: 2 reach 99.89189 %, 3 reach 99.89993 %, and common causes are 99.9 % of the rest; "
        "2 would do, or make the copies less alike"
    )


@pytest.mark.parametrize("replicas", ["count: 2, common_cause: 10%", "count: 3, common_cause: 0.1%", "count: 3"])
def test_replicas_that_help_are_fine(replicas: str) -> None:
    """The second one always is, and so is the third where common causes are rare."""
    assert messages(replicas) == []


def test_of_many_it_is_said_how_many_would_do() -> None:
    """Every one beyond that buys less than the share."""
    assert "; 2 would do" in messages("count: 9, common_cause: 10%")[0]
    assert "; 3 would do" in messages("count: 9, common_cause: 10%", share=parse_ratio("5%"))[0]


def test_replicas_that_are_needed_are_not_judged() -> None:
    """Of four of which two are needed the fourth helps less than a tenth, but the third does help."""
    (message,) = messages("count: 4, need: 2, common_cause: 20%")
    assert "; 3 would do" in message
    assert messages("count: 4, need: 4, common_cause: 20%") == []


def test_a_replica_may_be_worth_it_for_its_zone() -> None:
    """Where zones fail, one more zone helps though the copies seldom fail by themselves."""
    replicas = "count: 3, common_cause: 10%, over: [east, west, north]"
    assert messages(replicas) and not messages(replicas, zone="98%")


def test_where_something_else_decides_nothing_is_said() -> None:
    """On one zone it is the zone."""
    assert messages("count: 3, common_cause: 10%, over: [east]", zone="99%") == []


def test_what_is_not_counted_is_not_judged() -> None:
    """Without the availability of one copy a common cause says nothing."""
    assert list(RULE.check(architecture("components: {a: {slo: 99%, replicas: {count: 3, common_cause: 10%}}}"))) == []
