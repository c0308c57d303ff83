"""Kernels as they run where no C compiler is."""

import sys
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType


def from_source(package: str, *names: str) -> dict[str, ModuleType]:
    """Return modules of a package by name, run from source in this order, whether compiled ones stand beside them or not.

    They import one another; everybody else goes on importing those that are installed.
    """
    whole = import_module(package)
    folder = Path(str(whole.__file__)).parent
    kept = {name: sys.modules.get(f"{package}.{name}") for name in names}
    modules = {}
    try:
        for name in names:
            spec = spec_from_file_location(f"{package}.{name}", folder / f"{name}.py")
            assert spec is not None and spec.loader is not None
            sys.modules[spec.name] = modules[name] = module_from_spec(spec)
            setattr(whole, name, modules[name])
            spec.loader.exec_module(modules[name])
    finally:
        for name, module in kept.items():
            sys.modules.pop(f"{package}.{name}", None)
            vars(whole).pop(name, None)
            if module is not None:
                sys.modules[f"{package}.{name}"] = module
                setattr(whole, name, module)
    return modules
