"""Components of which no number is known."""

from hypothesis import given, settings

from sosgraph.model.architecture import Architecture
from sosgraph.rules.missing_slo import RULE
from sosgraph.structure.callees import uses
from sosgraph.structure.functions import function_of
from tests.strategies import architectures
from tests.yaml_architecture import architecture


def named(text: str) -> list[object]:
    """Return the components that are reported."""
    return [finding.at.path[2] for finding in RULE.check(architecture(text))]


def test_what_nobody_needs_to_run_is_left_alone() -> None:
    """Soft callees and callees of other phases may do without a number."""
    text = """
    components:
      a: {slo: 99%, depends_on: [{on: b, soft: true}, {on: c, phase: [start]}]}
      b:
      c:
    """
    assert named(text) == []


def test_a_number_counts_where_it_stands_for_the_part() -> None:
    """An SLA, mean times or counts are numbers; latency or a time to repair alone leave the availability unknown."""
    text = """
    components:
      a: {slo: 99%, depends_on: [b, c, d, e, f]}
      b: {sla: 99%}
      c: {observed: {good: 9, total: 10}}
      d: {mtbf: 30d, mttr: 1h}
      e: {mttr: 1h}
      f: {slo: {latency: 100ms, target: 99%}}
      g: {slo: 99%}
    """
    assert named(text) == ["e", "f"]
    words = [finding.message.partition(",")[0] for finding in RULE.check(architecture(text))]
    assert words == ["e has no number", "f has numbers of latency only"]


def test_counts_of_a_component_that_needs_others_are_of_the_whole() -> None:
    """What was counted of it includes what it needs, so its own part stays unknown."""
    text = "components: {a: {slo: 99%, depends_on: [c]}, c: {observed: {good: 9, total: 10}, depends_on: [d]}, d: {slo: 99%}}"
    (finding,) = RULE.check(architecture(text))
    assert finding.message.startswith(
        "c has only observed counts, which are of the whole, what it needs included, though a needs it"
    )


def test_fallbacks_and_zones_are_relied_on() -> None:
    """Whatever may decide whether its caller is up needs a number, the place is where it is named."""
    text = """
    components:
      web: {slo: 99%, depends_on: [{on: a, fallback: b}, d]}
      a: {slo: 99%}
      b: {}
      d: {availability: 99%, replicas: {count: 2, over: [z]}}
      z: {kind: zone}
    """
    assert named(text) == ["b", "z"]
    notes = [finding.notes[0].at.path[2:] for finding in RULE.check(architecture(text))]
    assert notes == [("web", "depends_on", 0, "fallback", "to"), ("d", "replicas", "over", 0)]


def test_an_entry_with_needs_is_covered_by_a_journey_with_an_availability() -> None:
    """The journey promises for it; one of latency does not, and a component of which nothing is known is told."""
    text = """
    components:
      a: {entry: true, depends_on: [d]}
      b: {entry: true, depends_on: [d]}
      c: {entry: true}
      d: {slo: 99%}
      e: {slo: 99%}
      f: {slo: 99%}
    journeys:
      buy: {through: [a, c], slo: 99%}
      look: {through: [b], slo: {latency: 1s, target: 99%}}
    """
    assert named(text) == ["b", "c"]


def test_a_contract_of_a_whole_says_nothing_of_the_part() -> None:
    """An SLA that a dependency throws away is told where it stands."""
    text = """
    components:
      x: {external: true, sla: 99.9%, depends_on: [dns]}
      dns: {slo: 99.99%}
    """
    (finding,) = RULE.check(architecture(text))
    assert finding.at.path[2:] == ("x", "sla") and finding.message.endswith("write its availability")


def test_a_system_without_numbers_is_one_finding() -> None:
    """Six services that were imported are not six findings."""
    lines = [f"  s{index}: {{depends_on: [s{index + 1}]}}" for index in range(5)]
    (finding,) = RULE.check(architecture("\n".join(["components:", *lines, "  s5: {}"])))
    assert finding.message.startswith(
        "5 of 6 components of test have no number, though others need them or requests enter there: s1,"
    )


@settings(max_examples=60)
@given(drawn=architectures())
def test_every_part_that_is_taken_as_perfect_and_relied_on_is_told(drawn: Architecture) -> None:
    """Unless it publishes an availability: a promise of its own, judged by others."""
    told = (
        " ".join(finding.message for finding in RULE.check(drawn)).replace(",", " ").replace(":", " ").replace(";", " ").split()
    )
    relied = {use.callee for one in drawn.components.values() for use in uses(one) if use.rests and use.needed_in("run")}
    for name in relied & function_of(drawn).unknown:
        assert drawn.components[name].availability_slos or drawn.label(name) in told
