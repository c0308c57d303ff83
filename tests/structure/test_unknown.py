"""Who rests on what is not known, told from components alone, against the structure function."""

from hypothesis import given

from sosgraph.model.architecture import Architecture
from sosgraph.structure.functions import function_of
from sosgraph.structure.unknown import doubtful, on_unknown
from sosgraph.structure.unknown_parts import above_unknown, unknown_parts
from tests.strategies import architectures


@given(drawn=architectures())
def test_components_tell_the_same_as_equations(drawn: Architecture) -> None:
    """The same parts without a number, and the same components that can only be worse than they seem."""
    function = function_of(drawn)
    found = on_unknown(function)
    assert frozenset(unknown_parts(drawn)) == function.unknown
    assert above_unknown(drawn) == {name for name, number in function.up.items() if found[number]}


@given(drawn=architectures())
def test_nothing_is_in_doubt_where_nothing_is_negated(drawn: Architecture) -> None:
    """What is not known can only make it worse then."""
    function = function_of(drawn)
    assert function.equations.coherent and not any(doubtful(function))
