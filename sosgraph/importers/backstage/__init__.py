"""Backstage's software catalog: components, resources and APIs, and who depends on whom (`docs/importers/backstage.md`).

A file holds several YAML documents, one an entity, of any number of systems. A relation may lead to an entity of
another file, whose system cannot be known here: such a name is given as `*/name`.
"""

from collections.abc import Iterator

from sosgraph.description.parts import ComponentDescription, DependencyDescription, Description
from sosgraph.document import Document
from sosgraph.importers import Importer, Neighbour
from sosgraph.importers.backstage.annotations import values_of
from sosgraph.importers.backstage.catalog import Catalog, Entity, catalog_of, is_backstage, owner
from sosgraph.importers.backstage.relations import Relation, relations_of
from sosgraph.parameter import Parameter
from sosgraph.quantity import parse_flag
from sosgraph.source import Pointer

_HARD = "Backstage relations say nothing of criticality; each is taken as hard unless sosgraph.io/soft-dependencies names it"
_SOFT = "Backstage relations say nothing of criticality; each is taken as soft, since relations-are-hard is false"


def recognises(document: Document) -> bool:
    """Tell whether one of the file's YAML documents is an entity of a Backstage catalog."""
    return "backstage.io/" in document.text and any(is_backstage(node) for node in document.streams())


def read(document: Document, neighbour: Neighbour, *, relations_are_hard: bool = True) -> tuple[Description, ...]:
    """Return one description for each system that has a component in the file, in reading order.

    Last comes one of the system `*`, when the file says that entities of other files depend on its own: each of its
    components stands for the only one called so in any system.
    """
    catalog = catalog_of(document)
    needs = {
        caller: tuple(
            DependencyDescription(one.callee, one.at, soft=one.soft or not relations_are_hard or None) for one in relations
        )
        for caller, relations in relations_of(catalog).items()
    }
    assumption = _HARD if relations_are_hard else _SOFT
    return tuple(
        Description(
            system=system,
            at=at,
            components=components,
            owner=_system_owner(catalog, system),
            whereabouts="in the catalog",
            assumptions=(assumption,) if any(component.needs for component in components) else (),
        )
        for system, at, components in (*_systems(catalog, needs), *_strangers(needs))
    )


def _need(relation: Relation, hard: bool) -> DependencyDescription:
    return DependencyDescription(relation.callee, relation.at, soft=True if relation.soft or not hard else None)


Needs = dict[str, tuple[DependencyDescription, ...]]
Described = tuple[str, Pointer, tuple[ComponentDescription, ...]]


def _systems(catalog: Catalog, needs: Needs) -> Iterator[Described]:
    members: dict[str, list[Entity]] = {}
    for entity in catalog.entities.values():
        members.setdefault(entity.system, []).append(entity)
    for system, entities in members.items():
        entry = catalog.systems.get(system.lower(), entities[0].node)
        yield (
            system,
            entry["metadata"]["name"].at,
            tuple(_component(entity, catalog.full_name(entity), needs) for entity in entities),
        )


def _component(entity: Entity, full_name: str, needs: Needs) -> ComponentDescription:
    return ComponentDescription(full_name.partition("/")[2], entity.at, values_of(entity), needs.get(full_name, ()))


def _strangers(needs: Needs) -> Iterator[Described]:
    components = tuple(
        ComponentDescription(caller.removeprefix("*/"), theirs[0].at, needs=theirs)
        for caller, theirs in needs.items()
        if caller.startswith("*/")
    )
    if components:
        yield "*", components[0].at, components


def _system_owner(catalog: Catalog, system: str) -> str | None:
    entry = catalog.systems.get(system.lower())
    return None if entry is None else entry["spec"]["owner"].read(owner, None)


IMPORTER = Importer(
    name="backstage",
    summary="a Backstage software catalog: components, resources, APIs and their relations",
    recognises=recognises,
    read=read,
    parameters=(
        Parameter(
            name="relations-are-hard",
            summary="take every relation as a hard dependency, except those that an annotation calls soft",
            parse=parse_flag,
            default=True,
        ),
    ),
)
