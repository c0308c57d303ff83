"""What is this system like? Its shape, its weak points and what is not known, on one screen."""

from collections import Counter
from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import NamedTuple

from sosgraph.analyses import Analysis
from sosgraph.analyses.feasibility import journey_judgements
from sosgraph.model.architecture import Architecture
from sosgraph.quantity import format_share
from sosgraph.selection import answerable_components
from sosgraph.structure.blast_radii import BlastRadii, Loss, blast_radii
from sosgraph.structure.composites import reached_by_promisers, verdict_on
from sosgraph.structure.margin import Margin, margin
from sosgraph.structure.promises import left_by_promises
from sosgraph.structure.shape import Shape, histogram, quantile, shape
from sosgraph.table import Column, Table

_RISKIEST = 10
_RELIED_ON = 50  # whose margin is looked for
_JUDGED = 2_000  # components in the system up to which promises are judged: each asks for a diagram
_YEAR_MIN = 365 * 24 * 60
_BARS = "▁▂▃▄▅▆▇█"
_NAMED = 3

_Line = tuple[str, str, str | None]


class Risk(NamedTuple):
    """A component, how many others fall with it, and how likely it is down by itself (None: not known).

    `weight` is the share that is lost while it is down: of visits, else of entries, else of components.
    """

    name: str
    falls: int
    own: float | None
    weight: float

    @property
    def loss(self) -> float | None:
        """The share of time that is lost because of it, so weighed."""
        return None if self.own is None else self.own * self.weight


def riskiest(architecture: Architecture) -> list[Risk]:
    """Return all components by what their failure costs on average, most first, among equals the widest.

    The unknown come after what costs something, and before what costs nothing.
    """
    radii = blast_radii(architecture)
    entries = sum(component.entry is not None for component in architecture.components.values())

    def weight(loss: Loss, falls: int) -> float:
        if architecture.journeys:
            return loss[0]
        return loss[-1] / entries if entries else (1 + falls) / len(radii.names)

    each = zip(radii.names, radii.sizes, radii.own, radii.losses, strict=True)
    risks = (Risk(name, falls, own, weight(loss, falls)) for name, falls, own, loss in each)
    return sorted(risks, key=lambda risk: (risk.loss == 0, risk.loss is None, -(risk.loss or 0.0), -risk.weight, -risk.falls))


def answer(architecture: Architecture) -> tuple[Table, ...]:
    """Return the system in a dozen lines, and the components that cost most."""
    if not architecture.components:
        return (Table("overview", "Overview", _COLUMNS, (), ("there is no component",)),)
    form = shape(architecture)
    radii = blast_radii(architecture)
    risks = [risk for risk in riskiest(architecture) if risk.own != 0]
    verdicts = _verdicts(architecture)
    asked = answerable_components(architecture, ())
    margins = {name: margin(architecture, name) for name in asked[:_RELIED_ON]}
    rows = (
        *_size(architecture, form),
        *_form(architecture, form),
        *_redundancy(architecture, form, radii, asked, margins),
        *_radii(architecture, radii),
        *_numbers(architecture, radii),
        *_promises(architecture, verdicts),
    )
    facts = _facts(architecture, form, radii, margins, verdicts)
    lead = _lead(architecture, form, radii, risks[0] if risks else None, verdicts)
    return (Table("overview", "Overview", _COLUMNS, rows, (), facts, lead), *([_riskiest(architecture, risks)] if risks else []))


def _verdicts(architecture: Architecture) -> dict[str, str] | None:
    """Return what is to be said about each promise, of components and of journeys; None where there are too many to say it."""
    if not _promising(architecture):
        return {}
    if len(architecture.components) > _JUDGED:
        return None
    reached, left = reached_by_promisers(architecture), left_by_promises(architecture)
    found = {}
    for component in architecture.components.values():
        if component.availability_slos:
            estimate = reached.get(component.name)  # what is its own promise keeps it
            said = verdict_on(component, estimate, left.get(component.name, 0.0)) if estimate is not None else "kept"
            found[component.name] = said or "kept"
    for judgement in journey_judgements(architecture):
        found[judgement.words] = "out of reach" if judgement.broken else judgement.verdict
    return found


def _promising(architecture: Architecture) -> int:
    """Return how many components and journeys promise an availability."""
    promising = [one for one in architecture.components.values() if one.availability_slos]
    return len(promising) + sum(bool(journey.availability_slos) for journey in architecture.journeys.values())


