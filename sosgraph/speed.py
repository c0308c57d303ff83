"""Which of their two speeds the kernels of this installation have."""

from collections.abc import Mapping
from importlib.util import find_spec
from types import MappingProxyType

KERNELS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "decision diagrams": (
            "bdd.absorbed",
            "bdd.counting",
            "bdd.families",
            "bdd.force",
            "bdd.formula",
            "bdd.gaps",
            "bdd.kernel",
            "bdd.strips",
        ),
        "fluid": (
            "fluid.attempting",
            "fluid.calling",
            "fluid.crossing",
            "fluid.entering",
            "fluid.outcomes",
            "fluid.overdue",
            "fluid.repeating",
            "fluid.serving",
        ),
        "graphs": (
            "graph.acyclic_order",
            "graph.bit_sets",
            "graph.block",
            "graph.counting",
            "graph.dominators",
            "graph.hub",
            "graph.reduced",
            "graph.sparse",
            "graph.turning",
            "graph.undominated",
        ),
        "reading": ("document", "plain_scalars", "plain_yaml"),
        "requests": (
            "requests.agenda",
            "requests.calling_off",
            "requests.calls",
            "requests.engine",
            "requests.sample",
            "requests.state",
            "requests.stations",
            "requests.streams",
        ),
        "steady states": (
            "queueing.erlang",
            "queueing.mmck",
            "queueing.retry_fixpoint",
            "traffic.lateness",
            "traffic.places",
            "traffic.search",
        ),
    }
)
"""The modules that `setup.py` compiles, by what they are about."""


def speed(of: str) -> str:
    """Return "compiled" where a C compiler was there when sosgraph was installed, "interpreted" where none was.

    "partly compiled": only some of the kernels of that name could be. None of them is loaded.
    """
    specs = [find_spec(f"sosgraph.{name}") for name in KERNELS[of]]
    speeds = {"interpreted" if spec is None or str(spec.origin).endswith(".py") else "compiled" for spec in specs}
    return speeds.pop() if len(speeds) == 1 else "partly compiled"
