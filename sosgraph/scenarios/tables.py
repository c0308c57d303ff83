"""What became of incidents, in tables and in sentences: what happened, whether it came back, and what keeps it down."""

from collections.abc import Sequence
from math import inf
from types import MappingProxyType

from sosgraph.model.architecture import Architecture
from sosgraph.quantity import format_duration, format_number, format_share
from sosgraph.scenarios.backlog import Backlog
from sosgraph.scenarios.incident import in_words
from sosgraph.scenarios.reading import Ending, mean, windows
from sosgraph.scenarios.simulated import Simulated, telling
from sosgraph.simulation.network import Network
from sosgraph.table import Column, Table

_RATES = (
    Column("scenario", "text", "scenario"),
    Column("before_per_s", "rate", "answered before"),
    Column("during_per_s", "rate", "during"),
    Column("end_per_s", "rate", "at the end"),
    Column("comes_back", "text", "comes back"),
    Column("kept_down_by", "names", "kept down by"),
)
_SEEDS = (
    _RATES[0],
    Column("seeds", "count", "seeds"),
    Column("stuck", "count", "stay down"),
    Column("chance", "text", "chance of that"),
    Column("back_median", "text", "else back after", "—"),
    Column("back_longest", "text", "at the latest", "—"),
    _RATES[-1],
)
_PARTS = (
    Column("component", "text", "component"),
    Column("offered_before_per_s", "rate", "asked before"),
    Column("offered_during_per_s", "rate", "during"),
    Column("offered_end_per_s", "rate", "at the end"),
    Column("capacity_per_s", "rate", "can serve", "no limit"),
    Column("served_end_per_s", "rate", "serves at the end"),
    Column("waiting_end", "count", "requests there at the end"),
)
_ENDINGS = (
    Column("seed", "count", "seed"),
    Column("ending", "text", "ending"),
    Column("before_per_s", "rate", "answered before"),
    Column("during_per_s", "rate", "during"),
    Column("end_per_s", "rate", "at the end"),
    Column("back_s", "count", "back after", "—"),
)
_AT_ONCE = "at once"
_UNITS = (("d", 86400.0), ("h", 3600.0), ("m", 60.0))
_MOST_PARTS = 20


def outcome_table(architecture: Architecture, found: Sequence[Simulated]) -> Table:
    """Return one row for each incident, with the answer in words above it."""
    seeded = bool(found and found[0].seeds)
    rows = tuple((_by_seeds if seeded else _by_rates)(architecture, each) for each in found)
    stays = any(_down(each) for each in found)
    undecided = not stays and any(each.decided < len(each.seeds) for each in found)
    facts = MappingProxyType({"comes_back": None if undecided else not stays})
    notes = tuple(dict.fromkeys(note for each in found for note in _notes(each)))
    return Table("simulate", "What happens", _SEEDS if seeded else _RATES, rows, notes, facts, lead(architecture, found))


def _down(each: Simulated) -> bool:
    return each.stuck > 0 if each.seeds else each.reading.ending is not Ending.BACK and each.backlog is None


def lead(architecture: Architecture, found: Sequence[Simulated]) -> str:
    """Return the answer in a sentence: of one incident what became of it and why, of several which ones leave the system down."""
    if len(found) == 1:
        return _sentence(architecture, found[0])
    down = [each.incident.name for each in found if _down(each)]
    undecided = [each.incident.name for each in found if each.seeds and not each.decided]
    if undecided and not down:
        return f"it is undecided after {len(undecided)} of {len(found)} scenarios: {', '.join(undecided)}"
    if not down:
        return f"the system comes back after all {len(found)} scenarios"
    verb = "leaves" if len(down) == 1 else "leave"
    return f"{len(down)} of {len(found)} scenarios {verb} the system down when what happened is over: {', '.join(down)}"


def happens(architecture: Architecture, each: Simulated) -> str:
    """Return what happens in an incident, in words."""
    return " and ".join(in_words(architecture, scenario) for scenario in each.incident.scenarios) or "nothing"


