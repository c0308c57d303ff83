"""Events and gates become components: an event works with one minus its probability, a gate itself never fails."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

from sosgraph.description.parts import ComponentDescription, DependencyDescription
from sosgraph.importers.open_psa.circles import Needs
from sosgraph.importers.open_psa.common_cause import CommonCause, groups_of, shares
from sosgraph.importers.open_psa.definitions import REMARKS, Definition, Model
from sosgraph.importers.open_psa.expressions import Expressions
from sosgraph.importers.open_psa.formulas import CONSTANTS, Formulas
from sosgraph.model.workload import Entry
from sosgraph.quantity import Ratio

_NEVER_FAILS = Ratio(1.0, 0.0)
_ALWAYS_FAILED = Ratio(0.0, 1.0)
_GATE: MappingProxyType[str, Any] = MappingProxyType({"kind": "gate", "availability": _NEVER_FAILS})
_TOP: MappingProxyType[str, Any] = MappingProxyType({**_GATE, "entry": Entry()})
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
        groups = tuple(groups_of(model))
        for scope in (*(event.scope for event in model.events), *(group.scope for group in groups)):
            if scope.system is None:
                scope.system = home
        self._expressions = Expressions(model.parameter_names, model.parameters, mission_time, model.report)
        self._shares: dict[Definition, float | None] = {}
        self._causes: dict[str, list[CommonCause]] = {}
        for group in groups:
            alone, causes = shares(group, self._expressions, model.report)
            self._shares.update(dict.fromkeys(group.members, alone))
            self._causes.setdefault(group.scope.system or home, []).extend(causes)

    def components(self, needs: Needs, formulas: Formulas) -> dict[str, list[ComponentDescription]]:
        """Return the components of each system in reading order, common causes and constants after what is defined."""
        found: dict[str, list[ComponentDescription]] = {system: [] for system in self._model.trees}
        hit = self._common_causes()
        for event in self._model.events:
            if event.kind == "gate":
                if not event.callers:
                    self._tops.append(event)
                one = ComponentDescription(event.name, event.at, _GATE if event.callers else _TOP, needs[event])
            else:
                one = ComponentDescription(event.name, event.at, self._values(event), hit.get(event, ()))
            found.setdefault(event.scope.system or "", []).append(one)
        for system, causes in self._causes.items():
            for cause in causes:
                values = {"kind": "common-cause", "availability": _ratio(cause.probability)}
                found.setdefault(system, []).append(ComponentDescription(cause.name, cause.group.at, values))
        for (home, word), place in formulas.constants.items():
            values = {"kind": "house-event", "availability": _HOUSE[word]}
            found.setdefault(home, []).append(ComponentDescription(CONSTANTS[word], place, values))
        return found

    def assumptions(self, formulas: Formulas) -> Iterator[str]:
        """Yield what the answers rest on, once the components are known."""
        if self._tops:
            shown = ", ".join(f"{top.scope.system}/{top.name}" for top in self._tops[:_MOST_SHOWN])
            more = f" and {len(self._tops) - _MOST_SHOWN} more" if len(self._tops) > _MOST_SHOWN else ""
            yield f"open-psa: a component is down when its event happens; top: {shown}{more}"
        if self._expressions.timed:
            yield f"open-psa: probabilities are those at mission time {self._expressions.mission_time:g}"
        if self._expressions.uncertain:
            yield "open-psa: uncertain values are taken at their means"
        if formulas.negated:
            yield "open-psa: what must not happen counts as not happening where single failures are judged"

    def _common_causes(self) -> dict[Definition, tuple[DependencyDescription, ...]]:
        hit: dict[Definition, list[DependencyDescription]] = {}
        for system, causes in self._causes.items():
            for cause in causes:
                for member in cause.members:
                    on = cause.name if member.scope.system == system else f"{system}/{cause.name}"
                    hit.setdefault(member, []).append(DependencyDescription(on, cause.group.at))
        return {member: tuple(needs) for member, needs in hit.items()}

    def _values(self, event: Definition) -> dict[str, Any]:
        if event.kind == "house event":
            return {"kind": "house-event", "availability": self._house(event)}
        probability = self._probability(event)
        if probability is None:
            return {"kind": "basic-event"}
        return {"kind": "basic-event", "availability": _ratio(probability)}

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

    def _house(self, event: Definition) -> Ratio:
        constants = [child for child in event.element.children if child.tag not in REMARKS]
        values = [child.attributes.get("value", "") for child in constants if child.tag == "constant"]
        words = values if constants else ["false"]
        if len(words) != 1 or words[0] not in _HOUSE:
            problem = "is neither true nor false; write <constant> with the value true or false"
            self._model.report(event.at, f"house event {event.name!r} {problem}")
            self.mistaken.add(event)
            return _NEVER_FAILS
        return _HOUSE[words[0]]


def _ratio(probability: float) -> Ratio:
    return Ratio(1.0 - probability, probability)
