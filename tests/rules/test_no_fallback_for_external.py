"""Vendors that nothing stands in for."""

from sosgraph.rules.no_fallback_for_external import RULE
from tests.yaml_architecture import architecture


def messages(text: str) -> list[str]:
    """Return what is found in an architecture."""
    return [finding.message.partition(",")[0] for finding in RULE.check(architecture(text))]


def test_a_vendor_is_told_once() -> None:
    """At the first caller, with the others in the notes."""
    text = """
    components:
      web: {slo: 99%, depends_on: [cart, orders]}
      cart: {depends_on: [pay]}
      orders: {depends_on: [{on: pay, timeout: 1s}]}
      pay: {external: true}
    """
    (finding,) = RULE.check(architecture(text))
    assert finding.message.startswith("cart and 1 more stop with pay, which somebody else runs")
    assert [note.message for note in finding.notes] == ["orders needs it here"]


def test_whoever_can_do_without_is_fine() -> None:
    """A group, a fallback, a tolerance, soft, some requests only, not while running, a place to stand on."""
    text = """
    components:
      web:
        slo: 99%
        depends_on:
          - any_of: [a, b]
          - {on: c, fallback: b}
          - {on: d, tolerance: 5m}
          - {on: e, soft: true}
          - {on: f, probability: 10%}
          - {on: g, phase: deploy}
        runs_on: cloud
      a: {external: true}
      b: {external: true}
      c: {external: true}
      d: {external: true, mttr: 1m}
      e: {external: true}
      f: {external: true}
      g: {external: true}
      cloud: {external: true, kind: provider}
    """
    assert messages(text) == []


def test_what_nobody_relies_on_is_not_judged() -> None:
    """A promise, an entry, a journey, or somebody with one of these who needs it."""
    assert messages("components: {job: {depends_on: [pay]}, pay: {external: true}}") == []
    assert messages("components: {job: {entry: true, depends_on: [pay]}, pay: {external: true}}") == ["job stops with pay"]
    text = "components: {a: {depends_on: [b]}, b: {depends_on: [pay]}, pay: {external: true}}\njourneys: {buy: {through: a}}"
    assert messages(text) == ["b stops with pay"]
