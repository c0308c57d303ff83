"""Loops of feedback and controllers: which there are, their signs and delays."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.controller import Controller, Feedback
from sosgraph.structure.influence_loops import influence_loops
from tests.strategies import architectures
from tests.yaml_architecture import architecture


def test_feedback_and_dependencies_close_a_loop() -> None:
    """A dependency carries failure from the callee to the caller, with +; the delays add up."""
    described = architecture(
        """
        components:
          router: {depends_on: [model]}
          model: {}
          clicks: {}
        feedback:
          - {from: router, to: clicks, sign: +, delay: 1d}
          - {from: clicks, to: model, sign: -, delay: 7d, through: training}
        """
    )
    (loop,) = influence_loops(described).loops
    assert [one.source for one in loop.influences] == ["test/router", "test/clicks", "test/model"]
    assert [one.manner for one in loop.influences] == ["feedback", "feedback", "dependency"]
    assert loop.sign == -1
    assert loop.delay_s == 8 * 86_400
    assert loop.undelayed == 0


def test_two_influences_between_the_same_make_two_loops() -> None:
    """One reinforces and one balances; they are not added up."""
    described = architecture(
        """
        components: {a: {depends_on: [b]}, b: {}}
        feedback: [{from: a, to: b, sign: +}, {from: a, to: b, sign: -, delay: 1h}]
        """
    )
    loops, complete = influence_loops(described)
    assert [(loop.sign, loop.delay_s, loop.undelayed) for loop in loops] == [(1, None, 1), (-1, 3600.0, 0)]
    assert complete


def test_what_a_controller_does_has_no_sign() -> None:
    """An autoscaler that senses and acts on one component is a loop of one, with its lag."""
    described = architecture(
        """
        components: {a: {}, b: {depends_on: [a]}}
        controllers: [{name: scaler, senses: a.cpu, acts: a.concurrency, lag: 3m}, {name: valve, senses: b.errors, acts: a.rate}]
        """
    )
    one, two = influence_loops(described).loops
    assert (one.sign, one.delay_s, [step.through for step in one.influences]) == (None, 180.0, ["scaler"])
    assert (two.sign, two.delay_s, two.undelayed) == (None, None, 1)


def test_dependencies_alone_are_no_influence_loop() -> None:
    """They are told as cycles of dependencies."""
    assert influence_loops(architecture("components: {a: {depends_on: [b]}, b: {depends_on: [a]}}")) == ((), True)


@given(st.lists(st.sampled_from((1, -1)), min_size=1, max_size=6), st.booleans())
def test_an_even_number_of_opposite_influences_reinforces(signs: list[int], unknown: bool) -> None:
    """The sign of a ring is the product of its signs, and unknown when one of them is."""
    names = [f"s/{number}" for number in range(len(signs) + unknown)]
    declared = [*signs, *([None] if unknown else [])]
    feedback = tuple(
        Feedback(name, names[(at + 1) % len(names)], sign) for at, (name, sign) in enumerate(zip(names, declared, strict=True))
    )
    ring = Architecture({name: Component(name, "s") for name in names}, ("s",), feedback)
    (loop,) = influence_loops(ring).loops
    assert loop.sign == (None if unknown else (1 if signs.count(-1) % 2 == 0 else -1))


def test_loops_beyond_the_limit_are_not_called_complete() -> None:
    """Nine components that all influence one another have more than fifty loops."""
    names = [f"s/{number}" for number in range(9)]
    feedback = tuple(Feedback(one, other, 1) for one in names for other in names if one != other)
    loops, complete = influence_loops(Architecture({name: Component(name, "s") for name in names}, ("s",), feedback), 50)
    assert len(loops) == 50
    assert not complete


@settings(max_examples=80)
@given(architectures())
def test_every_loop_is_a_circle_with_something_declared(drawn: Architecture) -> None:
    """Each influence leads on to the next, the last to the first, and not all of them are dependencies."""
    loops, _ = influence_loops(drawn)
    for loop in loops:
        sources = [one.source for one in loop.influences]
        assert [one.target for one in loop.influences] == sources[1:] + sources[:1]
        assert len(set(sources)) == len(sources)
        assert any(one.manner != "dependency" for one in loop.influences)


def test_a_signal_of_nothing_known_is_passed_over() -> None:
    """A controller in code written by hand may sense what no component is."""
    described = Architecture({"s/a": Component("s/a", "s")}, ("s",), (), (Controller("c", ("x.y",), ("s/a.z",)),))
    assert influence_loops(described) == ((), True)
