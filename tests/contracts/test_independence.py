"""Some must not reach one another, nor share what is named."""

import networkx
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.model.architecture import Architecture
from tests.contracts.breaking import broken, messages, needs
from tests.strategies import architectures
from tests.yaml_architecture import architecture

SHOP = """
components:
  east: {depends_on: [db-east, dns]}
  west: {depends_on: [db-west, dns, jobs]}
  jobs: {depends_on: [db-east]}
  db-east: {depends_on: [disks]}
  db-west: {depends_on: [disks]}
  disks: {}
  dns: {}
"""


def test_one_may_not_reach_another() -> None:
    """Through others; what several share that is not named is their business."""
    found = messages(architecture(SHOP), "independence", members=["*east", "*west"])
    assert found == ["west, of '*west', reaches db-east: west -> jobs -> db-east; neither may depend on the other"]


def test_what_is_named_may_not_be_shared() -> None:
    """One finding for each such thing, with a path from two members."""
    terms = {"members": ["*east", "*west"], "not_sharing": ["disks", "dns"]}
    _, disks, dns = broken(architecture(SHOP), "independence", **terms)
    assert disks.message == "c: '*east' and '*west' share disks: db-east -> disks and db-west -> disks"
    assert [(note.message, note.branch) for note in disks.notes[:-1]] == [("db-west -> disks", 1)]
    assert "share dns" in dns.message


def test_nobody_belongs_to_two_members() -> None:
    """It is said, and the first one counts."""
    found = messages(architecture(SHOP), "independence", members=["east", "*east"])
    assert found[-1] == "contract 'c': east belongs to two members; name it in one" and "db-east" in found[0]


@given(architectures(), st.data())
def test_broken_where_one_reaches_another_or_both_a_third(described: Architecture, data: st.DataObject) -> None:
    """Nothing is found exactly where nobody reaches another member, and no watched component is reached from two."""
    names = list(described.components)
    members = data.draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True))
    watched = set(data.draw(st.lists(st.sampled_from(names), max_size=2))) - set(members)
    below = {member: networkx.descendants(needs(described), member) for member in members}
    reached = any(other in below[member] for member in members for other in members if other != member)
    shared = any(sum(each in below[member] for member in members) > 1 for each in watched)
    assert bool(broken(described, "independence", members=members, not_sharing=sorted(watched))) == (reached or shared)
