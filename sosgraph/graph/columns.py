"""A system of equations prepared for asking what each variable alone brings down."""

from sosgraph.frozen import dataclass
from sosgraph.graph.flat_equations import FlatEquations
from sosgraph.graph.reduced import columns, hosted, joined, next_of, picked, renumbered, rows, together
from sosgraph.graph.sparse import Numbers, numbers


@dataclass(frozen=True, slots=True)
class Columns:
    """The vertices of a system, callees before callers but on circles, and the rows and columns that must be computed.

    A vertex stands for the numbers that fail together. `following` is the vertex that alone needs it, for certain and on no
    circle with it; -1 where nothing needs it, else -2. `hosts` counts the variables that bring it down by that alone. The
    columns may bring down `rows`; `columns` are those among them, and `carried` the variables that each stands for. What
    is false anyway, whatever fails, is `fallen`; empty where that is nothing.
    """

    vertex_of: Numbers
    following: Numbers
    hosts: Numbers
    row_of: Numbers
    rows: tuple[Numbers, Numbers, Numbers, Numbers]
    columns: Numbers
    carried: Numbers
    column_of: Numbers
    fallen: bytes


def columns_of(equations: FlatEquations) -> Columns:
    """Return the system of `equations`, prepared."""
    enough, starts, heads = equations.enough, equations.starts, equations.heads
    order, vertex_of, winding = together(enough, starts, heads)
    enough, starts, heads = joined(enough, starts, heads, order, vertex_of)
    if winding:
        enough, starts, heads, place_of, ends = renumbered(enough, starts, heads)
        vertex_of = picked(place_of, vertex_of, -1)
    else:
        ends = numbers(len(enough))
    following = next_of(enough, starts, heads, ends)
    hosts = hosted(following, vertex_of, equations.variables)
    enough, starts, heads, ends, row_of = rows(enough, starts, heads, ends, following, hosts)
    at, carried, column_of = columns(following, hosts, row_of)
    return Columns(vertex_of, following, hosts, row_of, (enough, starts, heads, ends), at, carried, column_of, equations.fallen)
