"""The kernel at its two speeds: as it was installed, and run from its source."""

from sosgraph.bdd import kernel
from tests.from_source import from_source

KERNELS = (from_source("sosgraph.bdd", "kernel")["kernel"], kernel) if kernel.COMPILED else (kernel,)
NAMES = [f"{'compiled' if module.COMPILED else 'interpreted'}" for module in KERNELS]
