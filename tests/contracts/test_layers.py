"""What lies lower must not reach what lies higher."""

import networkx
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.model.architecture import Architecture
from tests.contracts.breaking import broken, messages, needs
from tests.strategies import architectures
from tests.yaml_architecture import architecture

SHOP = """
components:
  web: {depends_on: [orders, database]}
  orders: {depends_on: [search, database]}
  search: {}
  database: {depends_on: [agent]}
  agent: {depends_on: [web]}
"""


def test_a_lower_one_may_not_reach_a_higher_one() -> None:
    """Through what is in no layer either; downwards anything goes, also past a layer."""
    found = messages(architecture(SHOP), "layers", layers=["web", "orders", "database"])
    assert found == ["database, in layer 'database', reaches web: database -> agent -> web, which lies higher"]


def test_those_in_one_layer_may_have_to_keep_apart() -> None:
    """With a bar between them; a colon leaves them free."""
    apart = messages(architecture(SHOP), "layers", layers=["orders | search", "database"])
    assert apart[0] == "orders, in layer 'orders', needs search, which stands apart beside it"
    assert not any("beside" in each for each in messages(architecture(SHOP), "layers", layers=["orders : search", "database"]))


def test_nobody_stands_in_two_layers() -> None:
    """It is said, and the upper one counts."""
    found = messages(architecture(SHOP), "layers", layers=["web", "search", "web"])
    assert found == ["contract 'c': web stands in two layers; name it in one"]


@given(architectures(), st.data())
def test_broken_where_any_path_leads_up(described: Architecture, data: st.DataObject) -> None:
    """Nothing is found exactly where no lower component reaches a higher one at all, through whomever."""
    names = list(described.components)
    level = {name: data.draw(st.integers(0, 3)) for name in names}  # 3: in no layer
    layers = [" : ".join(name for name in names if level[name] == each) for each in range(3)]
    graph = needs(described)
    upwards = any(
        level[callee] < level[name] < 3 for name in names for callee in networkx.descendants(graph, name) if level[callee] < 3
    )
    assert bool(broken(described, "layers", layers=[layer for layer in layers if layer])) == upwards
