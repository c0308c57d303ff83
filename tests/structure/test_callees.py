"""Whom a component names, in which role, and where."""

from hypothesis import given, settings

from sosgraph.model.architecture import Architecture
from sosgraph.model.dependency import Dependency
from sosgraph.structure.callees import rests_on, uses
from sosgraph.structure.function import structure_function
from tests.strategies import architectures
from tests.yaml_architecture import architecture


def test_every_role_is_told_with_its_place() -> None:
    """Hard ones in reading order with what stands in for them, then soft ones, then the zones that carry copies, once each."""
    text = """
    components:
      a:
        depends_on: [{any_of: [b, c]}, {on: d, fallback: e, phase: [start]}, {on: f, soft: true, fallback: g}]
        replicas: {count: 2, over: [y, y, z]}
      b:
      c:
      d:
      e:
      f:
      g:
      y:
      z:
    """
    found = list(uses(architecture(text).components["test/a"]))
    assert [(use.callee.removeprefix("test/"), use.role) for use in found] == [
        *(("b", "hard"), ("c", "hard"), ("d", "hard"), ("e", "fallback"), ("f", "soft"), ("g", "soft"), ("y", "zone"))
    ]
    assert [use.at.path[-1] for use in found] == ["on", "on", "on", "to", "on", "to", 0]
    assert rests_on(architecture(text).components["test/a"]) == ["test/b", "test/c", "test/y"]


def drawn_dependencies(drawn: Architecture) -> list[Dependency]:
    return [dependency for _, dependency, _ in drawn.dependencies()]


@settings(max_examples=60)
@given(drawn=architectures())
def test_the_structure_function_rests_on_no_other(drawn: Architecture) -> None:
    """What the equations of a component lead to directly is whom it rests on while running.

    And, where it sits out the outages of a callee, whom that one rests on: theirs it does not.
    """
    function = structure_function(drawn)
    name_of = {number: name for name, number in function.up.items()}
    for name, component in drawn.components.items():
        found, pending, seen = set(), [function.up[name]], {function.up[name]}
        while pending:
            number = pending.pop()
            for argument in function.equations.gates[number - function.equations.variables].arguments:
                if argument in name_of:
                    found.add(name_of[argument])
                elif argument >= function.equations.variables and argument not in seen:
                    seen.add(argument)
                    pending.append(argument)
        direct = set(rests_on(component))
        further = direct | {name}
        while not (step := {callee for one in further for callee in rests_on(drawn.components[one])}) <= further:
            further |= step
        assert direct <= found <= further
        if not any(dependency.tolerance_s for dependency in drawn_dependencies(drawn)):
            assert found == direct
