"""Formulas of failing become needs of working: or → all of, and → any of, k of n fail → n - k + 1 of n work."""

from collections.abc import Callable
from types import MappingProxyType

from sosgraph.description.parts import ANYWHERE
from sosgraph.importers.open_psa.definitions import REMARKS, Definition, Names
from sosgraph.importers.open_psa.elements import Element, Report
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import AtLeast, Negation, Requirement, all_of, any_of
from sosgraph.source import Pointer

CONSTANTS = MappingProxyType({"true": "constant-true", "false": "constant-false"})
"""The components that stand for `<constant>`: an event that always happens, and one that never does."""

_REFERENCES = MappingProxyType({"event": "", "gate": "gate", "basic-event": "basic event", "house-event": "house event"})


class Formulas:
    """Translates the formulas of gates.

    `arcs` collects which gate uses which, `constants` the values of constants met by system, `negated` whether any gate
    needs something to fail. `open` tells whether a reference leads out of the model, or a formula names an event twice: then
    the needs are to be looked up with all that other files say. A reference from the first to the second of a pair in
    `closing` is left out. `mistaken` are the gates of which something could not be read.
    """

    __slots__ = ("_reading", "arcs", "closing", "constants", "mistaken", "names", "negated", "open", "report")

    def __init__(self, names: Names, report: Report) -> None:
        self.names = names
        self.report = report
        self.arcs: dict[Definition, list[Definition]] = {}
        self.closing: set[tuple[Definition, Definition]] = set()
        self.constants: dict[tuple[str, str], Pointer] = {}
        self.negated = False
        self.open = False
        self.mistaken: set[Definition] = set()
        self._reading: Definition | None = None

    def needs(self, gate: Definition) -> tuple[Requirement, ...]:
        """Return what the component that stands for `gate` needs to be up."""
        self._reading = gate
        formulas = [child for child in gate.element.children if child.tag not in REMARKS]
        if len(formulas) != 1:
            problem = "has no formula; write one, such as <or>" if not formulas else "has several formulas; keep one"
            self._mistake((formulas[1] if formulas else gate.element).place(gate.scope.source), f"gate {gate.name!r} {problem}")
            formulas = formulas[:1]
        self.arcs[gate] = []
        if formulas and formulas[0].tag == "or":
            return self._arguments(formulas[0], gate)
        need = self._need(formulas[0], gate) if formulas else None
        return () if need is None else (need,)

    def _need(self, element: Element, gate: Definition) -> Requirement | None:
        """Return what must hold so that the formula is false. The depth of formulas is bounded by the reader."""
        tag = element.tag
        if tag in _REFERENCES:
            return self._reference(element, gate)
        if tag == "constant":
            return self._constant(element, gate)
        operation = _OPERATIONS.get(tag)
        if operation is None:
            self._mistake(
                element.place(gate.scope.source), f"<{tag}> is no formula; write one of {', '.join(sorted(_OPERATIONS))}"
            )
            return None
        least, most, make = operation
        at = element.place(gate.scope.source)
        count = len(element.children)
        if count < least or (most and count > most):
            wanted = f"{least}" if most == least else f"at least {least}"
            self._mistake(at, f"<{tag}> has {count} arguments, it takes {wanted}; correct the formula")
            return None
        arguments = self._arguments(element, gate)
        if not arguments or (most and len(arguments) != count):
            return None
        return make(self, element, arguments, at)

    def _arguments(self, element: Element, gate: Definition) -> tuple[Requirement, ...]:
        if not element.children:
            self._mistake(element.place(gate.scope.source), f"<{element.tag}> has no arguments; write what it joins")
        found = [need for child in element.children if (need := self._need(child, gate)) is not None]
        callees = [need.callee for need in found if isinstance(need, Dependency)]
        self.open = self.open or len(set(callees)) < len(callees)
        return tuple(found)

    def _reference(self, element: Element, gate: Definition) -> Dependency | None:
        scope = gate.scope
        at = element.place(scope.source)
        written = element.attributes.get("name", "")
        known = self.names.found(written, scope)
        if known is None:
            if not written:
                self._mistake(at, f"<{element.tag}> has no name; add it")
                return None
            self.open = True
            return Dependency(f"{ANYWHERE}/{written}", at=at)
        wanted = _REFERENCES[element.tag] or element.attributes.get("type", "").replace("-", " ")
        if wanted and wanted != known.kind:
            self._mistake(at, f"{written!r} is a {known.kind}, not a {wanted}; write <{known.kind.replace(' ', '-')}>")
        known.callers += 1
        if known.kind == "gate":
            if (gate, known) in self.closing:
                return None
            self.arcs[gate].append(known)
        return Dependency(f"{known.scope.system}/{known.name}", at=at)

    def _constant(self, element: Element, gate: Definition) -> Dependency | None:
        at = element.place(gate.scope.source)
        written = element.attributes.get("value", "")
        if written not in CONSTANTS:
            self._mistake(at, f"<constant> has the value {written!r}; write true or false")
            return None
        self.constants.setdefault((gate.scope.system or "", written), at)
        return Dependency(f"{gate.scope.system}/{CONSTANTS[written]}", at=at)

    def _mistake(self, at: Pointer, message: str) -> None:
        if self._reading is not None:
            self.mistaken.add(self._reading)
        self.report(at, message)

    def negation(self, need: Requirement, at: Pointer) -> Requirement:
        """Return that `need` does not hold."""
        self.negated = True
        return Negation(need, at)

    def whole(self, element: Element, key: str, at: Pointer) -> int | None:
        """Return the whole number that an attribute holds; None, and a finding, where it holds none."""
        written = element.attributes.get(key, "")
        if written.isascii() and written.isdigit() and len(written) < 10:
            return int(written)
        self._mistake(at, f'<{element.tag}> has the {key} {written!r}; write a whole number like {key}="2"')
        return None


