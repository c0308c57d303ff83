"""What falls with one variable: against failure sets of all."""

from hypothesis import given

from sosgraph.equations import Equations
from sosgraph.graph.failure_sets import failure_sets
from sosgraph.graph.falling import Falling
from sosgraph.graph.flat_equations import flat_equations
from tests.graph.test_failure_sets import systems


@given(drawn=systems())
def test_what_falls_is_what_has_the_variable_in_its_set(drawn: Equations) -> None:
    """Each number once, also on circles and where something is false anyway."""
    sets = failure_sets(drawn)
    falling = Falling(flat_equations(drawn))
    for variable in range(drawn.variables):
        found = list(falling.with_variable(variable))
        assert sorted(found) == [number for number, bits in enumerate(sets) if bits >> variable & 1]
