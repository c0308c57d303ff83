"""Open-PSA Model Exchange Format: fault trees, with failing turned into working (`docs/importers/open-psa.md`)."""

import re
from collections.abc import Iterable, Iterator

from sosgraph.description.parts import ComponentDescription, Description
from sosgraph.document import Document
from sosgraph.importers import Importer, Neighbour
from sosgraph.importers.open_psa.circles import opened
from sosgraph.importers.open_psa.definitions import Model, Scope, is_name
from sosgraph.importers.open_psa.elements import Element, root_of
from sosgraph.importers.open_psa.formulas import Formulas
from sosgraph.importers.open_psa.parts import Parts
from sosgraph.parameter import Parameter
from sosgraph.quantity import parse_duration, parse_number

_MODEL = r"\s*(?:<[?!](?:[^>\[]|\[[^\]]*\])*>\s*)*+<opsa-mef[\s/>]"
_STRANGE = r"[^A-Za-z0-9_.-]+"
_HOUR_S = 3600.0


def parse_mission_time(text: str) -> float:
    """Return a time in the unit of the rates; one with a unit of its own in hours, in which rates nearly always are."""
    try:
        return parse_number(text)
    except ValueError:
        pass
    try:
        return parse_duration(text) / _HOUR_S
    except ValueError:
        raise ValueError(f"{text!r} is no time; write a number in the unit of the rates, or hours like 720h") from None


def recognises(document: Document) -> bool:
    """Tell whether the document is a model in Open-PSA's format: XML whose outermost element is `opsa-mef`."""
    return not document.roots and re.match(_MODEL, document.text) is not None


def read(document: Document, neighbour: Neighbour, *, mission_time: float = 8760.0) -> Iterable[Description]:
    """Return one system for each fault tree, and one for data that belong to none of them; mistakes are reported."""
    root = root_of(document, document.report)
    if root is None:
        return ()
    model = Model(document.report)
    asked = list(model.gather(root, Scope(document.name)))
    if asked:  # few models stand in several files
        from sosgraph.importers.open_psa.inclusion import include

        include(model, asked, document.name, neighbour)
    return tuple(_descriptions(model, root, document, mission_time))


def _descriptions(model: Model, root: Element, document: Document, mission_time: float) -> Iterator[Description]:
    """Yield the systems in reading order.

    What stands outside all trees belongs to the only tree. Data of a file without one belong to whichever fault tree of
    another file has an event of that name, else they are a system of their own.
    """
    own = _own_name(root, document)
    alone = not model.trees
    home = "*" if alone else next(iter(model.trees)) if len(model.trees) == 1 else own
    parts = Parts(model, home, mission_time)
    formulas = Formulas(model.event_names, document.report)
    components = parts.components(opened(formulas, model), formulas)
    assumptions = tuple(parts.assumptions(formulas))
    mistaken = {each.scope.system: set[str]() for each in (*formulas.mistaken, *parts.mistaken)}
    for each in (*formulas.mistaken, *parts.mistaken):
        mistaken[each.scope.system].add(each.name)
    for system, described in components.items():
        place = model.trees.get(system, root.place(document.name))
        unread = frozenset(mistaken.get(system, ()))
        alone_in = own if system == "*" else None
        finished = {one.name: one for one in described}
        told: tuple[ComponentDescription, ...] = ()
        if formulas.open or len(finished) < len(described):
            from sosgraph.description.reopening import description_of

            finished, told = {}, tuple(map(description_of, described))
        yield Description(system, place, told, assumptions=assumptions, home=alone_in, finished=finished, mistaken=unread)
        assumptions = ()


def _own_name(root: Element, document: Document) -> str:
    """Return the name of the model, else that of the file up to the first dot."""
    named = root.attributes.get("name", "")
    if is_name(named):
        return named
    stem = document.name.rpartition("/")[2].partition(".")[0]
    return re.sub(_STRANGE, "-", stem) or "model"


IMPORTER = Importer(
    name="open-psa",
    summary="Open-PSA fault trees: gates, events with their probabilities, common-cause groups",
    recognises=recognises,
    read=read,
    parameters=(
        Parameter(
            "mission-time",
            "the time at which probabilities are taken, in the unit of the rates; one like 720h or 30d is taken in hours",
            parse_mission_time,
            8760.0,
        ),
    ),
)
