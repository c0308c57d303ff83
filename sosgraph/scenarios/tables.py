"""What became of incidents, in tables and in sentences: what happened, whether it came back, and what keeps it down."""

from collections.abc import Sequence
from math import inf
from types import MappingProxyType

from sosgraph.model.architecture import Architecture
from sosgraph.quantity import format_number, format_share
from sosgraph.scenarios.backlog import Backlog
from sosgraph.scenarios.by_rates import BY_RATES, by_chance, by_luck, let_go_sooner
from sosgraph.scenarios.incident import in_words
from sosgraph.scenarios.let_go import let_go
from sosgraph.scenarios.reading import DOWN, Ending, Reading, holds_more_s, mean, windows
from sosgraph.scenarios.simulated import Simulated, telling
from sosgraph.scenarios.spoken_times import about
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
    Column("partly", "count", "in part"),
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
_AT_ONCE = "at once"
_MOST_PARTS = 20
_SAID = {
    "": (Ending.STUCK,),
    "it comes back in part": (Ending.PARTLY,),
    "it still gets better when its run ends": (Ending.BETTER,),
    "it is undecided": (Ending.UNDECIDED,),
}


def outcome_table(architecture: Architecture, found: Sequence[Simulated]) -> Table:
    """Return one row for each incident, with the answer in words above it."""
    seeded = bool(found and found[0].seeds)
    rows = tuple((_by_seeds if seeded else _by_rates)(architecture, each) for each in found)
    facts = MappingProxyType({"comes_back": _all_back(found)})
    notes = tuple(dict.fromkeys(note for each in found for note in _notes(architecture, each)))
    return Table("simulate", "What happens", _SEEDS if seeded else _RATES, rows, notes, facts, lead(architecture, found))


def _all_back(found: Sequence[Simulated]) -> bool | None:
    """Tell whether the system comes back after all of it; None where only longer runs, or seeds, would tell."""
    ends = {Ending.UNDECIDED if each.chancy else each.ending for each in found}
    ends |= {seen.reading.ending for each in found for seen in each.seeds}
    if ends & {*DOWN, Ending.PARTLY}:
        return False
    return None if ends & {Ending.BETTER, Ending.UNDECIDED} else True


def lead(architecture: Architecture, found: Sequence[Simulated]) -> str:
    """Return the answer in a sentence: of one incident what became of it and why, of several which ones leave the system down."""
    if len(found) == 1:
        return _sentence(architecture, found[0])
    names = {words: [each.incident.name for each in found if each.ending in endings] for words, endings in _SAID.items()}
    down = names.pop("")
    parts = [f"{words} after {_of(those, found)}" for words, those in names.items() if those]
    before = [(_was(each.reading), each.incident.name) for each in found if each.ending is Ending.NEVER]
    for was in sorted({was for was, _ in before}, reverse=True):
        those = [name for words, name in before if words == was]
        parts.insert(0, f"in {len(those)} of {len(found)} scenarios the system {was} anything happened: {', '.join(those)}")
    if down:
        verb = "leaves" if len(down) == 1 else "leave"
        count = f"{len(down)} of {len(found)} scenarios {verb} the system down when what happened is over"
        parts.insert(0, f"{count}: {', '.join(down)}")
    if parts and not found[0].seeds:
        parts[0] = f"by rates, {parts[0]}"
    parts = parts or [f"the system comes back after all {len(found)} scenarios"]
    chancy = [each.incident.name for each in found if each.chancy]
    return "; ".join([*parts, *([f"chance decides after {_of(chancy, found)}"] if chancy else [])])


def _of(names: Sequence[str], found: Sequence[Simulated]) -> str:
    return f"{len(names)} of {len(found)} scenarios: {', '.join(names)}"


def happens(architecture: Architecture, each: Simulated) -> str:
    """Return what happens in an incident, in words."""
    return " and ".join(in_words(architecture, scenario) for scenario in each.incident.scenarios) or "nothing"


def _sentence(architecture: Architecture, each: Simulated) -> str:
    after = f"after the {happens(architecture, each).replace(' and ', ' and the ')}" if each.incident.scenarios else "in all"
    if each.decided and any(seen.reading.ending not in (Ending.NEVER, Ending.UNDECIDED) for seen in each.seeds):
        return f"{after} goodput {_of_seeds(each)}"
    said = each.reading
    if said.ending is Ending.UNDECIDED:
        why = "no seed was simulated for long enough to tell, or asked anything"
        return f"it is undecided whether goodput comes back {after}: {why}"
    if each.backlog is not None:
        later = f"about {about(each.backlog.back_s)} later, as an estimate"
        return f"{after} goodput comes back {later}: {_drained(architecture, each.backlog, each.network)}"
    if said.ending is Ending.BACK:
        late = "" if each.queue is None else f", but {_waits(architecture, each, each.queue)}"
        late += "; but chance decides, which rates leave out" if each.falling else ""
        return f"{after} goodput is back {f'within {about(said.back_s)}' if said.back_s else 'at once'}{late}"
    if said.ending is Ending.NEVER:
        more = "ever more wait, and " if said.overloaded else ""
        return f"before anything happens, {more}{_rate(said.before)} of {_rate(said.arriving)} are answered{_because(each)}"
    part = f"comes back to {_rate(said.after)} of {_rate(said.before)}" if said.ending is Ending.PARTLY else "does not come back"
    if said.ending is Ending.BETTER:
        part = f"is not back {about(each.timing.until_s - each.timing.end_s)} later"
    but = ", but chance decides" if each.luck else ", but still gets better" if said.improving else ""
    return f"{after} goodput {part}, by rates{but}{_because(each)}"


