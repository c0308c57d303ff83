"""The kernels of graphs at their speeds: as they were installed, run from their source, and the way around them."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from sosgraph.graph import brought_down

KERNELS = ("sparse", "reduced", "block", "turning", "dominators")
_USERS = ("components", "columns", "single_callers", "failure_sets", "brought_down")


def from_source() -> dict[str, ModuleType]:
    """Return the kernels, and what uses them, run from source, whether compiled ones stand beside them or not."""
    folder = Path(brought_down.__file__).parent
    names = {f"sosgraph.graph.{name}": name for name in (*KERNELS, *_USERS)}
    kept = {full: sys.modules.get(full) for full in names}
    modules = {}
    try:
        for full, name in names.items():
            spec = spec_from_file_location(full, folder / f"{name}.py")
            assert spec is not None and spec.loader is not None
            sys.modules[full] = modules[name] = module_from_spec(spec)
            spec.loader.exec_module(modules[name])
    finally:
        for full, module in kept.items():
            sys.modules.pop(full)
            if module is not None:
                sys.modules[full] = module
    return modules


def doors() -> dict[str, ModuleType]:
    """Return the module `brought_down` by blocks of words, interpreted and as installed, and by Python integers."""
    by_words, by_integers = from_source()["brought_down"], from_source()["brought_down"]
    by_words.COMPILED = True  # type: ignore[attr-defined]  # the blocks, though nothing is compiled
    return {"interpreted": by_words, "integers": by_integers, "installed": brought_down}


SOURCE = from_source()
DOORS = doors()
