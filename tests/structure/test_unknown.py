"""Who rests on what is not known, told from components alone, against the structure function."""

from hypothesis import given

from sosgraph.model.architecture import Architecture
from sosgraph.structure.functions import function_of
from sosgraph.structure.unknown import above_unknown, on_unknown, unknown_parts
from tests.strategies import architectures


@given(drawn=architectures())
def test_components_tell_the_same_as_equations(drawn: Architecture) -> None:
    """The same parts without a number, and the same components that can only be worse than they seem."""
    function = function_of(drawn)
    found = on_unknown(function)
    assert frozenset(unknown_parts(drawn)) == function.unknown
    assert above_unknown(drawn) == {name for name, number in function.up.items() if found[number]}
