"""The kernels as extension modules, where Cython and a C compiler can; all else is in pyproject.toml.

One source each, run as it stands or compiled: whatever goes wrong here, sosgraph is installed and works, more slowly.
"""

import warnings
from os import cpu_count

from setuptools import Extension, setup

KERNELS = (
    "bdd/kernel",
    "bdd/counting",
    "bdd/families",
    "bdd/force",
    "bdd/formula",
    "bdd/absorbed",
    "bdd/gaps",
    "bdd/strips",
    "fluid/attempting",
    "fluid/calling",
    "fluid/crossing",
    "fluid/entering",
    "fluid/outcomes",
    "fluid/overdue",
    "fluid/repeating",
    "fluid/serving",
    "graph/acyclic_order",
    "graph/bit_sets",
    "graph/sparse",
    "graph/reduced",
    "graph/hub",
    "graph/block",
    "graph/counting",
    "graph/turning",
    "graph/undominated",
    "graph/dominators",
    "requests/streams",
    "requests/sample",
    "requests/state",
    "requests/agenda",
    "requests/stations",
    "requests/calling_off",
    "requests/calls",
    "requests/engine",
    "queueing/erlang",
    "queueing/mmck",
    "queueing/retry_fixpoint",
    "traffic/lateness",
    "traffic/places",
    "traffic/search",
    "plain_scalars",
    "plain_yaml",
    "document",
)


ROUNDED_EACH = ("-ffp-contract=off",)
"""A product and a sum are rounded one after the other, as the interpreter does: the same bytes at both speeds."""
VECTORS = (
    "-O3",
    "-fno-math-errno",
    "-fno-trapping-math",
    "-fno-thread-jumps",
    "--param=vect-max-version-for-alias-checks=400",
    "--param=max-inline-insns-auto=400",
    "-Wno-attributes",
)
"""Loops without branches, over many arrays at once, become operations on vectors, which round as single numbers do."""


def extensions() -> list[Extension]:
    """Return the extension modules; none where Cython is missing or cannot translate them."""
    wanted = [
        Extension(
            f"sosgraph/{name}".replace("/", "."),
            [f"sosgraph/{name}.py"],
            depends=["sosgraph/fluid/cells.pxd"] if name.startswith("fluid/") else [],
            extra_compile_args=[*ROUNDED_EACH, *(VECTORS if name.startswith("fluid/") else ())],
        )
        for name in KERNELS
    ]
    try:
        from Cython.Build import cythonize

        found: list[Extension] = cythonize(wanted, build_dir="build", language_level=3)
    except Exception as failure:
        warnings.warn(f"the kernels stay interpreted: {failure!r}", stacklevel=2)
        return []
    for extension in found:
        extension.optional = True
    return found


setup(ext_modules=extensions(), options={"build_ext": {"parallel": cpu_count() or 1}})
