"""Blast radii against putting one component after another down."""

from hypothesis import given, settings

from sosgraph.analyses.blast_radius import BlastRadius, answer, blast_radii
from sosgraph.model.architecture import Architecture
from sosgraph.structure.function import failure_function
from tests.strategies import architectures
from tests.yaml_architecture import architecture

SHOP = """
    components:
      web: {tier: 1, depends_on: [checkout, {on: ads, soft: true}]}
      checkout: {depends_on: [{any_of: [stripe, adyen]}, db]}
      report: {depends_on: [{on: db, probability: 10%}, {on: web, fallback: {to: ads, coverage: 90%}}]}
      stripe: {}
      adyen: {}
      ads: {}
      db: {replicas: {count: 2, over: [zone-a, zone-b]}}
      zone-a: {}
      zone-b: {}
    journeys:
      buy: {through: [web]}
"""


@settings(max_examples=60)
@given(drawn=architectures())
def test_what_falls_is_what_is_down_in_the_greatest_solution(drawn: Architecture) -> None:
    """A component is in the radius if and only if it is down while only the other one's own part is; degraded ones are up."""
    function = failure_function(drawn)
    for name, radius in blast_radii(drawn).items():
        solution = function.equations.greatest_solution([function.part[name]])
        assert list(radius.falls) == [other for other in drawn.components if other != name and not solution[function.up[other]]]
        assert all(solution[function.up[other]] for other in radius.degraded)


def test_redundancy_and_fallbacks_limit_the_radius() -> None:
    """Losing one member, a zone, a soft dependency or one of primary and fallback degrades; losing what is needed takes down."""
    radii = {name.removeprefix("test/"): radius for name, radius in blast_radii(architecture(SHOP)).items()}
    assert radii["stripe"] == BlastRadius((), ("test/checkout",))
    assert radii["zone-a"] == BlastRadius((), ("test/db",))
    assert radii["ads"] == BlastRadius((), ("test/web", "test/report"))
    assert radii["db"] == BlastRadius(("test/web", "test/checkout"), ("test/report",))
    assert radii["report"] == BlastRadius((), ())


def test_widest_radius_comes_first_with_its_journeys() -> None:
    """The table begins with what takes most important things down, and a component that is asked for is told link by link."""
    described = architecture(SHOP)
    (table,) = answer(described)
    assert table.rows[0][:4] == ("db", 2, ("web", "checkout"), ("buy",))
    asked, why = answer(described, component=("test/db",))
    assert [row[0] for row in asked.rows] == ["db"]
    assert [row[:2] for row in why.rows] == [("web", "web -> checkout -> db"), ("checkout", "checkout -> db")]


def test_what_weighs_most_comes_first_itself_included() -> None:
    """Share of visits, then rates of entries, then entries, tiers and size."""
    text = """
    components:
      wide: {}
      d: {depends_on: [wide]}
      e: {depends_on: [wide]}
      top: {tier: 0}
      some: {tier: 1, depends_on: [wide]}
      slow: {entry: {rate: 1/s}}
      fast: {entry: {rate: 100/s}}
      plain: {entry: true}
      rare: {}
      main: {}
      rest: {}
    journeys:
      buy: {through: [main], share: 60%}
      look: {through: [rare], share: 10%}
      other: {through: [rest]}
    """
    (table,) = answer(architecture(text))
    assert [row[0] for row in table.rows] == ["main", "rest", "rare", "fast", "slow", "plain", "top", "wide", "some", "d", "e"]
