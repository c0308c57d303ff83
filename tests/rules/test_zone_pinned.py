"""Spread over zones, down with one of them."""

from hypothesis import given

from sosgraph.model.architecture import Architecture
from sosgraph.rules.zone_pinned import RULE
from tests.single_failures import single_failures
from tests.strategies import architectures
from tests.yaml_architecture import architecture

_ZONES = """
      zone-a: {kind: zone}
      zone-b: {kind: zone}
      zone-c: {kind: zone}
      region: {kind: region}
"""


def messages(text: str) -> list[str]:
    """Return what is found in components, the zones added."""
    return [finding.message for finding in RULE.check(architecture(f"components:{text}{_ZONES}"))]


def test_the_first_that_stands_alone_is_told_once() -> None:
    """With the nearest that is spread; what stands behind it is its own affair. The way is in the notes."""
    text = f"""components:
      web: {{depends_on: [api], runs_on: {{any_of: [zone-a, zone-b]}}}}
      api: {{depends_on: [db]}}
      admin: {{depends_on: [db], replicas: {{count: 3, over: [zone-a, zone-b, zone-c]}}}}
      db: {{depends_on: [disk], runs_on: zone-c}}
      disk: {{runs_on: zone-c}}{_ZONES}"""
    (finding,) = RULE.check(architecture(text))
    assert finding.message == (
        "db stands on zone-c alone, but admin, down without it, is spread over zone-a, zone-b, zone-c; "
        "spread db too, or let admin do without it"
    )
    assert finding.at.path[2:4] == ("db", "runs_on")
    assert [note.message for note in finding.notes] == ["admin -> db"]


def test_each_that_stands_alone_is_told() -> None:
    """All copies on one zone stand alone, too."""
    found = messages("""
      web: {depends_on: [db, queue], runs_on: {any_of: [zone-a, zone-b]}}
      db: {runs_on: zone-a}
      queue: {replicas: {count: 2, over: [zone-b]}}""")
    assert [message.partition(",")[0] for message in found] == [
        "db stands on zone-a alone",
        "queue stands on zone-b alone",
    ]


def test_what_is_not_spread_or_can_do_without_is_fine() -> None:
    """Zones all of which are needed, a redundant group, a fallback, another kind of domain."""
    assert not messages("""
      one: {depends_on: [db], runs_on: zone-b}
      both: {depends_on: [db], runs_on: [zone-a, zone-b]}
      full: {depends_on: [db], replicas: {count: 2, need: 2, over: [zone-a, zone-b]}}
      lame: {depends_on: [db], replicas: {count: 3, need: 2, over: [zone-a, zone-b]}}
      either: {depends_on: [{any_of: [db, other]}], runs_on: {any_of: [zone-a, zone-b]}}
      saved: {depends_on: [{on: db, fallback: other}], runs_on: {any_of: [zone-a, zone-b]}}
      wide: {depends_on: [store], runs_on: {any_of: [zone-a, zone-b]}}
      db: {runs_on: zone-a}
      other: {runs_on: zone-b}
      store: {runs_on: region}""")


def test_places_without_a_kind_are_not_compared() -> None:
    """A node and a cluster may both be without."""
    text = """
    components:
      web: {depends_on: [db], runs_on: {any_of: [x, y]}}
      db: {runs_on: x}
      x:
      y:
    """
    assert list(RULE.check(architecture(text))) == []


@given(architectures())
def test_the_domain_takes_them_down(drawn: Architecture) -> None:
    """∀ findings: where it is told, the loss of that domain alone takes the spread component down."""
    sets = single_failures(drawn)
    by_label = {drawn.label(name): name for name in drawn.components}
    for finding in RULE.check(drawn):
        pinned, _, rest = finding.message.partition(" stands on ")
        domain, _, rest = rest.partition(" alone, but ")
        caller = rest.partition(",")[0]
        bit = 1 << sets.bit[by_label[domain]]
        assert sets.sets[by_label[pinned]] & bit and sets.sets[by_label[caller]] & bit
