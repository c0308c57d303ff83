"""Several places speak of one policy."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.finding import Severity
from sosgraph.policy import Policy
from sosgraph.policy.layer import Layer
from sosgraph.policy.layers import policy_of

RULES = ("a", "b", "c")


def layer(**content: Any) -> Layer:
    """Return what a place says; `_` in a key stands for `-`."""
    return Layer({key.replace("_", "-"): value for key, value in content.items()}, lambda path: "here")


def test_nobody_says_anything() -> None:
    """The defaults."""
    assert policy_of(()) == Policy()


def test_the_nearer_word_holds() -> None:
    """Of every setting by itself."""
    far = layer(fail_on="info", rules={"a": {"severity": "info", "n": 1}}, importers={"i": {"x": 1}})
    near = layer(rules={"a": {"n": 2}}, importers={"i": {"y": 2}})
    policy = policy_of((far, near))
    assert policy.fail_on is Severity.INFO and policy.severities == {"a": "info"}
    assert policy.rules == {"a": {"n": 2}} and policy.importers == {"i": {"x": 1, "y": 2}}


@pytest.mark.parametrize(
    ("layers", "running"),
    [
        ([{"ignore": ["a"]}, {"ignore": ["b"]}], {"c"}),
        ([{"ignore": ["a"]}, {"select": ["a", "b"]}], {"a", "b"}),
        ([{"rules": {"a": {"severity": "off"}}}, {"select": ["a", "b"]}], {"a", "b"}),
        ([{"rules": {"a": {"severity": "off"}}}, {"select": ["*"]}], {"b", "c"}),
        ([{"select": ["a"]}, {"ignore": ["a"]}], set()),
        ([{"select": ["a"], "ignore": ["a"]}], set()),
        ([{"select": []}], set()),
        ([{"ignore": ["*"]}, {"ignore": []}], set()),
        ([{"ignore": ["*"]}, {"select": ["c"]}], {"c"}),
    ],
)
def test_select_begins_anew_and_ignore_takes_away(layers: list[dict[str, Any]], running: set[str]) -> None:
    """From what farther layers leave."""
    policy = policy_of([layer(**content) for content in layers])
    assert {rule for rule in RULES if policy.runs(rule)} == running


def test_contracts_replace_and_paths_follow() -> None:
    """A contract is known by its name; of rules for paths the last one that fits wins."""
    one = {"name": "n", "type": "tiers"}
    far = layer(
        contracts=[one, {"name": "m", "type": "tiers"}], per_path=[{"paths": ["*"], "rules": {"a": {"severity": "info"}}}]
    )
    near = layer(contracts=[{**one, "kinds": ["call"]}], per_path=[{"paths": ["x"], "rules": {"a": {"severity": "off"}}}])
    far, near = (Layer(each.content, each.origin, folder="/home", here="/home") for each in (far, near))
    policy = policy_of((far, near))
    assert [(each.name, dict(each.terms)) for each in policy.contracts] == [("n", {"kinds": ["call"]}), ("m", {})]
    assert (
        policy.severity("a", Severity.ERROR, "y") is Severity.INFO
        and policy.severity("a", Severity.ERROR, "../y") is Severity.ERROR
    )
    assert policy.judges("a", "y") and not policy.judges("a", "x")


said = st.fixed_dictionaries(
    {}, optional={"select": st.lists(st.sampled_from((*RULES, "*"))), "ignore": st.lists(st.sampled_from(RULES))}
)


@given(st.lists(said, max_size=4))
def test_is_what_one_layer_after_the_other_leaves(layers: list[dict[str, list[str]]]) -> None:
    """Held against the words of the page, one rule at a time."""
    policy = policy_of([layer(**content) for content in layers])
    for rule in RULES:
        runs = True
        for content in layers:
            if "select" in content:
                runs = rule in content["select"] or "*" in content["select"]
            runs = runs and rule not in content.get("ignore", ())
        assert policy.runs(rule) == runs
