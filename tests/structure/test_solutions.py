"""Solved numbers of the structure function."""

from itertools import product
from math import fsum, prod

import pytest
from hypothesis import assume, given, settings

from sosgraph.model.architecture import Architecture
from sosgraph.structure import allowance, solutions
from sosgraph.structure.allowance import allowance_of
from sosgraph.structure.composites import composite_availability
from sosgraph.structure.functions import function_of
from sosgraph.structure.solutions import solved_number
from tests.strategies import architectures
from tests.yaml_architecture import architecture


@settings(max_examples=40)
@given(drawn=architectures())
def test_agrees_with_the_composite(drawn: Architecture) -> None:
    """The solution of a component fails with the probability that its composite says."""
    function = function_of(drawn)
    for name, estimate in composite_availability(drawn).items():
        found = solved_number(drawn, function.up[name])
        assert found.order is None
        assert found.lower == found.upper == pytest.approx(estimate.unavailability_low, rel=1e-9, abs=1e-15)
        assert not function.never_fails.intersection(found.solution.support)


def test_is_found_once() -> None:
    """However many analyses ask."""
    described = architecture("components: {app: {availability: 99%}}")
    number = function_of(described).up["test/app"]
    assert solved_number(described, number) is solved_number(described, number)
    assert function_of(described) is function_of(described)


@settings(max_examples=40)
@given(drawn=architectures(max_components=6, extras=3))
def test_what_is_too_large_is_solved_in_part(drawn: Architecture) -> None:
    """Without a diagram of the whole, its cut sets of up to three failures stand for it, and the truth is in the interval."""
    function = function_of(drawn)
    random = [variable for variable, failure in enumerate(function.failure) if 0 < failure < 1]
    assume(len(random) <= 9)
    never = [variable for variable, failure in enumerate(function.failure) if failure == 1]
    name = next(iter(drawn.components))
    down = []
    for state in product((False, True), repeat=len(random)):
        failed = [variable for variable, fails in zip(random, state, strict=True) if fails]
        if not function.equations.greatest_solution([*never, *failed])[function.up[name]]:
            chances = (function.failure[v] if fails else 1 - function.failure[v] for v, fails in zip(random, state, strict=True))
            down.append(prod(chances))
    found = solutions.solved_in_part(function, function.up[name])
    assert found.order is None or found.order <= 3
    assert found.lower * (1 - 1e-9) <= fsum(down) <= found.upper * (1 + 1e-9) + 1e-15
    assert found.solution.failure(function.failure) <= fsum(down) * (1 + 1e-9) + 1e-15
    assert not function.never_fails.intersection(found.solution.support)


def test_what_is_too_seldom_for_any_number_is_not_never() -> None:
    """Hundreds of copies that all have to fail: the product is below all floats."""
    described = architecture("components: {a: {availability: 99.9%, replicas: 200}, b: {replicas: 200}}")
    function = function_of(described)
    found = solved_number(described, function.up["test/a"])
    assert found.upper == 0.0 and found.vanishing
    assert not solved_number(described, function.up["test/b"]).vanishing


def test_questions_share_what_may_be_spent(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one uses up another does not have, and then its cut sets of few failures stand for it."""
    text = "components: {a: {availability: 99%, replicas: {count: 60, need: 30}}, b: {availability: 99%, depends_on: [a]}}"
    described = architecture(text)
    number = function_of(described).up["test/a"]
    monkeypatch.setattr(allowance, "_LEAST", 10)
    allowance_of(described).spend(1 << 40)
    assert solved_number(described, number).order is not None
    assert solved_number(architecture(text), number).order is None


def test_settings_are_no_failures_in_part_either() -> None:
    """A house event that holds counts in no cut set and in no order: as where all is solved."""
    described = architecture("""
        components:
          top: {availability: 100%, depends_on: [{any_of: [a, h]}, {any_of: [b, c, off]}]}
          a: {availability: 99%}
          b: {availability: 99%}
          c: {availability: 99%}
          h: {kind: house-event, availability: 0%}
          off: {kind: house-event, availability: 100%}
    """)
    function = function_of(described)
    found = solutions.solved_in_part(function, function.up["test/top"])
    assert found.solution.support == (function.part["test/a"],) and found.order is None
    assert found.lower == found.upper == pytest.approx(0.01)
