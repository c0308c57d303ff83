"""What is too entangled for the few nodes that a decision diagram may have."""

import pytest

from sosgraph.bdd import ladder
from sosgraph.model.architecture import Architecture
from sosgraph.structure import allowance, solutions
from sosgraph.structure.allowance import Allowance
from tests.yaml_architecture import architecture

MESH = """
    components:
      top: {availability: OWN, mttr: 1h, slo: 99%, entry: true, depends_on: [{any_of: [a, b]}]}
      a: {availability: 99%, mttr: 1h, depends_on: [{any_of: [x, y]}]}
      b: {availability: 99%, mttr: 1h, depends_on: [{any_of: [y, z]}]}
      x: {observed: {good: 990, total: 1000}, mttr: 1h}
      y: {observed: {good: 990, total: 1000}, mttr: 1h}
      z: {observed: {good: 990, total: 1000}, mttr: 1h}
"""
NOTHING, SOME, NEARLY_ALL = "100%", "99.9%", "90%"
"""The own parts of `top` with which single failures cause nothing, most, and nearly all of its downtime."""


def mesh(monkeypatch: pytest.MonkeyPatch, own: str, order: int = 1) -> Architecture:
    """Return an architecture of which no diagram has enough nodes, so that cut sets up to `order` stand for it."""
    monkeypatch.setattr(allowance, "_LEAST", 1)
    monkeypatch.setattr(solutions, "allowance_of", lambda architecture: Allowance(0))
    monkeypatch.setattr(ladder, "NODES", 1)
    monkeypatch.setattr(solutions, "_ORDER", order)
    return architecture(MESH.replace("OWN", own))
