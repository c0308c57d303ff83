"""Changes of the structure that could keep a promise: one copy more, or members of a group in places of their own."""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from sosgraph.frozen import replace
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.structure.changes import changed, with_replica
from sosgraph.structure.domains import is_given
from sosgraph.structure.own_part import PER_COPY, own_part
from sosgraph.structure.redundancy import redundancy_groups
from sosgraph.structure.wholly_shared import shared_dependencies

_PLACES = 2  # that are tried for each member


class Remedy(NamedTuple):
    """A change in words, and the architecture after it, made when it is asked for."""

    words: str
    after: Callable[[], Architecture]


def more_copies(architecture: Architecture, names: Iterable[str]) -> Iterator[Remedy]:
    """Yield one copy more for each component of `names` that has copies already, each with the number of one."""
    for name in names:
        component = architecture.components[name]
        if component.replicas is not None and own_part(component).source in PER_COPY and not is_given(component):
            words = f"one copy of {architecture.label(name)} more"
            yield Remedy(words, partial(changed, architecture, name, with_replica))


def places_apart(architecture: Architecture, below: Collection[str]) -> Iterator[Remedy]:
    """Yield, for each place among `below` that takes a redundancy group down, the move of a member to another of its kind."""
    groups = {group.identity: group for group in redundancy_groups(architecture)}
    for shared in shared_dependencies(architecture):
        place = architecture.components[shared.shared]
        if shared.shared not in below or place.kind is None:
            continue
        members = [callee for member in groups[shared.identity].members for callee in member.callees]
        moved = [name for name in members if shared.shared in _places(architecture.components[name])]
        taken = {other for name in members for other in _places(architecture.components[name])}
        free = [each.name for each in architecture.components.values() if each.kind == place.kind and each.name not in taken]
        for other in free[:_PLACES] if moved else ():
            words = f"{architecture.label(moved[-1])} on {architecture.label(other)} instead of {architecture.label(place.name)}"
            yield Remedy(words, partial(_moved, architecture, moved[-1], place.name, other))


def _places(component: Component) -> list[str]:
    """Return where a component stands: each place alone, not one of several."""
    alone = [each for each in component.requires if isinstance(each, Dependency)]
    return [each.callee for each in alone if each.kind == "placement"]


def _moved(architecture: Architecture, name: str, old: str, new: str) -> Architecture:
    def move(component: Component) -> Component:
        requires = tuple(
            replace(each, callee=new) if isinstance(each, Dependency) and each.callee == old else each
            for each in component.requires
        )
        return replace(component, requires=requires)

    return changed(architecture, name, move)