def _size(architecture: Architecture, form: Shape) -> Iterator[_Line]:
    components = architecture.components
    systems = _counted(len(architecture.systems), "system")
    owners = _counted(form.owners, "owner") if form.owners else "no owner named"
    outside = f"{form.external} external ({format_share(form.external / len(components))})" if form.external else "none external"
    yield "size", _counted(len(components), "component"), f"{systems}, {owners}, {outside}"
    edges = sum(count for _, count in form.kinds)
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in form.kinds)
    hard = "all hard" if form.hard == edges else f"{form.hard:,} of them hard"
    yield "dependencies", f"{edges:,}, {hard}" if edges else "none", kinds or None


def _form(architecture: Architecture, form: Shape) -> Iterator[_Line]:
    steps = [f"{architecture.label(each[0])}{f' (in a circle of {len(each)})' if len(each) > 1 else ''}" for each in form.chain]
    if len(steps) > 2 * _NAMED:
        steps = [*steps[:_NAMED], "…", *steps[-2:]]
    yield "depth", _counted(form.depth, "link"), " -> ".join(steps) if form.depth else None
    if form.circles:
        most = form.circles[0]
        count, share = len(form.circles), format_share(form.in_circles / len(architecture.components))
        named = _some([architecture.label(name) for name in most])
        yield "cycles", f"{count} strong component{'' if count == 1 else 's'}", f"{share} of all; the largest: {named}"
    else:
        yield "cycles", "none", None


def _redundancy(
    architecture: Architecture, form: Shape, radii: BlastRadii, asked: Sequence[str], margins: dict[str, Margin]
) -> Iterator[_Line]:
    count = len(architecture.components)
    survive = count - len(radii.exposed)
    yield (
        "redundancy",
        _counted(form.groups, "group"),
        f"{survive:,} of {count:,} components survive any single failure of another",
    )
    safe = f"{sum(name not in radii.exposed for name in asked):,} of {len(asked):,} survive any"
    least: dict[str, list[str]] = {}
    for name, each in margins.items():
        least.setdefault(str(each), []).append(architecture.label(name))
    words = ", ".join(f"{key} ({_some(least[key]) if len(margins) <= _NAMED else len(least[key])})" for key in sorted(least))
    first = "" if len(margins) == len(asked) else f", of the first {len(margins)}"
    yield "relied on", safe, f"fewest other components that take one down{first}: {words}"


def _radii(architecture: Architecture, radii: BlastRadii) -> Iterator[_Line]:
    sizes = sorted(radii.sizes)
    widest = architecture.label(radii.names[list(radii.sizes).index(sizes[-1])])
    half, tenth = quantile(sizes, 50), quantile(sizes, 90)
    most = f"; at most {sizes[-1]:,} ({widest})" if sizes[-1] else ""
    yield "blast radius", f"half take down {half if half == 0 else f'at most {half}'}", f"nine in ten at most {tenth}{most}"
    classes = histogram(sizes)
    highest = max(count for _, _, count in classes)
    bars = "".join(_BARS[round(count / highest * (len(_BARS) - 1))] if count else "_" for _, _, count in classes)
    words = ", ".join(f"{_span(low, high)}: {count:,}" for low, high, count in classes if count)
    yield "how many take down", bars, words


def _numbers(architecture: Architecture, radii: BlastRadii) -> Iterator[_Line]:
    unknown = [architecture.label(name) for name, own in zip(radii.names, radii.own, strict=True) if own is None]
    known = len(radii.names) - len(unknown)
    yield "numbers", f"{known:,} of {len(radii.names):,} known", f"unknown: {_some(unknown)}" if unknown else None


def _promises(architecture: Architecture, verdicts: dict[str, str] | None) -> Iterator[_Line]:
    if verdicts is None:
        yield "promises", f"{_promising(architecture)}, not judged here", f"more than {_JUDGED:,} components; ask feasibility"
    elif not verdicts:
        yield "promises", "none", None
    else:
        counts = Counter(verdicts.values())
        broken = [architecture.label(one) for one, said in verdicts.items() if said in _BROKEN]
        said = ", ".join(f"{count} {verdict}" for verdict, count in counts.most_common())
        yield "promises", f"{len(verdicts)}: {said}", f"cannot be kept: {_some(broken)}" if broken else None


_BROKEN = ("out of reach", "contradicted")