def _of_seeds(each: Simulated) -> str:
    """Return how many seeds end how, with the chance that the system stays down."""
    low, high = (format_share(round(chance, 3)) for chance in each.chance)
    back, partly, better = (each.count(ending) for ending in (Ending.BACK, Ending.PARTLY, Ending.BETTER))
    others = f", comes back in part in {partly}" if partly else ""
    others += f", still gets better in {better} when the run ends" if better else ""
    if each.stuck:
        count = f"{each.stuck} of {each.decided} seeds, a chance between {low} and {high}"
        return f"does not come back in {count}{others}{_because(each)}"
    if back == each.decided:
        seeds = f"all of {back} seeds" if back > 1 else "the only seed"
        return f"comes back in {seeds}; the chance that it does not is {high} at most"
    return f"comes back in {back} of {each.decided} seeds{others}; the chance that it stays down is {high} at most"


def _waits(architecture: Architecture, each: Simulated, queue: Backlog) -> str:
    """Return what waits when goodput is back, or soon is, and how long that takes."""
    label = architecture.label(each.network.stations[queue.place].name)
    return f"{float(f'{queue.requests:.3g}'):,.0f} requests wait at {label} by then, worked off after {about(queue.back_s)}"


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
        over = "" if each.reading.ending is Ending.NEVER else "the cause is over, "
        words += f"; {over}what keeps it down is that {' and '.join(each.sustained_by)}"
    return words


def _by_rates(architecture: Architecture, each: Simulated) -> tuple[object, ...]:
    said = each.reading
    rates = (said.told(rate) for rate in (said.before, said.during, said.after))
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
        queue = "" if each.queue is None else f", queue after {about(each.queue.back_s)}"
        chance = "as chance decides, by rates " if each.falling else ""
        return chance + (f"after {about(said.back_s)}" if said.back_s else _AT_ONCE) + queue
    if said.ending is Ending.NEVER:
        return _was(said)
    watched = about(each.timing.until_s - each.timing.end_s)
    if each.luck:
        return f"as chance decides, by rates {'in part, ' * (said.ending is Ending.PARTLY)}not in {watched}"
    part = {Ending.PARTLY: "in part", Ending.BETTER: "not yet"}.get(said.ending, "no")
    return f"{part}, {'still getting better after' if said.improving else 'not in'} {watched}"


def _was(said: Reading) -> str:
    return f"was {'overloaded' if said.overloaded else 'down'} before"


def _by_seeds(architecture: Architecture, each: Simulated) -> tuple[object, ...]:
    low, high = (format_share(round(chance, 3)) for chance in each.chance)
    back = sorted(seen.reading.back_s for seen in each.seeds if seen.reading.back_s is not None)
    median, longest = (_back(back[place]) if back else None for place in (len(back) // 2, -1))
    what = _scenario(architecture, each)
    return what, len(each.seeds), each.stuck, f"{low} to {high}", each.count(Ending.PARTLY), median, longest, each.sustained_by


def _back(seconds: float) -> str:
    return about(seconds) if seconds else _AT_ONCE


def _notes(architecture: Architecture, each: Simulated) -> list[str]:
    notes = []
    if each.seeds:
        notes.append("chance: the interval holds with 95 % confidence; a mean over seeds would hide that there are two outcomes")
    undecided = len(each.seeds) - each.decided
    if undecided:
        notes.append(f"undecided in {undecided} of {len(each.seeds)} seeds, which the chance leaves out")
    before = each.count(Ending.NEVER)
    if 0 < before < each.decided:
        seeds = f"{before} of {len(each.seeds)} seeds"
        notes.append(f"overloaded before anything happens in {seeds}, which count as staying down: it may be without a cause")
    better = each.count(Ending.BETTER)
    if better:
        seeds = f"{better} of {len(each.seeds)} seeds"
        notes.append(f"still getting better at the end in {seeds}, of which the chance leaves it open; a longer --until may tell")
    if each.seeds and each.queue is not None:
        notes.append(
            f"in seed {telling(each.seeds)} goodput is back earlier than the queue: {_waits(architecture, each, each.queue)}"
        )
    if not each.seeds and each.ending in (Ending.STUCK, Ending.PARTLY):
        notes.append(by_luck(architecture, each, each.luck) if each.luck else BY_RATES)
    if each.falling:
        notes.append(by_chance(architecture, each, each.falling))
    if not each.seeds:
        notes.extend(let_go_sooner(architecture, each.network, link) for link in let_go(each.network, each.triggers))
    if not each.seeds and each.course.times_s and (more_s := holds_more_s(each.course, each.timing)):
        notes.append(f"during: of the {about(more_s)} in which it happens, with what is before and after it")
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
            *(each.reading.told(mean(course.offered[place], among)) for among in at[:3]),
            round(each.network.stations[place].per_s, 6),
            each.reading.told(mean(course.served[place], at.after)),
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


def _counted(requests: float) -> float:
    """Return a mean number of requests as people write it."""
    found = float(format_number(requests))
    return int(found) if found.is_integer() else found


def _rate(per_s: float) -> str:
    return f"{format_number(round(per_s, 2))}/s"
