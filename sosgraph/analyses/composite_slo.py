"""What can each component promise? Composite availability, exact, beside the number of the two naive rules."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from sosgraph.analyses import Analysis
from sosgraph.enumeration import some_of
from sosgraph.estimate import Certificate, Estimate
from sosgraph.model.architecture import Architecture
from sosgraph.model.slo import DEFAULT_WINDOW_S
from sosgraph.parameter import Parameter
from sosgraph.quantity import OneOf, format_duration, format_number, format_percent, parse_flag, parse_span
from sosgraph.selection import selected
from sosgraph.structure.assumptions import ASSUMED, DOUBTFUL
from sosgraph.structure.composites import Composite, composites, verdict_on
from sosgraph.structure.fault_tree import is_fault_tree, probability
from sosgraph.structure.functions import function_of
from sosgraph.structure.own_part import GRADES, own_part, published_slo
from sosgraph.structure.wholes import said_of_wholes
from sosgraph.table import Column, Table

_NAMED = 10
_GRADES = OneOf((*GRADES.words, "all"))
_SIDES = MappingProxyType({"sla": "by SLAs", "slo": "by SLOs", "observed": "as observed"})
_BROKEN = MappingProxyType({"out of reach": "out of reach", "contradicted": "contradicted by its callees"})


def answer(
    architecture: Architecture,
    *,
    component: tuple[str, ...] = (),
    grade: str = "slo",
    bounds: bool = False,
    window: float = DEFAULT_WINDOW_S,
) -> tuple[Table, ...]:
    """Return one row for each of `component` (all): promise, own part, exact and naive composite, minutes of downtime.

    Grade `all` puts what contracts, promises and counts say side by side. `bounds` adds what holds without independence.
    """
    tree = is_fault_tree(architecture)
    architecture, names = selected(architecture, component or (_tops(architecture) if tree else ()))
    own = "slo" if grade == "all" else grade
    found = composites(architecture, own, names)
    first = _grades if grade == "all" else _events if tree else _promises
    tables = [first(architecture, found, own, window)]
    return (*tables, *([_bounds(architecture, found, own, window)] if bounds else []))


def _promises(architecture: Architecture, found: dict[str, Composite], grade: str, window_s: float) -> Table:
    period = format_duration(window_s)
    columns = (
        Column("component", "text", "component"),
        Column("own", "target", "own part"),
        Column("own_source", "text", "from"),
        Column("promised", "target", "promised", absent="—"),
        Column("composite", "availability", "composite"),
        Column("naive", "availability", "naively"),
        Column("times_naive", "factor", "off by"),
        Column("expected_downtime_min", "minutes", f"down in {period}"),
        Column("error_budget_min", "minutes", "budget", absent="—"),
        Column("kept", "text", "promise"),
    )
    rows = tuple(_row(architecture, name, composite, grade, window_s) for name, composite in found.items())
    title = f"Composite availability (grade {grade})"
    lead = _lead(architecture, found, window_s)
    return Table("composite-slo", title, columns, rows, (*_notes(architecture, found), *_decided(architecture, found)), lead=lead)


def _decided(architecture: Architecture, found: dict[str, Composite]) -> Iterator[str]:
    """Yield the numbers by which promises are broken that their composites alone would not break."""
    left = _left_by_promises(architecture)
    told = []
    for name, verdict in _verdicts(architecture, found).items():
        if verdict in _BROKEN and verdict_on(architecture.components[name], found[name].estimate) != verdict:
            told.append(f"{architecture.label(name)} {format_percent(left[name])}")
    if told:
        yield f"broken not by the composite but by what the callees' promises leave: {some_of(told, _NAMED)}"


def _left_by_promises(architecture: Architecture) -> Mapping[str, float]:
    """Return what promises leave, found once; a fault tree has none, and loads nothing of it."""
    from sosgraph.structure.promises import left_by_promises

    return left_by_promises(architecture)


def _tops(architecture: Architecture) -> tuple[str, ...]:
    return tuple(name for name, component in architecture.components.items() if component.entry is not None)


def _events(architecture: Architecture, found: dict[str, Composite], grade: str, window_s: float) -> Table:
    """Return how likely events are: nobody promises anything of them, and minutes of downtime say nothing of one mission."""
    columns = (
        Column("component", "text", "event"),
        Column("probability", "text", "happens with"),
        Column("composite", "availability", "does not"),
        Column("naive", "availability", "naively"),
        Column("times_naive", "factor", "off by"),
    )
    rows = tuple(
        (architecture.label(name), probability(each.estimate), each.estimate, each.naive, each.times_naive)
        for name, each in found.items()
    )
    lead = ""
    if found:
        worst = max(found, key=lambda name: found[name].estimate.unavailability_high)
        most = "" if len(found) == 1 else ", the likeliest of those shown"
        lead = f"{architecture.label(worst)} happens with probability {probability(found[worst].estimate)}{most}"
    others = len(architecture.components) - len(found)
    more = (f"{others} other events are not shown; --component '*' shows all",) if others else ()
    return Table("composite-slo", "Probability of events", columns, rows, (*more, *_notes(architecture, found)), lead=lead)


def _row(architecture: Architecture, name: str, composite: Composite, grade: str, window_s: float) -> tuple[object, ...]:
    component = architecture.components[name]
    own = own_part(component, grade)
    promised = published_slo(component)
    estimate = composite.estimate
    return (
        architecture.label(name),
        own.ratio,
        own.source or "unknown",
        promised,
        estimate,
        composite.naive,
        composite.times_naive,
        estimate.unavailability_high * window_s / 60,
        None if promised is None else promised.complement * window_s / 60,
        verdict_on(component, estimate, _left_by_promises(architecture).get(name, 0.0)),
    )


def _lead(architecture: Architecture, found: dict[str, Composite], window_s: float) -> str:
    """Return how many promises can be kept, and the one that is missed by most; empty where nothing is promised."""
    verdicts = _verdicts(architecture, found)
    missed = {name: _missing(architecture, name, found[name]) for name, verdict in verdicts.items() if verdict in _BROKEN}
    if not verdicts:
        return ""
    if not missed:
        sure = "can" if set(verdicts.values()) == {"kept"} else "may"
        return f"{'the promise' if len(verdicts) == 1 else f'all {len(verdicts)} promises'} {sure} be kept"
    counts = [(words, sum(verdict == word for verdict in verdicts.values())) for word, words in _BROKEN.items()]
    first, *more = [(words, count) for words, count in counts if count]
    whose = "the promise" if len(verdicts) == 1 else f"{first[1]} of {len(verdicts)} promises"
    broken = f"{whose} {'is' if first[1] == 1 else 'are'} {first[0] if first[1] == 1 else first[0].replace('its', 'their')}"
    broken += "".join(f", {count} more {'is' if count == 1 else 'are'} {words}" for words, count in more)
    worst = max(missed, key=lambda name: missed[name])
    promised = published_slo(architecture.components[worst])
    assert promised is not None
    least = _missing(architecture, worst, found[worst]) + promised.complement
    if verdicts[worst] == "contradicted":
        reached = f", but its callees promise {format_percent(least)} at best"
    elif _left_by_promises(architecture).get(worst, 0.0) > found[worst].estimate.unavailability_low:
        reached = f", but its callees' promises leave {format_percent(least)} at best"
    else:
        reached = f" and reaches {found[worst].estimate}"
    return (
        f"{broken}: {architecture.label(worst)} promises {format_percent(promised.complement)}{reached}, "
        f"{format_number(missed[worst] * window_s / 60)} min over its budget in {format_duration(window_s)}"
    )


def _verdicts(architecture: Architecture, found: dict[str, Composite]) -> dict[str, str]:
    """Return the verdict on each promise that there is, as the rows have it."""
    left = _left_by_promises(architecture)
    verdicts = {
        name: verdict_on(architecture.components[name], composite.estimate, left.get(name, 0.0))
        for name, composite in found.items()
    }
    return {name: verdict for name, verdict in verdicts.items() if verdict is not None}


def _missing(architecture: Architecture, name: str, composite: Composite) -> float:
    """Return by how much the unavailability exceeds what the promise allows, at least."""
    promised = published_slo(architecture.components[name])
    least = max(composite.estimate.unavailability_low, _left_by_promises(architecture).get(name, 0.0))
    return least - (promised.complement if promised is not None else 1.0)


def _grades(architecture: Architecture, found: dict[str, Composite], grade: str, window_s: float) -> Table:
    """Return contracts, promises and counts side by side, and whether the promise is kept by each."""
    period = format_duration(window_s)
    columns = [Column("component", "text", "component"), Column("promised", "target", "promised", absent="—")]
    by_grade = {word: found if word == grade else composites(architecture, word, found) for word in _SIDES}
    verdicts = {word: _verdicts(architecture, by_grade[word]) for word in _SIDES}
    for word, words in _SIDES.items():
        columns.append(Column(word, "availability", words))
        columns.append(Column(f"{word}_downtime_min", "minutes", f"down in {period}"))
        columns.append(Column(f"{word}_kept", "text", "promise"))
    rows = []
    for name in found:
        cells: list[object] = [architecture.label(name), published_slo(architecture.components[name])]
        for word in _SIDES:
            estimate = by_grade[word][name].estimate
            cells += [estimate, estimate.unavailability_high * window_s / 60, verdicts[word].get(name)]
        rows.append(tuple(cells))
    parts = architecture.components.values()
    counts = {word: sum(own_part(one, word).source == word for one in parts) for word in ("sla", "observed")}
    have = "own parts have such a number; the others keep the one that they have"
    notes = [*(f"{word}: {count} of {len(parts)} {have}" for word, count in counts.items()), *said_of_wholes(architecture, found)]
    return Table(
        "composite-slo",
        "Composite availability by contract, by promise and as observed",
        tuple(columns),
        tuple(rows),
        (*notes, *_notes(architecture, found, naive=False)),
        lead=_lead_of_grades(verdicts),
    )


def _lead_of_grades(verdicts: dict[str, dict[str, str]]) -> str:
    """Return how many promises are broken by each grade; empty where nothing is promised."""
    promises = len(verdicts["slo"])
    if not promises:
        return ""
    counts = {word: sum(verdict in _BROKEN for verdict in found.values()) for word, found in verdicts.items()}
    whole = f" of {promises} promise{'' if promises == 1 else 's'}"
    words = [f"{count or 'none'}{'' if place else whole} {_SIDES[word]}" for place, (word, count) in enumerate(counts.items())]
    return f"broken: {', '.join(words)}"


def _bounds(architecture: Architecture, found: dict[str, Composite], grade: str, window_s: float) -> Table:
    """Return what is left of the numbers when own parts do not fail independently of one another."""
    from sosgraph.bdd.bounds import associated_bounds, frechet_bounds

    function = function_of(architecture, grade)
    associated = associated_bounds(function.equations, function.failure)
    anyhow = frechet_bounds(function.equations, function.failure)
    columns = (
        Column("component", "text", "component"),
        Column("composite", "availability", "composite"),
        Column("certificate", "text", "how"),
        Column("associated", "availability", "associated"),
        Column("frechet", "availability", "any dependence"),
        Column("worst_downtime_min", "minutes", f"down in {format_duration(window_s)} at worst"),
        Column("unknown", "names", "rests on unknown"),
    )
    rows = []
    for name, composite in found.items():
        low, high = anyhow[function.up[name]]
        rows.append(
            (
                architecture.label(name),
                composite.estimate,
                composite.estimate.how,
                Estimate(*associated[function.up[name]], Certificate.BOUNDS),
                Estimate(low, high, Certificate.BOUNDS),
                high * window_s / 60,
                tuple(architecture.label(unknown) for unknown in composite.unknown),
            )
        )
    notes = (
        "associated: holds while own parts are independent or tend to fail together (Esary, Proschan and Walkup)",
        "any dependence: holds whatever own part depends on what (Fréchet, Rüger)",
    )
    return Table("composite-slo-bounds", "What independence is worth", columns, tuple(rows), notes)


def _notes(architecture: Architecture, found: dict[str, Composite], naive: bool = True) -> tuple[str, ...]:
    lacking = dict.fromkeys(name for composite in found.values() for name in composite.unknown)
    unread = [architecture.label(name) for name in lacking if name in architecture.mistaken]
    unknown = [architecture.label(name) for name in lacking if name not in architecture.mistaken]
    notes = list(ASSUMED)
    bounded = any(composite.estimate.upper_bound for composite in found.values())
    bound = ", so that what rests on it is an upper bound (≤)" if bounded else ""
    if unknown:
        notes.append(f"no own number, taken as 100 %{bound}: {some_of(unknown, _NAMED)}")
    if unread:
        notes.append(f"not read as a whole{bound}: {some_of(unread, _NAMED)}")
    if doubtful := [architecture.label(name) for name, each in found.items() if each.estimate.doubtful]:
        notes.append(f"≈: {DOUBTFUL}: {some_of(doubtful, _NAMED)}")
    if naive and any(composite.times_naive is not None and composite.times_naive > 1.05 for composite in found.values()):
        notes.append("off by: so many times the unavailability of the two naive rules, which count a shared part as several")
    if naive and any(composite.times_naive is not None and composite.times_naive < 0.9995 for composite in found.values()):
        notes.append("off by less than 1: the naive rules count what is shared in series twice, and are too pessimistic there")
    if any(composite.estimate.certificate is Certificate.BOUNDS for composite in found.values()):
        notes.append("bounds: the exact diagram outgrew its limit; the value lies in the range for certain")
    sampled = {composite.estimate.how for composite in found.values() if composite.estimate.certificate is Certificate.SAMPLED}
    notes += [f"{how}; the exact diagram outgrew its limit" for how in sorted(sampled)]
    return tuple(notes)


ANALYSIS = Analysis(
    name="composite-slo",
    summary="composite availability of every component, exact, beside the two naive rules, with its error budget",
    answer=answer,
    parameters=(
        Parameter(
            "component", "only this component, journey, system or pattern like pay-* (may be repeated)", str, (), several=True
        ),
        Parameter(
            "grade", "which number stands for a part without one of its own: slo, sla, observed first, or all", _GRADES, "slo"
        ),
        Parameter("bounds", "what is left of the numbers without independence, and what is unknown", parse_flag, False),
        Parameter("window", "the time over which minutes are counted", parse_span, DEFAULT_WINDOW_S),
    ),
)
