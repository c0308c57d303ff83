"""Parsed content without some of its parts."""

from typing import Any

import pytest

from sosgraph.policy.pruning import pruned
from sosgraph.toml_lines import Path

CONTENT = {"a": {"b": [1, "x", "x", "y"], "c": 2}, "t": [{"n": 1}, {"n": 2, "l": ["q"]}]}


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        ([("a",)], {"t": CONTENT["t"]}),
        ([("a", "c"), ("t", 1, "l", "q")], {"a": {"b": [1, "x", "x", "y"]}, "t": [{"n": 1}, {"n": 2, "l": []}]}),
        ([("a", "b", "x")], {**CONTENT, "a": {"b": [1, "y"], "c": 2}}),
        ([("a", "b", 0), ("a", "b", 1)], {**CONTENT, "a": {"b": ["x", "y"], "c": 2}}),
        ([("t", 0)], {**CONTENT, "t": [None, CONTENT["t"][1]]}),
        ([("t", 0), ("t", 1, "n")], {**CONTENT, "t": [None, {"l": ["q"]}]}),
        ([("nowhere", 3, "x")], CONTENT),
        ([()], {}),
    ],
)
def test_leaves_out_what_the_paths_lead_to(paths: list[Path], expected: Any) -> None:
    """And changes nothing of what it was given; tables in a list keep their numbers."""
    before = repr(CONTENT)
    assert pruned(CONTENT, paths) == expected and repr(CONTENT) == before
