"""Does what the parts promise hold for the whole? Composed prediction beside simulation, the class of the difference, and why."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from math import isinf
from types import MappingProxyType
from typing import Any

from sosgraph.analyses import Analysis
from sosgraph.enumeration import listed, some_of
from sosgraph.finding import Finding
from sosgraph.frozen import replace
from sosgraph.model.architecture import Architecture
from sosgraph.model.scenario import Scenario
from sosgraph.parameter import Parameter
from sosgraph.quantity import Ratio, format_duration, format_number, format_percent, parse_ratio
from sosgraph.scenarios.assumptions import assumptions_of
from sosgraph.scenarios.classification import Class, Kind, Study
from sosgraph.scenarios.confirmation import Findings, findings
from sosgraph.scenarios.incident import Incident, in_words, incidents_of, parse_trigger
from sosgraph.scenarios.measured import nines
from sosgraph.scenarios.policies import in_words as policy_in_words
from sosgraph.scenarios.prediction import Interval
from sosgraph.scenarios.refusals import first_of, refusals
from sosgraph.scenarios.settings import Setting, parse_setting, with_assumed, with_settings
from sosgraph.scenarios.studies import requests
from sosgraph.table import Column, Table
from sosgraph.traffic.branches import branches

_COLUMNS = (
    Column("property", "text", "property"),
    Column("composed", "text", "composed"),
    Column("simulated", "text", "simulated", "not timed"),
    Column("nines", "text", "nines"),
    Column("class", "text", "class"),
    Column("due_to", "names", "due to"),
    Column("different", "text", "differs in"),
)
_TITLES = {
    "availability": "availability",
    "goodput_per_s": "goodput",
    "p99_s": "p99",
    "recovery_s": "recovery",
    "beyond": "who is hit",
}
_BLAST_RADIUS, _NAMED = "the blast radius", 3
_LONG_S = 600
_LASTING = ("goodput_per_s", "p99_s", "recovery_s")
_ALONE = Incident("no trigger", ())
_SEEDS, _MOST = 5, 1000
_FEW = 2e6
"""So many requests are simulated one by one in each run at most, unless that is asked for."""


def answer(
    architecture: Architecture,
    *,
    scenario: tuple[str, ...] = (),
    trigger: tuple[Scenario, ...] = (),
    within: Ratio | None = None,
    seeds: int | None = None,
    assume: tuple[Setting, ...] = (),
    set: tuple[Setting, ...] = (),
) -> tuple[Table, ...]:
    """Return one table for each trigger, and one for none where no trigger is asked for, with the class of each property."""
    architecture = with_settings(with_assumed(architecture, assume), set)
    incidents = incidents_of(architecture, scenario, trigger)
    if not scenario and not trigger:
        incidents = (_ALONE, *incidents)
    share = 0.0 if within is None else within.value
    lacking = {incident: refusals(architecture, (incident,)) for incident in incidents}
    found = [_table(architecture, each, share, seeds) for each in incidents if not lacking[each]]
    if found:
        found[-1] = replace(found[-1], notes=(*found[-1].notes, *assumptions_of(architecture, assume, set)))
    missing = tuple(dict.fromkeys(one for each in incidents for one in lacking[each]))
    refused = [_refused([each.name for each in incidents if lacking[each]], missing)] if missing else []
    return (*found, *refused)


def _refused(names: Sequence[str], missing: Sequence[Finding]) -> Table:
    """Return what is to be written before something can be said, and where."""
    rows = tuple((each.message, each.at) for each in first_of(missing))
    columns = (Column("missing", "text", "what is missing"), Column("where", "place", "where"))
    return Table("emergence-missing", f"Under {listed(names)}", columns, rows, lead="nothing can be said yet", refuses=True)


def _table(architecture: Architecture, incident: Incident, share: float, seeds: int | None) -> Table:
    title = f"Under {_happens(architecture, incident)}"
    if seeds is None:
        seeds = _SEEDS if requests(architecture, incident.scenarios) <= _FEW else 0
    found = findings(architecture, incident.scenarios, share, seeds)
    rows = tuple(_row(architecture, found, each) for each in found.classes)
    facts = {f"{each.name}_{end}": value for each in found.classes for end, value in _numbers(each)}
    lead = _lead(architecture, incident, found)
    return Table("emergence", title, _COLUMNS, rows, _notes(architecture, incident, found), MappingProxyType(facts), lead)


def _happens(architecture: Architecture, incident: Incident) -> str:
    return " and ".join(in_words(architecture, each) for each in incident.scenarios) or incident.name


def _row(architecture: Architecture, found: Findings, each: Class) -> tuple[object, ...]:
    study = found.study
    composed = _BLAST_RADIUS if each.name == "beyond" else _interval(each.name, each.predicted)
    simulated = None if each.simulated is None else _value(each.name, each.simulated)
    if _not_back(each):
        simulated = f"not within {_value(each.name, study.after_s)}"
    if each.name == "beyond":
        others = some_of([architecture.label(name) for name in found.hit], _NAMED)
        simulated = f"also {others}" if others else "nobody else"
    kind = None if each.kind is None else each.kind.value
    causes = tuple(policy_in_words(architecture, study.network, cause) for cause in each.causes)
    seeds = None if each.kind is None or each.runs == 1 else f"{each.different} of {each.runs}"
    return _TITLES[each.name], composed, simulated, _nines(study, each), kind, causes, seeds


def _not_back(each: Class) -> bool:
    """Tell whether a run ended before goodput was back, of which it does not know whether it ever is."""
    return each.name == "recovery_s" and each.simulated is not None and isinf(each.simulated)


def _value(name: str, value: float) -> str:
    if name == "availability":
        return format_percent(round(1 - value, 4))
    if name == "goodput_per_s":
        return f"{format_number(round(value, 3))}/s"
    if isinf(value):
        return "never"
    if value > _LONG_S:
        return format_duration(60 * round(value / 60))
    return f"{value:.0f}s" if value > 1 else format_duration(round(value, 3))


def _interval(name: str, predicted: Interval) -> str:
    low, high = (_value(name, end) for end in predicted)
    if name == "recovery_s":
        return f"up to {high}"
    return low if low == high else f"{low} to {high}"


def _nines(study: Study, each: Class) -> str | None:
    """Return the difference in nines of a share; a time has none."""
    if each.simulated is None or each.name not in ("availability", "goodput_per_s"):
        return None
    if each.kind is Kind.RESULTANT:
        return "0"
    rate = study.prediction.goodput_per_s.high
    whole = rate if each.name == "goodput_per_s" and rate else 1.0
    share = Interval(*(end / whole for end in each.predicted))
    less = nines(share, min(1.0, each.simulated / whole), rate * study.seconds)
    return "0" if abs(less) < 0.05 else f"{less:+.1f}"


def _numbers(each: Class) -> tuple[tuple[str, float | None], ...]:
    values = (("low", each.predicted.low), ("high", each.predicted.high), ("simulated", each.simulated))
    return tuple((end, None if value is None or isinf(value) else value) for end, value in values)


def _lead(architecture: Architecture, incident: Incident, found: Findings) -> str:
    """Return in a sentence what is not as composed; trigger and sustaining effect apart."""
    different = [each for each in found.classes if each.kind not in (None, Kind.RESULTANT)]
    if not different:
        undecided = all(each.kind is None for each in found.classes)
        if undecided:
            reasons = {each.reason for each in found.classes}
            return f"nothing was decided{f': {reasons.pop()}' if len(reasons) == 1 else ''}"
        healthy = ", as long as it stays in its healthy steady state" if _two_states(architecture) else ""
        return f"what the parts tell holds for the whole{healthy}"
    words = f"{_are(different)} not what the parts tell"
    if incident.scenarios:
        words += f"; trigger: {_happens(architecture, incident)}"
    lasting = _causes(architecture, found, [each for each in different if each.name in _LASTING])
    others = _causes(architecture, found, [each for each in different if each.name not in _LASTING])
    if lasting:
        words += f"; sustaining effect: {listed(lasting)}"
    more = [each for each in others if each not in lasting]
    return words + (f"; effect while it lasts: {listed(more)}" if more else "")


def _are(classes: Sequence[Class]) -> str:
    return f"{_names(classes)} {'is' if len(classes) == 1 else 'are'}"


def _names(classes: Iterable[Class]) -> str:
    return listed([_TITLES[each.name] for each in classes])


def _causes(architecture: Architecture, found: Findings, classes: Iterable[Class]) -> list[str]:
    causes = dict.fromkeys(cause for each in classes for cause in each.causes)
    return [policy_in_words(architecture, found.study.network, cause) for cause in causes]


def _notes(architecture: Architecture, incident: Incident, found: Findings) -> tuple[str, ...]:
    notes = [f"{_names(those)}: {reason}" for reason, those in _alike(found, lambda each: each.reason)]
    for (still, runs), those in _alike(found, lambda each: each.causes and (each.still, each.runs)):
        left = f"in all but {still} of {_seeds(runs)}" if still else "again"
        notes.append(f"without what it is due to, {_are(those)} as composed {left}")
    for instead, those in _alike(found, lambda each: each.instead):
        words = ", ".join(policy_in_words(architecture, found.study.network, policy) for policy in instead)
        notes.append(f"{_names(those)}: leaving out one of these alone would do as well: {words}")
    notes += _of_two_states(architecture, found)
    if any(map(_not_back, found.classes)):
        notes.append("recovery: the run ended before; whether it comes back later, sosgraph simulate tells")
    how = f"request by request, with {_seeds(found.seeds)}"
    if not found.seeds:
        how = "in rates, which are means (--seeds 5 asks what chance does)"
    first_s = min((each.start_s for each in incident.scenarios), default=0.0)
    until = _value("recovery_s", found.study.seconds - first_s)
    since = "the trigger begins" if any(each.name == "recovery_s" for each in found.classes) else "it is steady"
    return (
        *notes,
        "composed: calls, capacity and spare capacity, each part taken alone; own parts do not fail",
        f"simulated {how}; goodput and p99 are those at the end, {until} after {since}",
    )


def _of_two_states(architecture: Architecture, found: Findings) -> Iterator[str]:
    """Yield that there is a steady state besides the healthy one: as why nothing recovers, or that nothing got there."""
    kinds = {each.name: each.kind for each in found.classes}
    if kinds.get("recovery_s", kinds["goodput_per_s"]) is Kind.WEAK:  # from nothing, nobody recovers
        if _two_states(architecture):
            yield "metastable: at this load there is a healthy and an overloaded steady state (sosgraph metastability)"
    elif not {Kind.WEAK, Kind.CANDIDATE} & {*kinds.values()} and _two_states(architecture):
        more = "" if found.seeds else "; in rates nothing happens by chance: ask with --seeds 5"
        yield f"at this load there is an overloaded steady state, too (sosgraph metastability), which nothing here led to{more}"


def _seeds(count: int) -> str:
    return f"{count} seed{'' if count == 1 else 's'}"


def _alike(found: Findings, said: Callable[[Class], Any]) -> Iterator[tuple[Any, list[Class]]]:
    """Yield what is said of classes, and those of which it is."""
    for words in dict.fromkeys(said(each) for each in found.classes if said(each)):
        yield words, [each for each in found.classes if said(each) == words]


def _two_states(architecture: Architecture) -> bool:
    return bool(architecture.once(branches).vulnerable)


def parse_seeds(text: str) -> int:
    """Return a whole number from 0 to 1000."""
    if not text.isdecimal() or int(text) > _MOST:
        raise ValueError(f"{text!r} is no number of seeds; write one from 0 (simulate rates) to {_MOST}")
    return int(text)


ANALYSIS = Analysis(
    name="emergence",
    summary="does what the parts tell hold for the whole: composed beside simulated, and the class of the difference",
    answer=answer,
    parameters=(
        Parameter("scenario", "only this scenario of the file", str, (), several=True),
        Parameter(
            "trigger",
            "what happens, like 'outage of db for 10s'; all that are given happen in one run",
            parse_trigger,
            (),
            several=True,
        ),
        Parameter(
            "within", "how exactly numbers are known: is the class the same when they are so much more or less", parse_ratio, None
        ),
        Parameter(
            "seeds", "so many runs, request by request, have to agree (5; 0, rates, where too much arrives)", parse_seeds, None
        ),
        Parameter("assume", "a number that is not written, like web.rate=100/s", parse_setting, (), several=True),
        Parameter("set", "a number instead of the one that is written, like db.queue=100", parse_setting, (), several=True),
    ),
)
