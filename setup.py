"""The kernels as extension modules, where Cython and a C compiler can; all else is in pyproject.toml.

One source each, run as it stands or compiled: whatever goes wrong here, sosgraph is installed and works, more slowly.
"""

import warnings

from setuptools import Extension, setup

KERNELS = (
    "bdd/kernel",
    "bdd/families",
    "graph/sparse",
    "graph/reduced",
    "graph/block",
    "graph/turning",
    "graph/dominators",
)


def extensions() -> list[Extension]:
    """Return the extension modules; none where Cython is missing or cannot translate them."""
    wanted = [Extension(f"sosgraph/{name}".replace("/", "."), [f"sosgraph/{name}.py"]) for name in KERNELS]
    try:
        from Cython.Build import cythonize

        found: list[Extension] = cythonize(wanted, build_dir="build", language_level=3)
    except Exception as failure:
        warnings.warn(f"the kernels stay interpreted: {failure!r}", stacklevel=2)
        return []
    for extension in found:
        extension.optional = True
    return found


setup(ext_modules=extensions())
