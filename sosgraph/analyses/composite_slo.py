"""What can each component promise? Composite availability, exact, beside the number of the two naive rules."""

from collections.abc import Sequence
from dataclasses import replace

from sosgraph.analyses import Analysis
from sosgraph.bdd.bounds import associated_bounds, frechet_bounds
from sosgraph.estimate import Certificate, Estimate
from sosgraph.model.architecture import Architecture
from sosgraph.model.slo import DEFAULT_WINDOW_S
from sosgraph.parameter import Parameter
from sosgraph.quantity import OneOf, format_duration, format_number, format_percent, parse_flag, parse_span
from sosgraph.selection import selected_components
from sosgraph.structure.composites import INDEPENDENT, STEADY, Composite, composites, verdict_on
from sosgraph.structure.functions import function_of
from sosgraph.structure.own_part import GRADES, own_part, published_slo
from sosgraph.structure.promises import left_by_promises
from sosgraph.table import Column, Table

ASSUMED = (f"assumed: {INDEPENDENT}", f"assumed: {STEADY}")
"""What every number of these analyses rests on, as notes."""
_GRADES = OneOf((*GRADES.words, "all"))


def with_assumptions(tables: Sequence[Table]) -> tuple[Table, ...]:
    """Return the tables with what every number rests on under the last of them."""
    return (*tables[:-1], *(replace(table, notes=(*table.notes, *ASSUMED)) for table in tables[-1:]))


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
    names = selected_components(architecture, component)
    own = "slo" if grade == "all" else grade
    found = composites(architecture, own, names)
    first = _grades if grade == "all" else _promises
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
    return Table("composite-slo", title, columns, rows, _notes(architecture, found), lead=lead)


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
        verdict_on(component, estimate, left_by_promises(architecture).get(name, 0.0)),
    )


def _lead(architecture: Architecture, found: dict[str, Composite], window_s: float) -> str:
    """Return how many promises can be kept, and the one that is missed by most; empty where nothing is promised."""
    verdicts = {name: verdict_on(architecture.components[name], composite.estimate) for name, composite in found.items()}
    promising = [name for name, verdict in verdicts.items() if verdict is not None]
    missed = {name: _missing(architecture, name, found[name]) for name in promising if verdicts[name] == "out of reach"}
    if not promising:
        return ""
    if not missed:
        sure = "can" if all(verdicts[name] == "kept" for name in promising) else "may"
        return f"{'the promise' if len(promising) == 1 else f'all {len(promising)} promises'} {sure} be kept"
    worst = max(missed, key=lambda name: missed[name])
    promised = published_slo(architecture.components[worst])
    assert promised is not None
    return (
        f"{len(missed)} of {len(promising)} promises {'is' if len(missed) == 1 else 'are'} out of reach: "
        f"{architecture.label(worst)} promises {format_percent(promised.complement)} and reaches {found[worst].estimate}, "
        f"{format_number(missed[worst] * window_s / 60)} min over its budget in {format_duration(window_s)}"
    )


def _missing(architecture: Architecture, name: str, composite: Composite) -> float:
    """Return by how much the unavailability exceeds what the promise allows, at least."""
    promised = published_slo(architecture.components[name])
    return composite.estimate.unavailability_low - (promised.complement if promised is not None else 1.0)


def _grades(architecture: Architecture, found: dict[str, Composite], grade: str, window_s: float) -> Table:
    """Return contracts, promises and counts side by side."""
    period = format_duration(window_s)
    columns = [Column("component", "text", "component"), Column("promised", "target", "promised", absent="—")]
    estimates = {}
    for word in ("sla", "slo", "observed"):
        estimates[word] = found if word == grade else composites(architecture, word, found)
        columns.append(Column(word, "availability", f"by {word.upper()}s" if word != "observed" else "as observed"))
        columns.append(Column(f"{word}_downtime_min", "minutes", f"down in {period}"))
    rows = []
    for name in found:
        each = [estimates[word][name].estimate for word in estimates]
        numbers = [part for estimate in each for part in (estimate, estimate.unavailability_high * window_s / 60)]
        rows.append((architecture.label(name), published_slo(architecture.components[name]), *numbers))
    total = len(architecture.components)
    notes = []
    for word in ("sla", "observed"):
        count = sum(own_part(component, word).source == word for component in architecture.components.values())
        notes.append(f"{word}: {count} of {total} own parts have such a number; the others keep the one that they have")
    return Table(
        "composite-slo",
        "Composite availability by contract, by promise and as observed",
        tuple(columns),
        tuple(rows),
        (*notes, *_notes(architecture, found)),
    )


def _bounds(architecture: Architecture, found: dict[str, Composite], grade: str, window_s: float) -> Table:
    """Return what is left of the numbers when own parts do not fail independently of one another."""
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


def _notes(architecture: Architecture, found: dict[str, Composite]) -> tuple[str, ...]:
    unknown = tuple(dict.fromkeys(architecture.label(name) for composite in found.values() for name in composite.unknown))
    notes = [*ASSUMED, *(f"assumed: {each}" for each in architecture.assumptions)]
    if unknown:
        shown = ", ".join(unknown[:10]) + (f" and {len(unknown) - 10} more" if len(unknown) > 10 else "")
        notes.append(f"no own number, taken as 100 %, so that what rests on it is an upper bound (≤): {shown}")
    if any(composite.times_naive is not None and composite.times_naive > 1.05 for composite in found.values()):
        notes.append("off by: so many times the unavailability of the two naive rules, which count a shared part as several")
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
        Parameter("component", "only this component (may be repeated)", str, (), several=True),
        Parameter(
            "grade", "which number stands for a part without one of its own: slo, sla, observed first, or all", _GRADES, "slo"
        ),
        Parameter("bounds", "what is left of the numbers without independence, and what is unknown", parse_flag, False),
        Parameter("window", "the time over which minutes are counted", parse_span, DEFAULT_WINDOW_S),
    ),
)