def _or(formulas: Formulas, element: Element, arguments: tuple[Requirement, ...], at: Pointer) -> Requirement:
    return all_of(*arguments, at=at)


def _and(formulas: Formulas, element: Element, arguments: tuple[Requirement, ...], at: Pointer) -> Requirement:
    return any_of(*arguments, at=at)


def _not(formulas: Formulas, element: Element, arguments: tuple[Requirement, ...], at: Pointer) -> Requirement:
    return formulas.negation(arguments[0], at)


def _nor(formulas: Formulas, element: Element, arguments: tuple[Requirement, ...], at: Pointer) -> Requirement:
    return formulas.negation(all_of(*arguments, at=at), at)


def _nand(formulas: Formulas, element: Element, arguments: tuple[Requirement, ...], at: Pointer) -> Requirement:
    return formulas.negation(any_of(*arguments, at=at), at)


def _xor(formulas: Formulas, element: Element, arguments: tuple[Requirement, ...], at: Pointer) -> Requirement:
    """One fails and the other does not: up while both work, or neither does."""
    return any_of(all_of(*arguments, at=at), formulas.negation(any_of(*arguments, at=at), at), at=at)


def _iff(formulas: Formulas, element: Element, arguments: tuple[Requirement, ...], at: Pointer) -> Requirement:
    """Both fail or neither does: up while one works and the other does not."""
    return all_of(any_of(*arguments, at=at), formulas.negation(all_of(*arguments, at=at), at), at=at)


def _imply(formulas: Formulas, element: Element, arguments: tuple[Requirement, ...], at: Pointer) -> Requirement:
    """The first does not fail or the second does: up while the first has failed and the second works."""
    return all_of(formulas.negation(arguments[0], at), arguments[1], at=at)


def _atleast(formulas: Formulas, element: Element, arguments: tuple[Requirement, ...], at: Pointer) -> Requirement | None:
    least = formulas.whole(element, "min", at)
    if least is None:
        return None
    count = len(element.children)
    if not 1 <= least <= count:
        formulas.report(at, f"at least {least} of {count} is always so or never; write a min from 1 to {count}")
        return None
    return AtLeast(min(count - least + 1, len(arguments)), arguments, at)


def _cardinality(formulas: Formulas, element: Element, arguments: tuple[Requirement, ...], at: Pointer) -> Requirement | None:
    """From min to max of n fail: up while more than n - min work, or fewer than n - max."""
    least, most = formulas.whole(element, "min", at), formulas.whole(element, "max", at)
    if least is None or most is None:
        return None
    count = len(arguments)
    if not 1 <= least <= most <= count:
        formulas.report(at, f"from {least} to {most} of {count} is always so or never; write 1 <= min <= max <= {count}")
        return None
    few = AtLeast(count - least + 1, arguments, at)
    return few if most == count else any_of(few, formulas.negation(AtLeast(count - most, arguments, at), at), at=at)


_Make = Callable[[Formulas, Element, tuple[Requirement, ...], Pointer], Requirement | None]
_OPERATIONS: dict[str, tuple[int, int, _Make]] = {
    "or": (1, 0, _or),
    "and": (1, 0, _and),
    "atleast": (1, 0, _atleast),
    "cardinality": (1, 0, _cardinality),
    "not": (1, 1, _not),
    "nor": (1, 0, _nor),
    "nand": (1, 0, _nand),
    "xor": (2, 2, _xor),
    "iff": (2, 2, _iff),
    "imply": (2, 2, _imply),
}
