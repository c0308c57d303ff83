"""The kernels of graphs at their speeds: as they were installed, run from their source, and the way around them."""

from types import ModuleType

from sosgraph.graph import brought_down
from tests.from_source import from_source

KERNELS = ("sparse", "reduced", "hub", "block", "counting", "turning", "dominators", "acyclic_order", "undominated")
_USERS = ("components", "flat_equations", "columns", "single_callers", "failure_sets", "tallies", "brought_down")


def _from_source() -> dict[str, ModuleType]:
    modules = from_source("sosgraph.graph", *KERNELS, *_USERS)
    modules["columns"]._MANY = 0  # type: ignore[attr-defined]  # a hub is looked for in small systems too
    return modules


def doors() -> dict[str, ModuleType]:
    """Return the module `brought_down` by blocks of words, interpreted and as installed, and by Python integers."""
    by_words, by_integers = (_from_source()["brought_down"] for _ in range(2))
    by_words.COMPILED = True  # type: ignore[attr-defined]  # the blocks, though nothing is compiled
    return {"interpreted": by_words, "integers": by_integers, "installed": brought_down}


SOURCE = _from_source()
DOORS = doors()
