"""Components that nothing speaks of."""

from sosgraph.composition import read_document
from sosgraph.description.resolving import architecture_of
from sosgraph.importers.architecture import read
from sosgraph.rules.orphan_component import RULE
from tests.yaml_architecture import architecture


def test_a_single_component_is_fine() -> None:
    """One component alone is an architecture."""
    text = """
    components:
      a:
    """
    findings = list(RULE.check(architecture(text)))
    assert findings == []


def test_every_mention_counts() -> None:
    """Fallbacks, zones, journeys, scenarios, controllers, feedback and entries are mentions."""
    text = """
    components:
      a: {depends_on: [{on: b, fallback: c}]}
      b:
      c:
      d: {replicas: {count: 2, over: [zone]}}
      zone:
      e: {entry: true}
      f:
      g:
      h: {signals: [load]}
      i:
      j:
      orphan:
    journeys:
      buy: {through: [f]}
    scenarios:
      out: {on: g, kind: outage, for: 10s}
    controllers:
      - {name: scaler, senses: h.load, acts: h.load, needs: i}
    feedback:
      - {from: j, to: a}
    """
    findings = list(RULE.check(architecture(text)))
    assert [finding.at.path[-1] for finding in findings] == ["orphan"]


def test_a_slip_in_an_overlay_is_answered_with_the_name_that_was_meant() -> None:
    """A letter too many, too few, another or swapped, of a connected component that another file describes."""
    topology = "components: {web: {depends_on: [redis, db-1]}, redis: , db-1: }"
    overlay = "components: {reddis: , rdis: , radis: , rdeis: , db-2: , mail: }"
    documents = [read_document(name, f"system: s\n{text}".encode()) for name, text in (("a", topology), ("b", overlay))]
    found, _ = architecture_of(description for document in documents for description in read(document, read_document))
    said = {finding.at.path[-1]: finding.message for finding in RULE.check(found)}
    meant = {name: message.rpartition("; ")[2] for name, message in said.items()}
    slips = dict.fromkeys(("reddis", "rdis", "radis", "rdeis"), "did you mean 'redis'?")
    assert meant == {**slips, "db-2": "did you mean 'db-1'?", "mail": "connect it, or leave it out"}


def test_neighbours_in_one_file_are_no_slips() -> None:
    """Whoever writes `db-1` and `db-2` under one another means both."""
    found = RULE.check(architecture("components: {web: {depends_on: [db-1]}, db-1: , db-2: }"))
    assert [finding.message for finding in found] == ["db-2 needs nothing, and nothing needs it; connect it, or leave it out"]
