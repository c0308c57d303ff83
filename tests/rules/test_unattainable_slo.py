"""Promises above the composite."""

import pytest

from sosgraph.rules import unattainable_slo
from sosgraph.rules.contradictory_slo import RULE as CONTRADICTORY
from sosgraph.rules.unattainable_slo import RULE
from sosgraph.rules.weakest_promise import RULE as WEAKEST
from tests.yaml_architecture import architecture


def test_a_promise_equal_to_the_composite_is_kept() -> None:
    """Rounding alone never breaks a promise."""
    text = """
    components:
      a: {availability: 99.9%, slo: 99.8001%, depends_on: [b]}
      b: {availability: 99.9%}
    """
    findings = list(RULE.check(architecture(text)))
    assert findings == []


def test_a_leaf_may_not_promise_more_than_its_own_part() -> None:
    """A leaf is judged too."""
    text = """
    components:
      a: {availability: 99.9%, slo: 99.91%}
    """
    findings = list(RULE.check(architecture(text)))
    assert [finding.at.path[-3:] for finding in findings] == [("a", "slo", "availability")]


def test_the_strictest_promise_is_judged_and_placed() -> None:
    """Of several objectives the strictest is reported."""
    text = """
    components:
      a:
        mtbf: 999h
        mttr: 1h
        slo: [99%, {availability: 99.95%}, 99.5%]
    """
    findings = list(RULE.check(architecture(text)))
    assert [finding.at.path[-2:] for finding in findings] == [(1, "availability")]


def test_a_shared_part_is_counted_once() -> None:
    """What two callees share is counted once, so that a tight promise is kept."""
    text = """
    components:
      a: {availability: 100%, slo: 99%, depends_on: [b, c]}
      b: {availability: 100%, depends_on: [d]}
      c: {availability: 100%, depends_on: [d]}
      d: {availability: 99%}
    """
    findings = list(RULE.check(architecture(text)))
    assert findings == []


def test_the_worst_callee_comes_first() -> None:
    """The notes name the callees that lose the most, the worst first."""
    text = """
    components:
      a: {availability: 100%, slo: 99.99%, depends_on: [good, bad, perfect]}
      good: {slo: 99.9%}
      bad: {slo: 99%}
      perfect: {slo: 100%}
    """
    findings = list(RULE.check(architecture(text)))
    assert [note.message for note in findings[0].notes] == ["bad reaches 99 %", "good reaches 99.9 %"]


def test_a_journey_is_judged_by_all_that_it_goes_through() -> None:
    """What its components share is counted once."""
    text = """
    components:
      a: {availability: 99.9%, depends_on: [c]}
      b: {availability: 99.9%, depends_on: [c]}
      c: {availability: 99%}
    journeys:
      buy: {through: [a, b], slo: 98.81%}
      look: {through: [a, b], slo: 98.80%}
    """
    (finding,) = RULE.check(architecture(text))
    assert finding.message.startswith("journey buy promises 98.81 %, but what it goes through reaches 98.8021 % at most;")
    assert [note.at.path[1:] for note in finding.notes] == [("journeys", "buy", "through", 0), ("journeys", "buy", "through", 1)]


@pytest.mark.parametrize(
    ("text", "weak", "reached"),
    [
        (
            "web: {availability: 99.95%, slo: 99.9%, depends_on: [db]}, db: {slo: 99.9%, runs_on: r}",
            "db promises 99.9 %",
            "99.85005 %",
        ),
        (
            "web: {availability: 99.99%, slo: 99.9%, depends_on: [mid]}, mid: {availability: 100%, depends_on: [s3]}, "
            "s3: {external: true, sla: 99.9%, depends_on: [r]}",
            "s3 promises 99.9 %",
            "99.89001 %",
        ),
        (
            "web: {availability: 99.99%, slo: 99.5%, depends_on: [auth]}, auth: {slo: 99%, depends_on: [r]}",
            "auth promises 99 %",
            "98.9901 %",
        ),
    ],
)
def test_callees_of_which_only_a_promise_is_known_count_with_it(text: str, weak: str, reached: str) -> None:
    """A promise or a vendor's contract does not stop counting when a dependency is written, nor by an own part of the caller."""
    described = architecture(f"{{components: {{{text}, r: {{availability: 99.99%}}}}}}")
    (finding,) = RULE.check(described)
    assert f"but {weak} and no more is known of it, so that what it is made of reaches {reached} at most" in finding.message
    assert not list(WEAKEST.check(described)) and not list(CONTRADICTORY.check(described)), "one promise gets one finding"


