"""Events and gates become components: an event works with one minus its probability, a gate itself never fails."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sosgraph.enumeration import some_of
from sosgraph.importers.open_psa.circles import Needs
from sosgraph.importers.open_psa.definitions import REMARKS, Definition, Model
from sosgraph.importers.open_psa.expressions import Expressions
from sosgraph.importers.open_psa.formulas import CONSTANTS, Formulas
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import Requirement
from sosgraph.model.slo import UNKNOWN_PART, OwnPart
from sosgraph.model.workload import Entry
from sosgraph.quantity import Ratio
from sosgraph.source import Pointer

if TYPE_CHECKING:  # of the most models there are none
    from sosgraph.importers.open_psa.common_cause import CommonCause, Group

_NEVER_FAILS = OwnPart(Ratio(1.0, 0.0))
_ALWAYS_FAILED = OwnPart(Ratio(0.0, 1.0))
_TOP = Entry()
_HOUSE = {"true": _ALWAYS_FAILED, "false": _NEVER_FAILS}
_MOST_SHOWN = 5


class Parts:
    """The components of a model. What stands outside all fault trees is of the system `home`.

    `mistaken` are the house events that could not be read.
    """

    __slots__ = ("_causes", "_expressions", "_model", "_shares", "_tops", "mistaken")

    def __init__(self, model: Model, home: str, mission_time: float) -> None:
        self._model = model
        self._tops: list[Definition] = []
        self.mistaken: set[Definition] = set()
        groups = _groups_of(model)
        for scope in (*(event.scope for event in model.events), *(group.scope for group in groups)):
            if scope.system is None:
                scope.system = home
        self._expressions = Expressions(model.parameter_names, model.parameters, mission_time, model.report)
        self._shares: dict[Definition, float | None] = {}
        self._causes: dict[str, list[CommonCause]] = {}
        if groups:
            self._share_out(groups, home)

    def _share_out(self, groups: tuple["Group", ...], home: str) -> None:
        from sosgraph.importers.open_psa.common_cause import shares

        for group in groups:
            alone, causes = shares(group, self._expressions, self._model.report)
            self._shares.update(dict.fromkeys(group.members, alone))
            self._causes.setdefault(group.scope.system or home, []).extend(causes)

    def components(self, needs: Needs, formulas: Formulas) -> dict[str, list[Component]]:
        """Return the components of each system in reading order, common causes and constants after what is defined."""
        found: dict[str, list[Component]] = {system: [] for system in self._model.trees}
        hit = self._common_causes()
        for event in self._model.events:
            system = event.scope.system or ""
            if event.kind == "gate":
                if not event.callers:
                    self._tops.append(event)
                entry = None if event.callers else _TOP
                one = _component(system, event.name, "gate", _NEVER_FAILS, event.at, needs[event], entry)
            elif event.kind == "house event":
                one = _component(system, event.name, "house-event", self._house(event), event.at)
            else:
                one = _component(system, event.name, "basic-event", self._own(event), event.at, hit.get(event, ()))
            found.setdefault(system, []).append(one)
        for system, causes in self._causes.items():
            for cause in causes:
                one = _component(system, cause.name, "common-cause", _own_part(cause.probability), cause.group.at)
                found.setdefault(system, []).append(one)
        for (home, word), place in formulas.constants.items():
            found.setdefault(home, []).append(_component(home, CONSTANTS[word], "house-event", _HOUSE[word], place))
        return found

    def assumptions(self, formulas: Formulas) -> Iterator[str]:
        """Yield what the answers rest on, once the components are known."""
        if self._tops:
            tops = some_of(self._tops, _MOST_SHOWN, lambda top: f"{top.scope.system}/{top.name}")
            yield f"open-psa: a component is down when its event happens; top: {tops}"
        if self._expressions.timed:
            yield f"open-psa: probabilities are those at mission time {self._expressions.mission_time:g}"
        if self._expressions.uncertain:
            yield "open-psa: uncertain values are taken at their means"
        if formulas.negated:
            yield "open-psa: what must not happen counts as not happening where single failures are judged"

    def _common_causes(self) -> dict[Definition, tuple[Dependency, ...]]:
        hit: dict[Definition, list[Dependency]] = {}
        for system, causes in self._causes.items():
            for cause in causes:
                for member in cause.members:
                    hit.setdefault(member, []).append(Dependency(f"{system}/{cause.name}", at=cause.group.at))
        return {member: tuple(needs) for member, needs in hit.items()}

    def _own(self, event: Definition) -> OwnPart:
        probability = self._probability(event)
        return UNKNOWN_PART if probability is None else _own_part(probability)

    def _probability(self, event: Definition) -> float | None:
        """Return the probability of a basic event; None where none is given, which is no mistake: structure needs none."""
        given = [child for child in event.element.children if child.tag not in REMARKS]
        if event in self._shares:
            if given:
                self._model.report(event.at, f"{event.name!r} has a probability here and from its common-cause group; keep one")
            return self._shares[event]
        if not given:
            return None
        value = self._expressions.value(event.element, event.scope)
        if value is not None and not 0.0 <= value <= 1.0:
            self._model.report(event.at, f"the probability of {event.name!r} is {value:g}; write a number from 0 to 1")
            return None
        return value

    def _house(self, event: Definition) -> OwnPart:
        constants = [child for child in event.element.children if child.tag not in REMARKS]
        values = [child.attributes.get("value", "") for child in constants if child.tag == "constant"]
        words = values if constants else ["false"]
        if len(words) != 1 or words[0] not in _HOUSE:
            problem = "is neither true nor false; write <constant> with the value true or false"
            self._model.report(event.at, f"house event {event.name!r} {problem}")
            self.mistaken.add(event)
            return _NEVER_FAILS
        return _HOUSE[words[0]]


def _groups_of(model: Model) -> tuple["Group", ...]:
    if not model.groups:
        return ()
    from sosgraph.importers.open_psa.common_cause import groups_of

    return tuple(groups_of(model))


def _component(
    system: str,
    name: str,
    kind: str,
    own: OwnPart,
    at: Pointer,
    requires: tuple[Requirement, ...] = (),
    entry: Entry | None = None,
) -> Component:
    return Component(f"{system}/{name}", system, kind=kind, own=own, requires=requires, entry=entry, at=at)


def _own_part(probability: float) -> OwnPart:
    return OwnPart(Ratio(1.0 - probability, probability))
