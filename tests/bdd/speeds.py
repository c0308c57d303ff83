"""The kernel at its two speeds: as it was installed, and run from its source."""

from types import ModuleType

from sosgraph.bdd import kernel, trials
from tests.from_source import from_source

KERNELS = (from_source("sosgraph.bdd", "kernel")["kernel"], kernel) if kernel.COMPILED else (kernel,)
NAMES = [f"{'compiled' if module.COMPILED else 'interpreted'}" for module in KERNELS]


def trial_doors() -> dict[str, ModuleType]:
    """Return the module `trials` by Python integers, by strips that are interpreted, and as installed."""
    by_integers, by_strips = (from_source("sosgraph.bdd", "gaps", "random_bits", "strips", "trials")["trials"] for _ in range(2))
    by_strips.COMPILED = True  # type: ignore[attr-defined]  # the strips, though nothing is compiled
    return {"installed": trials, "integers": by_integers, "strips": by_strips}
