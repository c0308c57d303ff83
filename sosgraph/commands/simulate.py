"""sosgraph simulate: what becomes of a system when something happens to it, and whether it comes back by itself."""

import os
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

import click

from sosgraph.commands import Command
from sosgraph.errors import BadCall
from sosgraph.frozen import replace
from sosgraph.invocation import (
    CONFIG,
    OUTPUT,
    PATHS,
    Word,
    exit_status,
    format_option,
    policy_for,
    progress_shown,
    show,
    with_reservation,
)
from sosgraph.model.architecture import Architecture
from sosgraph.model.scenario import TRIGGERS, Scenario
from sosgraph.quantity import OneOf, parse_count, parse_duration
from sosgraph.report import Report
from sosgraph.scenarios.assumptions import assumptions_of
from sosgraph.scenarios.fan_out import BACKENDS, Means
from sosgraph.scenarios.incident import GRAMMAR, Incident, incidents_of, parse_trigger
from sosgraph.scenarios.refusals import first_of, refusals, unexplained
from sosgraph.scenarios.settings import parse_setting, with_assumed, with_settings
from sosgraph.scenarios.sweep import GRAMMAR as RANGES
from sosgraph.scenarios.sweep import MOST_POINTS, Axis, parse_axis
from sosgraph.table import Table
from sosgraph.workspace import Workspace, writable, write

HELP = f"""Simulate what happens to the architecture in the given files and folders: its scenarios, or what --trigger says.

A trigger is written {GRAMMAR}; several happen in the same run. A kind is one of
{", ".join(TRIGGERS)}; a burst of requests is a pause, after which all that was held back comes at once.

Without --seeds rates are simulated, which is quick and knows no chance; with --seeds every request is, once for each seed,
which tells how often the system stays down.

Exit status: 0 the answer was given, 1 a number is missing or the input has a mistake, 2 nothing readable or a bad call.
"""
PICTURES = (".svg", ".png")
ENGINES = ("fluid", "requests")
SEEDS = 10
_DOWN = 3  # of many scenarios, who is asked how much is told of so many after which the system is not back
_WHOLE = ("json", "csv")  # what programs read has the course too, which is too long for people


class Asked(NamedTuple):
    """What is asked, but for the architecture."""

    means: Means
    seeds: int
    until_s: float | None
    axes: tuple[Axis, ...]
    picture: str | None
    whole: bool

    @property
    def loads(self) -> bool:
        """Whether it is about nothing but the load, up and down."""
        return [axis.name for axis in self.axes] == ["load"]


class Answered(NamedTuple):
    """Tables, and how to draw them in a format, which is only done when somebody asks."""

    tables: tuple[Table, ...]
    draw: Callable[[str], bytes]


def _simulate(
    paths: tuple[str, ...], format: str, output: str | None, config: str | None, picture: str | None, **given: Any
) -> None:
    words = {name: _parsed(name, given[name]) for name in _PARSERS}
    asked = _asked(format, picture, words)
    workspace = Workspace(paths)
    loaded = workspace.load(policy_for(paths, config).importers)
    architecture = with_settings(with_assumed(loaded.architecture, words["assume"]), words["set"])
    incidents, missing = _incidents(architecture, given["scenario"], words["trigger"], asked)
    if missing is not None and not loaded.findings:
        raise missing
    answerable = loaded.understood and missing is None
    refused = refusals(architecture, incidents) if answerable else ()
    tables: tuple[Table, ...] = ()
    answered: Answered | None = None
    for path in (picture, output):
        writable(path, workspace.documents)
    if answerable and not refused:
        answered = _answer(architecture, incidents, asked)
        notes = assumptions_of(architecture, words["assume"], words["set"])
        first, *others = answered.tables
        tables = with_reservation((replace(first, notes=(*first.notes, *notes)), *others), loaded)
    findings = (*loaded.findings, *first_of(unexplained(refused, loaded.findings)))
    report = Report(architecture, workspace.documents, findings, tables, skipped=loaded.skipped)
    show(report, format, output)
    if answered is not None and picture is not None:  # after what is shown, which is not lost where drawing fails
        write(answered.draw(os.path.splitext(picture)[1][1:].lower()), picture, workspace.documents)
    status = exit_status(loaded, report)
    if missing is not None and loaded.understood and (given["scenario"] or words["trigger"] or not status):
        raise missing
    raise SystemExit(status)


def _incidents(
    architecture: Architecture, names: Sequence[str], written: Sequence[Scenario], asked: Asked
) -> tuple[tuple[Incident, ...], BadCall | None]:
    """Return what is to be simulated, or why there is nothing, which mistakes in the input may explain."""
    try:
        found = incidents_of(architecture, names, written)
    except BadCall as unknown:
        return (), unknown
    if found or asked.loads:
        return found, None
    return (), BadCall("no scenario is written; write 'scenarios:', or say --trigger 'outage of db for 10s'")


_PARSERS: dict[str, Callable[[str], Any]] = {
    "trigger": parse_trigger,
    "set": parse_setting,
    "assume": parse_setting,
    "sweep": parse_axis,
    "until": parse_duration,
    "seeds": parse_count,
    "jobs": parse_count,
    "engine": OneOf(ENGINES),
    "backend": OneOf(BACKENDS),
}


def _parsed(name: str, written: Any) -> Any:
    """Return what an option says; raises `BadCall` where it cannot be read."""
    try:
        if isinstance(written, tuple):
            return tuple(_PARSERS[name](each) for each in written)
        return None if written is None else _PARSERS[name](written)
    except ValueError as mistake:
        raise BadCall(f"--{name}: {mistake}") from None


