"""Where multiplying promises too much."""

from sosgraph.rules.naive_product_misleads import RULE
from tests.yaml_architecture import architecture

BELOW = """
    components:
      web: {availability: 99.99%, slo: 99.5%, depends_on: [search]}
      search: {availability: 99.99%, depends_on: [{any_of: [east, west]}]}
      east: {availability: 99.9%, depends_on: [index]}
      west: {availability: 99.9%, depends_on: [index]}
      index: {availability: 99.9%, depends_on: [disk]}
      disk: {availability: 99.99%}
"""


def messages(text: str, **parameters: float) -> list[str]:
    """Return what is found in an architecture."""
    return [finding.message for finding in RULE.check(architecture(text), **parameters)]


def test_what_the_members_share_is_named() -> None:
    """The nearest of it, with the group that shares it and both numbers."""
    (finding,) = RULE.check(architecture(BELOW))
    assert finding.message == (
        "web reaches 99.86993 % at most, not 99.97956 % as by multiplying availabilities in series and failures in parallel "
        "(6.36 times the unavailability): index counts as if each member of 'any of' of search had its own"
    )
    assert finding.at.path[-2:] == ("slo", "availability")
    assert [note.message for note in finding.notes] == ["index is below several members"]


def test_the_factor_is_a_parameter() -> None:
    """What is less off is fine."""
    assert messages(BELOW, factor=7.0) == []


def test_the_owner_of_the_group_is_left_to_the_rule_about_groups() -> None:
    """So that nothing is said twice of one component."""
    text = BELOW.replace("search: {availability: 99.99%,", "search: {availability: 99.99%, slo: 99.5%,")
    assert [message.split()[0] for message in messages(text)] == ["web"]


def test_sharing_in_series_is_on_the_safe_side() -> None:
    """There the product promises too little."""
    text = """
    components:
      web: {availability: 99.99%, slo: 99.5%, depends_on: [a, b, c, d]}
      a: {depends_on: [e]}
      b: {depends_on: [e]}
      c: {depends_on: [e]}
      d: {depends_on: [e]}
      e: {availability: 99.9%}
    """
    assert messages(text) == []


def test_an_entry_is_judged_though_it_promises_nothing() -> None:
    """And so is a group that survives as much as it should: both members need one of the same two zones."""
    text = """
    components:
      web: {availability: 99.9999%, entry: true, depends_on: [{any_of: [a, b]}]}
      a: {availability: 99.9%, runs_on: {any_of: [east, west]}}
      b: {availability: 99.9%, runs_on: {any_of: [east, west]}}
      east: {availability: 99.5%}
      west: {availability: 99.5%}
    """
    (message,) = messages(text)
    assert "east counts as if each member of 'any of' of web had its own" in message
