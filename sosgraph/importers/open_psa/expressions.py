"""Expressions become numbers: parameters are looked up, distributions give their means, clocks stand at the mission time."""

import math
from collections.abc import Callable, Iterator

from sosgraph.catalog import did_you_mean
from sosgraph.finding import Note
from sosgraph.graph.components import strong_components
from sosgraph.importers.open_psa.definitions import REMARKS, Definition, Names, Scope
from sosgraph.importers.open_psa.elements import Element, Report


class _Wrong(Exception):
    """An element that gives no number, and why."""

    def __init__(self, element: Element, message: str) -> None:
        super().__init__(message)
        self.element = element


class Expressions:
    """Gives the values of expressions at `mission_time`, in the unit of time in which the rates are written.

    `uncertain` tells whether a distribution was met, of which only the mean was taken.
    """

    __slots__ = ("_names", "_report", "_values", "mission_time", "timed", "uncertain")

    def __init__(self, names: Names, parameters: list[Definition], mission_time: float, report: Report) -> None:
        self._names = names
        self.mission_time = mission_time
        self._report = report
        self._values: dict[Definition, float | None] = {}
        self.uncertain = False
        self.timed = False
        for parameter in _callees_first(parameters, names, report):
            self._values[parameter] = self.value(parameter.element, parameter.scope)

    def value(self, holder: Element, scope: Scope) -> float | None:
        """Return the value of the one expression in `holder`; None, and a finding, where it gives no finite number."""
        expressions = [child for child in holder.children if child.tag not in REMARKS]
        try:
            if len(expressions) != 1:
                problem = "no expression; write one, such as <float>" if not expressions else "several expressions; keep one"
                raise _Wrong((expressions or [holder])[-1], f"<{holder.tag}> has {problem}")
            return self._number(expressions[0], scope)
        except _Wrong as wrong:
            self._report(wrong.element.place(scope.source), str(wrong))
            return None

    def _number(self, element: Element, scope: Scope) -> float | None:
        """Return the number that an expression gives; None where a parameter in it has none. The reader bounds its depth."""
        tag = element.tag
        if tag in ("float", "int"):
            return _written(element)
        if tag == "system-mission-time":
            self.timed = True
            return self.mission_time
        if tag == "parameter":
            return self._parameter(element, scope)
        known = _FUNCTIONS.get(tag)
        if known is None:
            raise _Wrong(element, f"<{tag}> is not computed here; write its value as <float>")
        least, most, function = known
        if not least <= len(element.children) <= most:
            wanted = f"{least}" if least == most else f"{least} to {most}" if most < _MANY else f"at least {least}"
            raise _Wrong(element, f"<{tag}> with {len(element.children)} arguments is not computed here; it takes {wanted}")
        self.uncertain = self.uncertain or tag.endswith("-deviate")
        arguments = [self._number(child, scope) for child in element.children]
        numbers = [number for number in arguments if number is not None]
        if len(numbers) < len(arguments):
            return None
        try:
            result = function(*numbers)
        except (ArithmeticError, ValueError):
            result = math.nan
        if not math.isfinite(result):
            shown = ", ".join(f"{number:g}" for number in numbers)
            raise _Wrong(element, f"<{tag}> of {shown} is no finite number; correct its arguments")
        return result

    def _parameter(self, element: Element, scope: Scope) -> float | None:
        name = element.attributes.get("name", "")
        known = self._names.found(name, scope)
        if known is None:
            near = did_you_mean(name, list(self._names.public)) or "; define it, or include the file that does"
            raise _Wrong(element, f"parameter {name!r} is not defined{near}")
        return self._values.get(known)


def _written(element: Element) -> float:
    text = element.attributes.get("value", "")
    try:
        number = float(text) if "_" not in text else math.nan
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise _Wrong(element, f"<{element.tag}> has the value {text!r}; write a number like 0.01 or 1e-6")
    return number


def _callees_first(parameters: list[Definition], names: Names, report: Report) -> Iterator[Definition]:
    """Yield the parameters, those that others use first; those that use themselves are findings and left out."""
    index = {parameter: number for number, parameter in enumerate(parameters)}
    arcs = [[index[used] for used in _used(parameter, names) if used in index] for parameter in parameters]
    for members in strong_components(arcs):
        if len(members) > 1 or members[0] in arcs[members[0]]:
            first = parameters[members[0]]
            notes = [Note(parameters[member].at, "and this one") for member in members[1:]]
            report(first.at, f"parameter {first.name!r} is defined by itself; give it a value of its own", *notes)
        else:
            yield parameters[members[0]]


def _used(parameter: Definition, names: Names) -> Iterator[Definition]:
    pending = [parameter.element]
    while pending:
        element = pending.pop()
        pending.extend(element.children)
        if element.tag == "parameter":
            known = names.found(element.attributes.get("name", ""), parameter.scope)
            if known is not None:
                yield known


def _exponential(rate: float, time: float) -> float:
    return -math.expm1(-rate * time)


def _glm(on_demand: float, failure_rate: float, repair_rate: float, time: float) -> float:
    """Fails on demand or while running, and is repaired (MEF, GLM): its steady state is left exponentially."""
    rate = failure_rate + repair_rate
    steady = failure_rate / rate if rate else on_demand
    return steady - (steady - on_demand) * math.exp(-rate * time)


def _weibull(scale: float, shape: float, begin: float, time: float) -> float:
    return -math.expm1(-(((time - begin) / scale) ** shape))


def _periodic_test(rate: float, interval: float, first: float, time: float) -> float:
    """As good as new after each test: the time since the last one counts, at a test the whole interval before it."""
    if time <= first:
        return _exponential(rate, time)
    since = math.fmod(time - first, interval)
    return _exponential(rate, since or interval)


def _lognormal(mean: float, spread: float, level: float | None = None) -> float:
    """Return the mean: given with an error factor and its level, or by the parameters of the normal distribution."""
    return math.exp(mean + spread * spread / 2) if level is None else mean


_MANY = 1_000_000
_FUNCTIONS: dict[str, tuple[int, int, Callable[..., float]]] = {
    "exponential": (2, 2, _exponential),
    "GLM": (4, 4, _glm),
    "Weibull": (4, 4, _weibull),
    "periodic-test": (4, 4, _periodic_test),
    "uniform-deviate": (2, 2, lambda low, high: (low + high) / 2),
    "normal-deviate": (2, 2, lambda mean, deviation: mean),
    "lognormal-deviate": (2, 3, _lognormal),
    "gamma-deviate": (2, 2, lambda shape, scale: shape * scale),
    "beta-deviate": (2, 2, lambda alpha, beta: alpha / (alpha + beta)),
    "add": (1, _MANY, lambda *terms: math.fsum(terms)),
    "sub": (2, _MANY, lambda first, *rest: math.fsum((first, *(-term for term in rest)))),
    "mul": (1, _MANY, lambda *factors: math.prod(factors)),
    "div": (2, _MANY, lambda first, *rest: first / math.prod(rest)),
    "neg": (1, 1, lambda number: -number),
    "abs": (1, 1, abs),
    "exp": (1, 1, math.exp),
    "log": (1, 1, math.log),
    "log10": (1, 1, math.log10),
    "sqrt": (1, 1, math.sqrt),
    "pow": (2, 2, math.pow),
    "min": (1, _MANY, lambda *numbers: min(numbers)),
    "max": (1, _MANY, lambda *numbers: max(numbers)),
    "mean": (1, _MANY, lambda *numbers: math.fsum(numbers) / len(numbers)),
    "pi": (0, 0, lambda: math.pi),
}
