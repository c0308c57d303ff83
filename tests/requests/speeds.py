"""The simulation at its speeds: as it was installed, and run from its source."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from sosgraph.requests import run as installed

KERNELS = ("streams", "sample", "state", "agenda", "stations", "calling_off", "calls", "engine")
_USERS = ("guards", "system", "controls", "pseudo", "recording", "run")


def from_source() -> dict[str, ModuleType]:
    """Return the modules of the simulation, run from source, whether compiled ones stand beside them or not."""
    folder = Path(installed.__file__).parent
    names = {f"sosgraph.requests.{name}": name for name in (*KERNELS, *_USERS)}
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
            sys.modules.pop(full, None)
            if module is not None:
                sys.modules[full] = module
    return modules


SOURCE = from_source()
DOORS = {"interpreted": SOURCE["run"], "installed": installed}
