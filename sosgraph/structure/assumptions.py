"""What every number of the structure function rests on, said wherever one is shown."""

from collections.abc import Sequence

from sosgraph.frozen import replace
from sosgraph.table import Table

INDEPENDENT = "own parts fail independently of one another; whatever is shared is a component of its own"
STEADY = "numbers are steady-state means of the declared graph, not forecasts"
DOUBTFUL = "parts without a number never fail, for better or worse where something has to fail for something else to hold"
ASSUMED = (f"assumed: {INDEPENDENT}", f"assumed: {STEADY}")


def with_assumptions(tables: Sequence[Table]) -> tuple[Table, ...]:
    """Return the tables with what every number rests on under the last of them."""
    return (*tables[:-1], *(replace(table, notes=(*table.notes, *ASSUMED)) for table in tables[-1:]))
