"""Why is a dependency easily overlooked?"""

from collections.abc import Iterable

from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.structure.witness import witnesses


def overlooked(architecture: Architecture, owner: Component, chains: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return in words why what `chains` lead to is easily overlooked by `owner`; nothing where its callees call it themselves."""
    listed = list(chains)
    components = [architecture.components[name] for chain in listed for name in chain[1:]]
    kinds = dict.fromkeys(kind for chain in listed for kind in witnesses(architecture).kinds(chain[1:]))
    reasons = []
    if any(component.system != owner.system for component in components):
        reasons.append("behind another system")
    elif any(component.owner not in (owner.owner, None) for component in components):
        reasons.append("behind another owner")
    if kinds and "call" not in kinds:
        reasons.append(f"only through {' and '.join(kinds)}")
    if any(len(chain) > 3 for chain in listed):
        reasons.append("only transitively")
    return tuple(reasons)
