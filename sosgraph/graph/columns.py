"""A system of equations prepared for asking what each variable alone brings down."""

from sosgraph.frozen import dataclass
from sosgraph.graph.flat_equations import FlatEquations
from sosgraph.graph.hub import brought_down_by, hub_of, needed_by, parted, places_of, relieved
from sosgraph.graph.reduced import columns, hosted, joined, next_of, picked, renumbered, rows, together
from sosgraph.graph.sparse import Numbers, numbers

_MANY = 1 << 13  # columns, from which on finding a hub takes less time than it saves

Rows = tuple[Numbers, Numbers, Numbers, Numbers]


@dataclass(frozen=True, slots=True)
class Part:
    """Some columns and the rows they may bring down; where `down` is not empty, each brings down the rows that are 1 there.

    `columns` are rows, ascending, and `carried` the variables that each stands for.
    """

    rows: Rows
    columns: Numbers
    carried: Numbers
    down: Numbers


@dataclass(frozen=True, slots=True)
class Columns:
    """The vertices of a system, callees before callers but on circles, and the rows and columns that must be computed.

    A vertex stands for the numbers that fail together. `following` is the vertex that alone needs it, for certain and on no
    circle with it; -1 where nothing needs it, else -2. `hosts` counts the variables that bring it down by that alone.
    The columns of all `parts`, one after another, are those of `column_of`; `size` is the number of rows, the same in each.
    What is false anyway, whatever fails, is `fallen`; empty where that is nothing.
    """

    vertex_of: Numbers
    following: Numbers
    hosts: Numbers
    row_of: Numbers
    size: int
    parts: tuple[Part, ...]
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
    parts: tuple[Part, ...] = (Part((enough, starts, heads, ends), at, carried, numbers(0)),)
    hub = hub_of(vertex_of, len(following)) if len(at) > _MANY else -1
    if hub >= 0 and row_of[hub] >= 0:
        parts, order = _parts(parts[0], row_of[hub])
        column_of = picked(places_of(order), column_of, -1)
    return Columns(vertex_of, following, hosts, row_of, len(enough), parts, column_of, equations.fallen)


def _parts(whole: Part, hub: int) -> tuple[tuple[Part, ...], Numbers]:
    """Return what row `hub` settles and what it does not, and the numbers of the columns in the order of these parts."""
    enough, starts, heads, ends = whole.rows
    down = brought_down_by(enough, starts, heads, ends, hub)
    order, settled = parted(whole.columns, needed_by(enough, starts, heads, hub), down)
    if not settled:
        return (whole,), order
    at, carried = picked(whole.columns, order, 0), picked(whole.carried, order, 0)
    relief = (*relieved(enough, starts, heads, down), ends)
    return (
        Part(relief, at[:settled], carried[:settled], down),
        Part(whole.rows, at[settled:], carried[settled:], whole.down),
    ), order
