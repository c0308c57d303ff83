"""Systems, or owners, must not need one another in a circle."""

import networkx
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.model.architecture import Architecture
from tests.contracts.breaking import broken, messages, needs
from tests.strategies import architectures
from tests.yaml_architecture import architecture

SHOP = """
components:
  web: {owner: pages, depends_on: [users, web2]}
  web2: {owner: pages, depends_on: [web]}
  users: {owner: identity, depends_on: [mail]}
  mail: {owner: pages}
  lone: {depends_on: [web]}
"""


def test_a_circle_of_owners_is_told_with_a_dependency_for_each_step() -> None:
    """And with what would open it; a circle inside one owner is none."""
    (found,) = broken(architecture(SHOP), "acyclic", between="owners")
    assert found.message == "c: owners pages -> identity -> pages need one another; without users -> mail none would"
    assert [note.message for note in found.notes[:-1]] == ["users -> mail"]
    assert not messages(architecture(SHOP), "acyclic")


def test_only_some_may_be_asked_about() -> None:
    """The others are not there."""
    assert not messages(architecture(SHOP), "acyclic", between="owners", among=["web*", "users"])


@given(architectures(), st.booleans())
def test_broken_where_the_quotient_has_a_cycle(described: Architecture, systems: bool) -> None:
    """One finding for each of its strong components."""
    of = {name: part.system if systems else part.owner for name, part in described.components.items()}
    quotient: networkx.DiGraph[str] = networkx.DiGraph()
    for caller, callee in needs(described).edges:
        if of[caller] is not None and of[callee] is not None and of[caller] != of[callee]:
            quotient.add_edge(of[caller], of[callee])
    circles = [each for each in networkx.strongly_connected_components(quotient) if len(each) > 1]
    assert len(broken(described, "acyclic", between="systems" if systems else "owners")) == len(circles)