def _riskiest(architecture: Architecture, risks: Sequence[Risk]) -> Table:
    rows = tuple(
        (
            architecture.label(risk.name),
            architecture.components[risk.name].owner,
            risk.falls,
            risk.own,
            None if risk.own is None else risk.own * _YEAR_MIN,
            risk.weight,
            None if risk.loss is None else risk.loss * _YEAR_MIN,
        )
        for risk in risks[:_RISKIEST]
    )
    columns = (
        Column("component", "text", "component"),
        Column("owner", "text", "owner"),
        Column("falls", "count", "takes down"),
        Column("own", "availability", "its own part", absent="unknown"),
        Column("down_min", "minutes", "down in a year", absent="unknown"),
        Column("weight", "share", "lost then"),
        Column("loss_min", "minutes", "lost in a year", absent="unknown"),
    )
    of = _weighed_by(architecture)
    notes = [f"lost: the share of {of} that is down with it; in a year: its own downtime, times that"]
    unknown = [risk for risk in risks if risk.own is None]
    if unknown:
        widest = unknown[0]
        said = f"{_counted(len(unknown), 'component')} without a number cannot be ranked by it"
        notes.append(f"{said}; {architecture.label(widest.name)} among them takes down {_counted(widest.falls, 'other')}")
    title = f"The {len(rows)} riskiest components" if len(rows) > 1 else "The riskiest component"
    return Table("riskiest", title, columns, rows, tuple(notes))


def _lead(architecture: Architecture, form: Shape, radii: BlastRadii, worst: Risk | None, verdicts: dict[str, str] | None) -> str:
    """Return what somebody has to know who hears of the system for the first time."""
    count = len(architecture.components)
    said = [f"{_counted(count, 'component')} up to {_counted(form.depth, 'link')} deep"]
    if form.circles:
        said.append(f"{form.in_circles:,} of them in cycles")
    if radii.exposed:
        said.append(f"{len(radii.exposed):,} fall{'s' if len(radii.exposed) == 1 else ''} with a single failure of another")
    if worst is not None:
        said += _told_of(architecture, worst, radii)
    broken = sum(verdict in _BROKEN for verdict in (verdicts or {}).values())
    if broken:
        said.append(f"{broken} of {_counted(len(verdicts or {}), 'promise')} cannot be kept")
    return "; ".join(said)


def _told_of(architecture: Architecture, worst: Risk, radii: BlastRadii) -> Iterator[str]:
    label, with_it = architecture.label(worst.name), f"{_counted(worst.falls, 'other')} with it"
    if worst.loss:
        lost = f"{format_share(worst.loss)} of all {_weighed_by(architecture)}"
        yield f"{label} costs most: {lost}, and it takes down {with_it}"
    elif worst.own is None:
        whole = "no part has a number" if all(own is None for own in radii.own) else "no part that costs anything has a number"
        yield f"{whole}; {label} takes down most, {with_it}"


def _facts(
    architecture: Architecture, form: Shape, radii: BlastRadii, margins: dict[str, Margin], verdicts: dict[str, str] | None
) -> MappingProxyType[str, object]:
    return MappingProxyType(
        {
            "components": len(architecture.components),
            "systems": len(architecture.systems),
            "owners": form.owners,
            "external": form.external,
            "dependencies": sum(count for _, count in form.kinds),
            "hard": form.hard,
            "depth": form.depth,
            "strong_components": len(form.circles),
            "in_cycles": form.in_circles,
            "redundancy_groups": form.groups,
            "surviving": len(architecture.components) - len(radii.exposed),
            "smallest_margin": min((each.failures for each in margins.values() if each.failures is not None), default=None),
            "widest_blast_radius": max(radii.sizes),
            "unknown": sum(own is None for own in radii.own),
            "promises": None if verdicts is None else len(verdicts),
            "promises_broken": None if verdicts is None else sum(verdict in _BROKEN for verdict in verdicts.values()),
        }
    )


def _weighed_by(architecture: Architecture) -> str:
    """Return of what the share is that a component's failure costs."""
    if architecture.journeys:
        return "visits"
    return "entries" if any(component.entry is not None for component in architecture.components.values()) else "components"


def _counted(count: int, noun: str, plural: str = "") -> str:
    return f"{count:,} {noun if count == 1 else plural or f'{noun}s'}"


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else "")


def _span(low: int, high: int) -> str:
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


_COLUMNS = (Column("aspect", "text", "aspect"), Column("value", "text", "how much"), Column("detail", "text", "in detail"))

ANALYSIS = Analysis(
    name="overview",
    summary="the system on one screen: size, depth, cycles, redundancy, blast radii, the ten riskiest, what is not known",
    answer=answer,
)
