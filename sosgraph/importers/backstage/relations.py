"""Who depends on whom, from both ends of Backstage's relations."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import NamedTuple

from sosgraph.catalog import did_you_mean
from sosgraph.document import Node
from sosgraph.frozen import dataclass, replace
from sosgraph.importers.backstage.annotations import SOFT, soft_references
from sosgraph.importers.backstage.catalog import KINDS, Catalog, Entity, entity_reference
from sosgraph.source import Pointer


class Meaning(NamedTuple):
    """What a key of `spec` lists: entities of `kind` unless it is written, that need this one or are needed by it."""

    kind: str | None
    needs_this: bool


MEANINGS = {
    "dependsOn": Meaning(None, needs_this=False),
    "dependencyOf": Meaning(None, needs_this=True),
    "consumesApis": Meaning("api", needs_this=False),
    "providesApis": Meaning("api", needs_this=True),  # an API is up only if its provider is
}


@dataclass(frozen=True, slots=True)
class Relation:
    """`caller` needs `callee`, both full names or `*/name`."""

    caller: str
    callee: str
    at: Pointer
    soft: bool = False


def relations_of(catalog: Catalog) -> dict[str, list[Relation]]:
    """Return the relations of each caller in reading order; one that is declared from both sides is one."""
    relations: dict[tuple[str, str], Relation] = {}
    for entity in catalog.entities.values():
        _report_misplaced(entity.node)
        for relation in _declared(entity, catalog):
            relations.setdefault((relation.caller, relation.callee), relation)
    for entity in catalog.entities.values():
        _soften(entity, catalog, relations)
    by_caller: dict[str, list[Relation]] = {}
    for relation in relations.values():
        by_caller.setdefault(relation.caller, []).append(relation)
    return by_caller


def _declared(entity: Entity, catalog: Catalog) -> Iterator[Relation]:
    spec = entity.node["spec"]
    if not spec.mapping():
        return
    this = catalog.full_name(entity)
    for key in spec.fields():
        meaning = MEANINGS.get(key)
        for element in () if meaning is None or spec[key].empty else spec[key].elements():
            reference = element.read(entity_reference, None)
            if reference is not None and reference.kind not in (None, *KINDS):
                element.mistake(f"a {reference.kind} is not a part that can fail here; name a component, resource or api")
            elif reference is not None and meaning is not None:
                other = catalog.meant(reference._replace(kind=reference.kind or meaning.kind), entity.namespace)
                yield Relation(other, this, element.at) if meaning.needs_this else Relation(this, other, element.at)


def _soften(entity: Entity, catalog: Catalog, relations: dict[tuple[str, str], Relation]) -> None:
    caller = catalog.full_name(entity)
    for reference, node in soft_references(entity):
        callee = catalog.meant(reference, entity.namespace)
        if (caller, callee) in relations:
            relations[caller, callee] = replace(relations[caller, callee], soft=True)
        else:
            known = [relation.callee.partition("/")[2] for relation in relations.values() if relation.caller == caller]
            near = did_you_mean(reference.name, known) or f"; it depends on {', '.join(known) or 'nothing'}"
            node.mistake(f"{SOFT!r} names {reference.name!r}, on which {entity.name!r} does not depend{near}")


def _report_misplaced(node: Node) -> None:
    """Report relations that Backstage ignores without a word: outside `spec`, or under a misspelt key."""
    for outside in (node, node["metadata"]):
        for key in outside.fields():
            if key in MEANINGS:
                place = outside[key].key_at
                node.document.report(place, f"{key!r} stands outside 'spec', where Backstage ignores it; move it under 'spec'")
    spelled = {key.lower(): key for key in MEANINGS}
    for key in node["spec"].fields():
        near = get_close_matches(re.sub("[-_]", "", key).lower(), spelled, 1, 0.85)
        if near and key not in MEANINGS:
            place = node["spec"][key].key_at
            node.document.report(place, f"{key!r} is not known to Backstage; did you mean {spelled[near[0]]!r}?")
