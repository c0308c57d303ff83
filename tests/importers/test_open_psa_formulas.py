"""Formulas of failing against their truth tables: up is where the formula is false."""

from itertools import product
from math import fsum, prod
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.importers.open_psa_models import event, gate, loaded, tree, unavailability

NAMES = "abcd"
CHANCES = {"a": 0.1, "b": 0.25, "c": 0.5, "d": 0.7}
EVENTS = "".join(event(name, chance) for name, chance in CHANCES.items())


def holds(formula: ElementTree.Element, state: dict[str, bool]) -> bool:
    """Tell whether a formula is true, by the definitions of the Open-PSA format (version 2.0d, table of connectives)."""
    if formula.tag in ("event", "basic-event", "gate"):
        return state[formula.attrib["name"]]
    if formula.tag == "constant":
        return formula.attrib["value"] == "true"
    given_ = [holds(child, state) for child in formula]
    return {
        "and": lambda: all(given_),
        "or": lambda: any(given_),
        "not": lambda: not given_[0],
        "nand": lambda: not all(given_),
        "nor": lambda: not any(given_),
        "xor": lambda: given_[0] != given_[1],
        "iff": lambda: given_[0] == given_[1],
        "imply": lambda: not given_[0] or given_[1],
        "atleast": lambda: sum(given_) >= int(formula.attrib["min"]),
        "cardinality": lambda: int(formula.attrib["min"]) <= sum(given_) <= int(formula.attrib["max"]),
    }[formula.tag]()


def chance(formula: str) -> float:
    """Return the probability of a formula over the four events, by adding up all 16 states."""
    root = ElementTree.fromstring(formula)
    states = (dict(zip(NAMES, state, strict=True)) for state in product((False, True), repeat=len(NAMES)))
    weights = (
        prod(CHANCES[name] if state[name] else 1 - CHANCES[name] for name in NAMES) for state in states if holds(root, state)
    )
    return fsum(weights)


def many(tag: str, arguments: list[str], attributes: str = "") -> str:
    return f"<{tag}{attributes}>{''.join(arguments)}</{tag}>"


def joined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return formulas whose arguments are distinct ones of `inner`."""

    def several(least: int, most: int) -> st.SearchStrategy[list[str]]:
        return st.lists(inner, min_size=least, max_size=most, unique=True)

    def counted(arguments: list[str]) -> st.SearchStrategy[str]:
        size = len(arguments)
        least = st.integers(1, size).map(lambda low: many("atleast", arguments, f' min="{low}"'))
        between = st.integers(1, size).flatmap(
            lambda low: st.integers(low, size).map(lambda high: many("cardinality", arguments, f' min="{low}" max="{high}"'))
        )
        return least | between

    plain = st.builds(many, st.sampled_from(("and", "or", "nand", "nor")), several(1, 3))
    pairs = st.builds(many, st.sampled_from(("xor", "iff", "imply")), several(2, 2))
    return plain | pairs | several(1, 4).flatmap(counted) | st.builds(many, st.just("not"), several(1, 1))


EVENT = st.sampled_from([f'<event name="{name}"/>' for name in NAMES] + ['<constant value="true"/>', '<constant value="false"/>'])
FORMULAS = st.recursive(EVENT, joined, max_leaves=8)


@settings(max_examples=120, deadline=None)
@given(FORMULAS)
def test_up_is_where_the_formula_is_false(formula: str) -> None:
    """Whatever the formula, its gate is down with the probability of the formula, negations and constants included."""
    found, _ = loaded(tree(gate("top", formula) + EVENTS))
    assert not found.findings
    assert unavailability(found.architecture, "t/top") == pytest.approx(chance(formula), abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(st.lists(joined(EVENT), min_size=3, max_size=3))
def test_gates_stand_for_their_formulas(formulas: list[str]) -> None:
    """A formula over gates is that over their formulas, in whichever order and tree they are defined."""
    one, two, three = formulas
    inside = '<xor><gate name="one"/><or><gate name="two"/><not><gate name="three"/></not></or></xor>'
    text = tree(gate("top", inside) + gate("one", one) + EVENTS)
    text = text.replace(
        "\n</opsa-mef>", f'<define-fault-tree name="u">{gate("three", three)}{gate("two", two)}</define-fault-tree></opsa-mef>'
    )
    found, _ = loaded(text)
    assert not found.findings
    assert unavailability(found.architecture, "t/top") == pytest.approx(
        chance(f"<xor>{one}<or>{two}<not>{three}</not></or></xor>"), abs=1e-12
    )