def _sentence(architecture: Architecture, each: Simulated) -> str:
    after = f"after the {happens(architecture, each).replace(' and ', ' and the ')}" if each.incident.scenarios else "in all"
    if each.decided and any(seen.reading.ending not in (Ending.NEVER, Ending.UNDECIDED) for seen in each.seeds):
        low, high = (format_share(round(chance, 3)) for chance in each.chance)
        if not each.stuck:
            partly = sum(seen.reading.ending is Ending.PARTLY for seen in each.seeds)
            words = (
                f"{after} goodput comes back in all of {each.decided} seeds{f', in {partly} of them in part' if partly else ''}"
            )
            return f"{words}; the chance that it does not is {high} at most"
        count = f"{each.stuck} of {each.decided} seeds, a chance between {low} and {high}"
        return f"{after} goodput does not come back in {count}{_because(each)}"
    said = each.reading
    if said.ending is Ending.UNDECIDED:
        return f"it is undecided whether goodput comes back {after}: no seed was simulated for long enough to tell"
    if each.backlog is not None:
        later = f"about {about(each.backlog.back_s)} later, as an estimate"
        return f"{after} goodput comes back {later}: {_drained(architecture, each.backlog, each.network)}"
    if said.ending is Ending.BACK:
        return f"{after} goodput is back {f'within {about(said.back_s)}' if said.back_s else 'at once'}"
    if said.ending is Ending.NEVER:
        return f"before anything happens, {_rate(said.before)} of {_rate(said.arriving)} are answered{_because(each)}"
    part = f"comes back to {_rate(said.after)} of {_rate(said.before)}" if said.ending is Ending.PARTLY else "does not come back"
    return f"{after} goodput {part}{', but still gets better' if said.improving else ''}{_because(each)}"


def _drained(architecture: Architecture, left: Backlog, network: Network) -> str:
    """Return what has to be worked off until goodput is back."""
    label, count = architecture.label(network.stations[left.place].name), float(f"{left.requests:.3g}")
    return f"a backlog of {count:,.0f} requests at {label} gets less by {_rate(left.requests / left.back_s)}"


def _because(each: Simulated) -> str:
    """Return how the load is at the end, and what makes it so, as the end of a sentence: apart from the cause, which is over."""
    words = ""
    if each.overloaded is not None:
        asked, limit = _rate(each.overloaded.offered), _rate(each.overloaded.per_s)
        words = f": {asked} attempts arrive at {each.overloaded.name}, which can serve {limit}"
    if each.sustained_by:
        words += f"; the cause is over, what keeps it down is that {' and '.join(each.sustained_by)}"
    return words


def about(seconds: float) -> str:
    """Return a duration to a tenth of its unit."""
    name, unit = next(((name, size) for name, size in _UNITS if seconds >= 2 * size), ("s", 1.0))
    number = round(seconds / unit, 1 if unit > 1 or seconds < 10 else 0)
    return f"{number:g}{name}" if number >= 1 else format_duration(number)


def _by_rates(architecture: Architecture, each: Simulated) -> tuple[object, ...]:
    said = each.reading
    rates = (round(each, 6) for each in (said.before, said.during, said.after))
    return (_scenario(architecture, each), *rates, _comes_back(each), each.sustained_by)


def _scenario(architecture: Architecture, each: Simulated) -> str:
    """Return the name of an incident and what happens in it, which is its name where it has no other."""
    what = happens(architecture, each)
    return what if what == each.incident.name else f"{each.incident.name}: {what}"


def _comes_back(each: Simulated) -> str:
    said = each.reading
    if each.backlog is not None:
        return f"after about {about(each.backlog.back_s)} (estimate)"
    if said.ending is Ending.BACK:
        return f"after {about(said.back_s)}" if said.back_s else _AT_ONCE
    if said.ending is Ending.NEVER:
        return "was down before"
    watched = about(each.timing.until_s - each.timing.end_s)
    part = "in part" if said.ending is Ending.PARTLY else "no"
    return f"{part}, {'still getting better after' if said.improving else 'not in'} {watched}"


