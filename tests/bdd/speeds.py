"""The kernel at its two speeds: as it was installed, and run from its source."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from sosgraph.bdd import kernel


def interpreted_kernel() -> ModuleType:
    """Return the kernel run from its source, whether a compiled one stands beside it or not."""
    spec = spec_from_file_location("interpreted_kernel", Path(kernel.__file__).with_name("kernel.py"))
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


KERNELS = (interpreted_kernel(), kernel) if kernel.COMPILED else (kernel,)
NAMES = [f"{'compiled' if module.COMPILED else 'interpreted'}" for module in KERNELS]
