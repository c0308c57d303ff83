"""sosgraph: what a system of systems can promise, and where it will surprise you.

The public names: `architecture(*paths)` reads files and folders, `network(architecture)` is its typed graph with
`to_networkx()` and `to_igraph()`, `composite_availability(architecture)` the availability of every component.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sosgraph.notebook import architecture
    from sosgraph.structure.composites import composite_availability
    from sosgraph.structure.network import network

__version__ = "0.1.0"
__all__ = ["__version__", "architecture", "composite_availability", "network"]

_HOMES = {
    "architecture": "sosgraph.notebook",
    "composite_availability": "sosgraph.structure.composites",
    "network": "sosgraph.structure.network",
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for, so that `import sosgraph` loads nothing else."""
    if name not in _HOMES:
        raise AttributeError(f"module 'sosgraph' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
