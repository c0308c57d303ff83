"""Which unknown number matters most."""

from sosgraph.rules.unknown_matters import RULE
from tests.yaml_architecture import architecture

SHOP = """
    components:
      web: {availability: 99.99%, slo: 99.9%, depends_on: [cart, dns, {any_of: [red, blue]}]}
      cart: {availability: 99.99%, slo: 99.9%, depends_on: [db]}
      jobs: {availability: 99.9%, entry: true, depends_on: [db]}
      db:
      dns:
      red:
      blue:
"""


def test_the_one_that_most_falls_with_comes_first() -> None:
    """With how many, and the way to it; what is redundant is not named."""
    (finding,) = RULE.check(architecture(SHOP))
    assert finding.message == (
        "db has no number and counts as perfect, but without it 3 of the 3 that promise something or that users enter "
        "are down (web, cart, jobs); write its availability first, then those of dns (1)"
    )
    assert finding.at.path[-1] == "db"
    assert [note.message for note in finding.notes] == ["cart -> db", "web -> dns"]


def test_a_promise_of_a_journey_counts() -> None:
    """Whoever it goes through is promised."""
    text = """
    components:
      web: {availability: 99.99%, depends_on: [db]}
      db:
    """
    assert not list(RULE.check(architecture(text)))
    (finding,) = RULE.check(architecture(f"{text}\n    journeys: {{buy: {{through: [web], slo: 99%}}}}"))
    assert finding.message.startswith("db has no number")


def test_a_system_without_numbers_is_left_out() -> None:
    """Where nothing is known nothing stands out."""
    assert not list(RULE.check(architecture("components: {web: {entry: true, depends_on: [db]}, db: {}}")))


def test_a_promise_is_a_number() -> None:
    """What is published of a component stands for it until more is known, and says of itself what it says."""
    text = "components: {web: {slo: 99%, depends_on: [api]}, api: {slo: 99.9%, depends_on: [db]}, db: {availability: 99.9%}}"
    assert not list(RULE.check(architecture(text)))