def _by_seeds(architecture: Architecture, each: Simulated) -> tuple[object, ...]:
    low, high = (format_share(round(chance, 3)) for chance in each.chance)
    back = sorted(seen.reading.back_s for seen in each.seeds if seen.reading.back_s is not None)
    median, longest = (_after(back[place]) if back else None for place in (len(back) // 2, -1))
    what = _scenario(architecture, each)
    return what, len(each.seeds), each.stuck, f"{low} to {high}", median, longest, each.sustained_by


def _after(seconds: float) -> str:
    return about(seconds) if seconds else _AT_ONCE


def _notes(each: Simulated) -> list[str]:
    notes = []
    if each.seeds:
        notes.append("chance: the interval holds with 95 % confidence; a mean over seeds would hide that there are two outcomes")
    undecided = len(each.seeds) - each.decided
    if undecided:
        notes.append(f"undecided in {undecided} of {len(each.seeds)} seeds, which the chance leaves out")
    better = sum(seen.reading.ending is Ending.STUCK and seen.reading.improving for seen in each.seeds)
    if better:
        notes.append(f"still getting better at the end in {better} of those that stay down; a longer --until may tell")
    if each.stretches:
        left = about(sum(one.skipped_s for one in each.stretches))
        notes.append(f"{left} of what happens were left out, in which nothing changes or queues grow evenly")
    if each.coarse:
        notes.append("calculated in longer steps than the shortest times of the system ask for; ask for less time with --until")
    notes.extend(dict.fromkeys(seen.stopped for seen in each.seeds if seen.stopped))
    return notes + ([each.course.stopped] if each.course.stopped else [])


def components_table(architecture: Architecture, each: Simulated) -> Table:
    """Return one row for each component of which something limits what it serves, those asked most above their limit first."""
    at, course = windows(each.course, each.timing), each.course
    limited = [place for place, station in enumerate(each.network.stations) if station.per_s < inf and any(course.offered[place])]
    excess = {place: mean(course.offered[place], at.after) / each.network.stations[place].per_s for place in limited}
    order = sorted(limited, key=lambda place: (-round(excess[place], 6), place))
    rows = tuple(
        (
            architecture.label(each.network.stations[place].name),
            *(round(mean(course.offered[place], among), 6) for among in at[:3]),
            round(each.network.stations[place].per_s, 6),
            round(mean(course.served[place], at.after), 6),
            _counted(mean(course.waiting[place], at.after)),
        )
        for place in order[:_MOST_PARTS]
    )
    more = len(order) - len(rows)
    notes = [f"{more} more components are asked less, as against what they can serve"] if more else []
    title = f"Who is asked how much: {each.incident.name}"
    if each.seeds:
        title += f", seed {telling(each.seeds)}"
        half, last = (about(seconds) for seconds in (each.timing.calm_s / 2, (each.timing.until_s - each.timing.end_s) / 10))
        notes.append(f"of one seed, chance included: before is the last {half} before anything happens, the end the last {last}")
    return Table("simulate-components", title, _PARTS, rows, tuple(notes))


def seeds_table(each: Simulated) -> Table:
    """Return one row for each seed of an incident: how it ends, and after how many seconds it is back."""
    rows = tuple(
        (
            seen.seed,
            seen.reading.ending.value,
            *(round(rate, 6) for rate in (seen.reading.before, seen.reading.during, seen.reading.after)),
            None if seen.reading.back_s is None else round(seen.reading.back_s, 6),
        )
        for seen in each.seeds
    )
    return Table("simulate-seeds", f"How each seed ends: {each.incident.name}", _ENDINGS, rows)


def _counted(requests: float) -> float:
    """Return a mean number of requests as people write it."""
    found = float(format_number(requests))
    return int(found) if found.is_integer() else found


def course_table(each: Simulated) -> Table:
    """Return the course of an incident: one row for each time, counted from the first moment at which something may happen."""
    course, calm = each.course, each.timing.calm_s
    columns = tuple(
        Column(name, "count", title)
        for name, title in (
            ("time_s", "time"),
            ("arriving_per_s", "arriving"),
            ("offered_per_s", "attempts"),
            ("goodput_per_s", "goodput"),
            ("failed_per_s", "failed"),
            ("retries_per_s", "retries"),
            ("waiting", "waiting"),
        )
    )
    size = len(course.times_s)
    totals = [_total(each, size) for each in (course.offered, course.retries, course.waiting)]
    rows = tuple(
        tuple(
            round(float(value), 6)
            for value in (
                time - calm + _skipped_s(each, time),
                arriving,
                totals[0][place],
                good,
                failed,
                totals[1][place],
                totals[2][place],
            )
        )
        for place, (time, arriving, good, failed) in enumerate(
            zip(course.times_s, course.arriving, course.goodput, course.failed, strict=True)
        )
    )
    title = f"The course of it: {each.incident.name}{f', seed {telling(each.seeds)}' if each.seeds else ''}"
    return Table("simulate-course", title, columns, rows)


def _skipped_s(each: Simulated, time_s: float) -> float:
    """Return how much was left out before a time of the course."""
    return sum(one.skipped_s for one in each.stretches if one.end_s < time_s)


def _total(by_part: Sequence[Sequence[float]], size: int) -> list[float]:
    return [sum(each) for each in zip(*by_part, strict=True)] if len(by_part) else [0.0] * size


def _rate(per_s: float) -> str:
    return f"{format_number(round(per_s, 2))}/s"
