"""Common-cause groups: the probability of a member is shared out among itself and events that take several members at once."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import comb, fsum, isclose, prod

from sosgraph.finding import Note
from sosgraph.frozen import dataclass
from sosgraph.importers.open_psa.definitions import Definition, Model, Scope, is_name, not_a_name
from sosgraph.importers.open_psa.elements import Element, Report
from sosgraph.importers.open_psa.expressions import Expressions
from sosgraph.source import Pointer

MOST_EVENTS = 1023
"""How many events of one group are read: all of 10 members."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group with a usable name: its element, where it stands, and its members as they are defined."""

    name: str
    element: Element
    scope: Scope
    members: tuple[Definition, ...]

    @property
    def at(self) -> Pointer:
        """The place of its element."""
        return self.element.place(self.scope.source)


@dataclass(frozen=True, slots=True)
class CommonCause:
    """An event of its own, which happens with `probability` and then takes all of `members`."""

    name: str
    members: tuple[Definition, ...]
    probability: float
    group: Group


def groups_of(model: Model) -> Iterator[Group]:
    """Yield the groups with two members or more; members that are not defined elsewhere are added to the model."""
    taken: dict[Definition, Group] = {}
    for element, scope in model.groups:
        name = element.attributes.get("name", "")
        if not is_name(name):
            model.report(element.place(scope.source), not_a_name(element))
            continue
        written = [one for child in element.children if child.tag == "members" for one in child.children]
        found = (_member(one, scope, model) for one in written)
        group = Group(name, element, scope, tuple(dict.fromkeys(one for one in found if one is not None)))
        for member in group.members:
            if member in taken:
                note = Note(taken[member].at, "of this one already")
                model.report(group.at, f"{member.name!r} is a member of two common-cause groups; leave it in one", note)
        group = Group(name, element, scope, tuple(member for member in group.members if member not in taken))
        taken.update((member, group) for member in group.members)
        if len(group.members) > 1:
            yield group
        else:
            model.report(group.at, f"common-cause group {name!r} has fewer than two members; name them, or take it out")


def _member(element: Element, scope: Scope, model: Model) -> Definition | None:
    if element.tag not in ("basic-event", "event"):
        model.report(element.place(scope.source), f"<{element.tag}> is no member of a group; write <basic-event>")
        return None
    known = model.event_names.found(element.attributes.get("name", ""), scope)
    if known is None:
        count = len(model.events)
        model.define("basic event", element, scope, model.event_names, model.events)
        return model.events[-1] if len(model.events) > count else None
    if known.kind != "basic event":
        model.report(element.place(scope.source), f"{known.name!r} is a {known.kind}; only basic events have common causes")
        return None
    return known


def shares(group: Group, expressions: Expressions, report: Report) -> tuple[float | None, tuple[CommonCause, ...]]:
    """Return the probability that a member fails alone (None: unknown), and the events that take several members.

    Formulas: Open-PSA MEF 2.0d, common-cause groups; NUREG/CR-5485. q_k is that of one certain set of k members.
    """
    total = _probability(_child(group.element, "distribution"), group, expressions, report)
    factors = _factors(group, expressions, report)
    if total is None or factors is None:
        return total, ()
    count = len(group.members)
    by_size = _MODELS[group.element.attributes.get("model", "")](factors, count)
    if by_size is None:
        report(group.at, f"the factors of group {group.name!r} do not fit its {count} members or are no shares; correct them")
        return total, ()
    if sum(comb(count, size) for size, share in enumerate(by_size, 1) if share > 0) > MOST_EVENTS:
        report(group.at, f"group {group.name!r} has more than {MOST_EVENTS} common causes; use the beta-factor model")
        return total, ()
    causes = tuple(_causes(group, [share * total for share in by_size]))
    return by_size[0] * total, causes


def _causes(group: Group, by_size: Sequence[float]) -> Iterator[CommonCause]:
    for size, probability in enumerate(by_size[1:], 2):
        if probability > 0:
            for members in combinations(group.members, size):
                everyone = size == len(group.members)
                which = "common-cause" if everyone else ".".join(member.name for member in members)
                yield CommonCause(f"{group.name}.{which}", members, probability, group)


def _factors(group: Group, expressions: Expressions, report: Report) -> dict[int, float] | None:
    """Return the factors by level; None, and a finding, where they cannot be read."""
    model = group.element.attributes.get("model", "")
    if model not in _MODELS:
        report(group.at, f"the common-cause model {model!r} is not computed here; write one of {', '.join(_MODELS)}")
        return None
    holders = [group.element, *(child for child in group.element.children if child.tag == "factors")]
    factors: dict[int, float] = {}
    for holder in holders:
        for child in holder.children:
            if child.tag != "factor":
                continue
            value = _probability(child, group, expressions, report)
            level = child.attributes.get("level", str(len(group.members)) if model == "beta-factor" else "")
            if value is None:
                return None
            if not (level.isascii() and level.isdigit() and len(level) < 5) or int(level) in factors:
                report(child.place(group.scope.source), f"<factor> has the level {level!r}; give each a whole number of its own")
                return None
            factors[int(level)] = value
    return factors


def _probability(holder: Element | None, group: Group, expressions: Expressions, report: Report) -> float | None:
    if holder is None:
        report(group.at, f"common-cause group {group.name!r} has no <distribution>; add it")
        return None
    value = expressions.value(holder, group.scope)
    if value is not None and not 0.0 <= value <= 1.0:
        report(holder.place(group.scope.source), f"<{holder.tag}> is {value:g}; write a number from 0 to 1")
        return None
    return value


def _child(element: Element, tag: str) -> Element | None:
    return next((child for child in element.children if child.tag == tag), None)


def _beta(factors: dict[int, float], count: int) -> list[float] | None:
    if len(factors) != 1:
        return None
    (beta,) = factors.values()
    return [1 - beta, *[0.0] * (count - 2), beta]


def _letters(factors: dict[int, float], count: int) -> list[float] | None:
    """Multiple Greek letters: factor k is the share of the failures of k - 1 members or more that take k or more."""
    if not factors or set(factors) != set(range(2, 2 + len(factors))) or len(factors) >= count:
        return None
    letters = [1.0, *(factors.get(level, 0.0) for level in range(2, count + 2))]
    return [prod(letters[:size]) * (1 - letters[size]) / comb(count - 1, size - 1) for size in range(1, count + 1)]


def _alpha(factors: dict[int, float], count: int) -> list[float] | None:
    """Alpha factor k is the share of failure events that take k members (non-staggered testing)."""
    total = fsum(level * share for level, share in factors.items())
    if total <= 0 or not set(factors) <= set(range(1, count + 1)):
        return None
    return [size * factors.get(size, 0.0) / (comb(count - 1, size - 1) * total) for size in range(1, count + 1)]


def _phi(factors: dict[int, float], count: int) -> list[float] | None:
    """Phi factor k is the probability of one certain set of k members, as a share of that of a member; they add up to 1."""
    if not isclose(fsum(factors.values()), 1.0, abs_tol=1e-4) or not set(factors) <= set(range(1, count + 1)):
        return None
    return [factors.get(size, 0.0) for size in range(1, count + 1)]


_MODELS = {"beta-factor": _beta, "MGL": _letters, "alpha-factor": _alpha, "phi-factor": _phi}