def _asked(format: str, picture: str | None, words: dict[str, Any]) -> Asked:
    from sosgraph.scenarios.runs import MOST_SEEDS

    seeds = words["seeds"] or 0
    if words["engine"] == "fluid" and seeds:
        raise BadCall("--engine fluid has no seeds, since rates know no chance; leave out one of the two")
    if words["engine"] == "requests" and not seeds:
        seeds = SEEDS
    if seeds > MOST_SEEDS:
        raise BadCall(f"--seeds: {seeds} are asked for; {MOST_SEEDS} are the most")
    if len(words["sweep"]) > 2 or len({axis.name for axis in words["sweep"]}) < len(words["sweep"]):
        raise BadCall("--sweep: one range is swept over, or two different ones")
    if picture is not None and not picture.lower().endswith(PICTURES):
        raise BadCall(f"--picture: {picture} ends in none of {', '.join(PICTURES)}")
    means = Means(words["jobs"] or -1, words["backend"] or BACKENDS[0])
    return Asked(means, seeds, words["until"], words["sweep"], picture, format in _WHOLE)


def _answer(architecture: Architecture, incidents: Sequence[Incident], asked: Asked) -> Answered:
    """Return the answer; raises `BadCall` where a package that it needs is not installed."""
    try:
        with progress_shown():
            return _of_sweep(architecture, incidents, asked) if asked.axes else _of_incidents(architecture, incidents, asked)
    except ImportError as missing:
        what = missing.name or "numpy, scipy or joblib"
        raise BadCall(f"{what} cannot be imported; run pip install 'sosgraph[simulate]'") from None


def _of_incidents(architecture: Architecture, incidents: Sequence[Incident], asked: Asked) -> Answered:
    from sosgraph.plots.course import MOST, courses_picture
    from sosgraph.plots.seeds import seeds_picture
    from sosgraph.scenarios.course_tables import course_table, seeds_table
    from sosgraph.scenarios.reading import Ending
    from sosgraph.scenarios.simulated import simulated
    from sosgraph.scenarios.tables import components_table, outcome_table

    if asked.picture is not None and len(incidents) > MOST:
        raise BadCall(f"--picture: {len(incidents)} scenarios do not fit in one; name {MOST} at most with --scenario")
    found = simulated(architecture, incidents, asked.means, asked.seeds, asked.until_s)
    tables = [outcome_table(architecture, found)]
    if len(found) == 1 or asked.whole:
        tables += [components_table(architecture, each) for each in found]
    else:
        tables += [components_table(architecture, each) for each in found if each.ending is not Ending.BACK][:_DOWN]
    if asked.whole:
        tables += [seeds_table(each) for each in found if each.seeds]
        tables += [course_table(each) for each in found]
    return Answered(tuple(tables), partial(seeds_picture if asked.seeds else courses_picture, architecture, found))


def _of_sweep(architecture: Architecture, incidents: Sequence[Incident], asked: Asked) -> Answered:
    from sosgraph.plots.sweeps import hysteresis_picture, tipping_picture
    from sosgraph.scenarios.sweep import hysteresis, tipping
    from sosgraph.scenarios.sweep_tables import hysteresis_table, points_table, tipping_table

    if asked.loads:
        loop = hysteresis(architecture, asked.axes[0], asked.means, asked.seeds, asked.until_s)
        return Answered((hysteresis_table(loop),), partial(hysteresis_picture, loop))
    if len(incidents) != 1:
        names = ", ".join(each.name for each in incidents)
        raise BadCall(f"--sweep: one scenario is swept over, and there are {names}; name it with --scenario")
    found = tipping(architecture, incidents[0], asked.axes, asked.means, asked.seeds, asked.until_s)
    tables = (tipping_table(found), *((points_table(found),) if asked.whole else ()))
    return Answered(tables, partial(tipping_picture, found))


def _build() -> click.Command:
    several: dict[str, Any] = {"multiple": True, "metavar": "TEXT"}
    params: list[click.Parameter] = [
        PATHS,
        click.Option(["--scenario"], multiple=True, metavar="NAME", help="Only this scenario of the files.  [default: all]"),
        click.Option(["--trigger"], **several, help="What happens, like 'outage of web -> db for 10s'."),
        click.Option(["--set"], **several, help="Another number, like db.service_time=10ms or 'web -> db retry.budget=6%'."),
        click.Option(["--assume"], **several, help="The same where none is written; '*' stands for all components."),
        click.Option(["--sweep"], **several, help=f"Over a range, or two: {RANGES}, {MOST_POINTS} in all at most."),
        click.Option(["--until"], metavar="TIME", help="When it ends.  [default: when nothing changes any more]"),
        click.Option(
            ["--engine"], type=Word(lambda: ENGINES), help="How: fluid or requests.  [default: fluid; requests with --seeds]"
        ),
        click.Option(["--seeds"], metavar="N", help="Simulate every request, once for each of N seeds."),
        click.Option(["--jobs"], metavar="N", help="In so many processes at once.  [default: as many as processors]"),
        click.Option(
            ["--backend"], type=Word(lambda: BACKENDS), help="Where: a backend of joblib; dask, ray, spark are clusters."
        ),
        click.Option(["--picture"], metavar="FILE", type=click.Path(), help="Draw it too: FILE.svg or FILE.png."),
        format_option("tables", "text"),
        OUTPUT,
        CONFIG,
    ]
    return click.Command("simulate", callback=_simulate, params=params, help=HELP)


COMMAND = Command(name="simulate", summary="what happens when something fails, and whether it comes back", build=_build)