def test_what_a_promise_shares_is_counted_once() -> None:
    """The part that two promises rest on fails once; what the promise leaves of its own is what is left then."""
    text = """
    components:
      a: {availability: 100%, slo: 99.7%, depends_on: [b, c]}
      b: {slo: 99.8%, depends_on: [d]}
      c: {slo: 99.8%, depends_on: [d]}
      d: {availability: 99.9%}
    """
    assert list(RULE.check(architecture(text))) == [], "99.7003 %, not 99.6004 %"
    assert len(list(RULE.check(architecture(text.replace("99.7%", "99.701%"))))) == 1


def test_a_callee_that_is_known_better_than_it_promises_counts_with_that() -> None:
    """Its promise is another rule's concern."""
    text = """
    components:
      web: {availability: 99.99%, slo: 99.5%, depends_on: [auth]}
      auth: {availability: 99.9%, slo: 99%, depends_on: [db]}
      db: {slo: 99.99%}
    """
    described = architecture(text)
    assert not list(RULE.check(described)) and len(list(WEAKEST.check(described))) == 1


def test_a_journey_through_what_only_promises_counts_that() -> None:
    """As a component on top of it would."""
    text = "{components: {a: {slo: 99%, depends_on: [b]}, b: {availability: 99.9%}}, journeys: {buy: {through: [a], slo: 99.5%}}}"
    (finding,) = RULE.check(architecture(text))
    assert finding.message.startswith("journey buy promises 99.5 %, but a promises 99 % and no more is known of it")


def test_what_eats_most_is_named() -> None:
    """With its share, all redundancy considered: the worse of two of which one is enough takes less than what both need."""
    text = """
    components:
      a: {availability: 99.99%, slo: 99.95%, depends_on: [{any_of: [b, c]}, d]}
      b: {availability: 99%}
      c: {availability: 99%}
      d: {availability: 99.9%}
    """
    (finding,) = RULE.check(architecture(text))
    assert finding.message.endswith("; promise less, or improve d, which takes most of it (83 %)")
    (finding,) = RULE.check(architecture("components: {a: {availability: 99%, slo: 99.5%}}"))
    assert finding.message.endswith("or improve its own part, which takes most of it (100 %)")
    three = "{availability: 99.9%, slo: 99.9%, depends_on: [b, c]}, b: {availability: 99.9%}, c: {availability: 99.9%}"
    (finding,) = RULE.check(architecture(f"components: {{a: {three}}}"))
    assert finding.message.endswith("which takes the largest share of it (33 %)")
    many = ", ".join(f"b{place}" for place in range(20))
    parts = ", ".join(f"b{place}: {{availability: 99.9%}}" for place in range(20))
    (finding,) = RULE.check(architecture(f"components: {{a: {{availability: 100%, slo: 99%, depends_on: [{many}]}}, {parts}}}"))
    assert finding.message.endswith("or improve its parts, of which none stands out")


def test_after_some_that_are_too_entangled_no_other_is_solved(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each would take seconds, and be as entangled; the promises are reported all the same."""
    asked: list[str] = []
    monkeypatch.setattr(unattainable_slo, "_eats_most", lambda architecture, name: asked.append(name))
    parts = ", ".join(f"a{place}: {{availability: 99%, slo: 99.9%}}" for place in range(10))
    findings = list(RULE.check(architecture(f"components: {{{parts}}}")))
    assert len(findings) == 10 and all(finding.message.endswith("or improve its parts") for finding in findings)
    assert len(asked) == 3
