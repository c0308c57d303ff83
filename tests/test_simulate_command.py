"""sosgraph simulate, from words to tables and pictures: the retry storm of HotOS 2021, and what is refused."""

import csv
import io
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from sosgraph.errors import BadCall
from tests.running import Outcome, run
from tests.test_pages import blocks, conversations

STORM = "fixtures/architectures/retry-storm-2021.yaml"
_SHORT = ("--until", "40s")


def _simulate(*words: str, paths: tuple[str, ...] = (STORM,)) -> Outcome:
    return run("simulate", *paths, *words)


def _json(*words: str) -> dict[str, Any]:
    outcome = _simulate("-f", "json", *words)
    assert outcome.status == 0, outcome.err
    found: dict[str, Any] = json.loads(outcome.out)
    return found


def test_an_outage_of_ten_seconds_brings_it_down_for_good() -> None:
    """560/s attempts where 300/s can be served, and no answer in time: the cause is over, the retries are not."""
    report = _json(*_SHORT)
    first = report["tables"][0]
    assert first["facts"] == {"comes_back": False}
    assert first["lead"] == (
        "after the outage of db for 10s goodput does not come back, by rates: 560/s attempts arrive at db, "
        "which can serve 300/s; the cause is over, what keeps it down is that web -> db tries again 280/s"
    )
    assert [row["end_per_s"] for row in first["rows"]] == [pytest.approx(0, abs=0.01)]
    course = report["tables"][-1]["rows"]
    assert course[0]["time_s"] < 0 < course[-1]["goodput_per_s"] + course[-1]["time_s"] <= 40.1
    assert course[-1]["goodput_per_s"] < 1 and course[-1]["offered_per_s"] == pytest.approx(840, rel=0.01)


@pytest.mark.parametrize(
    "words", [("--set", "web -> db retry=none"), ("--set", "web.rate=140/s"), ("--trigger", "outage of db for 300ms")]
)
def test_without_retries_or_below_its_hidden_capacity_it_comes_back(words: tuple[str, ...]) -> None:
    """So it does when the outage is short."""
    assert _json(*words)["tables"][0]["facts"] == {"comes_back": True}


def test_with_a_retry_budget_it_comes_back() -> None:
    """6 % of retries are 16.8/s, which leaves 3.2/s to work off what the outage left: about a quarter of an hour."""
    outcome = _simulate("--set", "web -> db retry.budget=6%", "--seeds", "3", "--jobs", "1")
    assert "goodput comes back in all of 3 seeds" in outcome.out and "note: set: web -> db retry.budget=6%" in outcome.out
    outcome = _simulate("--set", "web -> db retry.budget=6%", "--trigger", "outage of db for 2s")
    assert "after the outage of db for 2s goodput is back within 3" in outcome.out


def test_seeds_tell_how_often() -> None:
    """All of them stay down, which is told with an interval, the same every time."""
    words = ("--seeds", "4", "--jobs", "1", *_SHORT)
    outcome = _simulate(*words)
    assert outcome.status == 0 and "does not come back in 4 of 4 seeds, a chance between 39.8 % and 100 %" in outcome.out
    assert outcome.out == _simulate(*words).out == _simulate("--engine", "requests", *words).out


def test_processes_change_nothing() -> None:
    """Two at once say what one says."""
    words = ("--trigger", "outage of db for 2s", "--seeds", "3", *_SHORT)
    assert _simulate(*words, "--jobs", "2").out == _simulate(*words, "--jobs", "1").out


def test_a_dask_cluster_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """One of two workers, which the command finds by the settings of Dask."""
    distributed, dask = pytest.importorskip("distributed"), pytest.importorskip("dask")
    words = ("--trigger", "outage of db for 2s", "--seeds", "3", *_SHORT)
    two = distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)
    with two as cluster, dask.config.set({"scheduler-address": cluster.scheduler_address}):
        assert len(cluster.workers) == 2
        found = _simulate(*words, "--backend", "dask")
    assert found.out == _simulate(*words, "--jobs", "1").out


def test_a_sweep_of_load_is_a_loop(tmp_path: Path) -> None:
    """With a picture of it."""
    picture = tmp_path / "loop.svg"
    outcome = _simulate("--sweep", "load=80/s..320/s:4", "--until", "240s", "--picture", str(picture))
    assert "brings it down between 240/s and 320/s; once down it comes back below a load between 80/s and 160/s" in outcome.out
    assert ElementTree.parse(picture).getroot().tag.endswith("svg")


def test_a_sweep_of_durations_is_a_ladder() -> None:
    """And over two ranges a map, all of whose points programs can read."""
    assert "stays down from 2s on" in _simulate("--sweep", "duration=500ms..2s:2").out
    report = _json("--sweep", "duration=500ms..2s:2", "--sweep", "load=50%..100%:2")
    assert [table["name"] for table in report["tables"]] == ["simulate-tipping", "simulate-points"]
    assert [row["chance"] for row in report["tables"][1]["rows"]] == [0.0, 0.0, 0.0, 1.0]


def test_tables_are_for_spreadsheets_too() -> None:
    """Each under its title; the same bytes each time."""
    outcome = _simulate("-f", "csv", *_SHORT)
    lines = list(csv.reader(io.StringIO(outcome.out)))
    assert ["# What happens"] in lines and any(line[:2] == ["time_s", "arriving_per_s"] for line in lines)
    assert outcome.out == _simulate("-f", "csv", *_SHORT).out
    assert "goodput does not come back" in _simulate("-f", "markdown", *_SHORT).out


@pytest.mark.parametrize("ending", ["svg", "png", "PNG"])
def test_a_picture_is_written_whole(tmp_path: Path, ending: str) -> None:
    """Beside the table; its ending says how."""
    picture = tmp_path / f"storm.{ending}"
    assert _simulate(*_SHORT, "--picture", str(picture)).status == 0
    assert picture.read_bytes().startswith(b"<?xml" if ending == "svg" else b"\x89PNG")


_LACKING = {
    "no rate": (
        "components: {web: {entry: true, depends_on: [db]}, db: {capacity: {concurrency: 1, service_time: 1ms}}}",
        "rate",
    ),
    "no service time": (
        "components: {web: {entry: {rate: 9/s}, depends_on: [db]}, db: {capacity: {concurrency: 1}}}",
        "service_time",
    ),
    "a circle": (
        "components: {web: {entry: {rate: 9/s}, capacity: {concurrency: 1, service_time: 1ms}, depends_on: [db]}, "
        "db: {capacity: {concurrency: 1, service_time: 1ms}, depends_on: [web]}}",
        "without end",
    ),
    "zero service time": (
        "components: {web: {entry: {rate: 9/s}, depends_on: [db]}, db: {capacity: {concurrency: 1, service_time: 0s}}}",
        "is zero",
    ),
    "not a number": (
        "components: {web: {entry: {rate: nan/s}, depends_on: [db]}, db: {capacity: {concurrency: 1, service_time: .nan}}}",
        "is not a duration",
    ),
    "health checks without end": (
        "components: {web: {entry: {rate: 9/s}, health_check: {every: 0s, timeout: 1s}, depends_on: [db]}, "
        "db: {capacity: {concurrency: 1, service_time: 1ms}}}",
        "'every' is zero",
    ),
}


@pytest.mark.parametrize("what", _LACKING)
def test_what_cannot_be_simulated_ends_with_a_finding(what: str, tmp_path: Path) -> None:
    """At its line, and not with a hang: exit 1."""
    text, said = _LACKING[what]
    (tmp_path / "shop.yaml").write_text(text)
    outcome = _simulate("--trigger", "outage of db for 1s", "--until", "9s", paths=(str(tmp_path / "shop.yaml"),))
    assert outcome.status == 1 and said in outcome.out and "shop.yaml:1:" in outcome.out


def test_an_endless_queue_ends(tmp_path: Path) -> None:
    """More arrives than can ever be served, nobody gives up, and there is always room to wait."""
    text = "components: {web: {entry: {rate: 200/s}, capacity: {concurrency: 1, service_time: 10ms, queue: inf}}}"
    (tmp_path / "shop.yaml").write_text(text)
    for words in ((), ("--seeds", "2", "--jobs", "1")):
        outcome = _simulate("--trigger", "outage of web for 1s", "--until", "9s", *words, paths=(str(tmp_path / "shop.yaml"),))
        assert outcome.status == 0 and "before anything happens" in outcome.out and "which can serve 100/s" in outcome.out


def test_what_is_missing_may_be_assumed(tmp_path: Path) -> None:
    """For all components at once; the answer says so."""
    (tmp_path / "shop.yaml").write_text("components: {web: {entry: true, depends_on: [db]}, db: {slo: 99%}}")
    words = ("--assume", "*.concurrency=5", "--assume", "*.service_time=10ms", "--assume", "web.rate=100/s")
    outcome = _simulate("--trigger", "outage of db for 5s", *words, paths=(str(tmp_path / "shop.yaml"),))
    assert outcome.status == 0 and "note: assumed: *.service_time=10ms" in outcome.out and "is back" in outcome.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--trigger", "outtage of db"), "did you mean 'outage'"),
        (("--trigger", "outage of dbb for 1s"), "did you mean 'db'"),
        (("--scenario", "db-outtage"), "did you mean 'db-outage'"),
        (("--set", "db.service_time=nan"), "is not a duration"),
        (("--set", "db.queue=-3"), "'-3' is not a whole number of zero or more"),
        (("--assume", "db.service_time=1ms"), "say --set"),
        (("--seeds", "0"), "--seeds: '0' is not a whole number"),
        (("--seeds", "99999"), "10000 are the most"),
        (("--engine", "fluid", "--seeds", "3"), "leave out one"),
        (("--engine", "petri"), "write one of fluid, requests"),
        (("--sweep", "speed=1..2"), "is no range"),
        (("--sweep", "load=1/s..2/s", "--sweep", "load=1/s..2/s"), "two different ones"),
        (("--picture", "storm.gif"), "ends in none of .svg, .png"),
        (("--backend", "ray"), "ray is not installed"),
        (("--until", "1s"), "give more time"),
        (("--picture", "nowhere/storm.svg", *_SHORT), "cannot be written"),
    ],
)
def test_a_bad_call_says_what_to_write(words: tuple[str, ...], said: str) -> None:
    """In a line, with exit 2, and no answer."""
    outcome = _simulate(*words)
    assert outcome.status == 2 and said in outcome.err and not outcome.out


def test_a_file_without_scenarios_asks_for_one() -> None:
    """And says how to name one."""
    outcome = run("simulate", "fixtures/architectures/diamond.yaml")
    assert outcome.status == 2 and "say --trigger 'outage of db for 10s'" in outcome.err


def test_a_picture_that_cannot_be_written_is_refused_before_the_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """And so is an answer; where drawing fails afterwards, the answer is there."""
    from sosgraph.commands import simulate

    monkeypatch.setattr(simulate, "_answer", lambda *_: pytest.fail("it ran"))
    for words in (
        ("--picture", "nowhere/storm.svg"),
        ("-o", "nowhere/storm.txt"),
        ("--picture", str(tmp_path / "a.svg") + "/b.png"),
    ):
        outcome = _simulate(*words)
        assert outcome.status == 2 and "cannot be written: there is no folder" in outcome.err and not outcome.out
    monkeypatch.undo()

    def broken(*_: object) -> bytes:
        raise BadCall("no ink")

    monkeypatch.setattr("sosgraph.plots.course.courses_picture", broken)
    outcome = _simulate(*_SHORT, "--picture", str(tmp_path / "a.svg"))
    assert outcome.status == 2 and "no ink" in outcome.err and "goodput does not come back" in outcome.out


def test_the_scenario_that_has_no_time_to_come_back_is_named() -> None:
    """It ends exactly when its run does."""
    outcome = _simulate("--until", "10s")
    assert outcome.status == 2 and "db-outage: what happens is over 10s after the beginning" in outcome.err
    assert "leaves no time to come back until 10s; give more time, or name other scenarios" in outcome.err


def test_the_course_says_what_its_sums_are() -> None:
    """Attempts and what waits are of all components; a burst is found under its name."""
    course = _json(*_SHORT)["tables"][-1]
    assert course["name"] == "simulate-course" and "sums over all components" in course["notes"][0]
    assert "a burst of requests is a pause" in " ".join(run("simulate", "--help").out.split())


def test_why_scenarios_are_missing_is_told(tmp_path: Path) -> None:
    """Those that are written and cannot be read are findings, not something that nobody wrote; what a call names is told, too."""
    parts = "components: {web: {entry: {rate: 9/s}, depends_on: [db]}, db: {capacity: {concurrency: 1, service_time: 1ms}}}"
    path = tmp_path / "shop.yaml"
    path.write_text(f"{parts}\nscenarios: {{my outage: {{on: db, kind: outage}}, second: {{on: db, kind: outtage, for: 1s}}}}")
    outcome = run("simulate", str(path))
    assert outcome.status == 1 and "'my outage' is not a name" in outcome.out and "'outtage' is not known" in outcome.out
    assert not outcome.err
    outcome = run("simulate", str(path), "--scenario", "second")
    assert outcome.status == 2 and "'outtage' is not known" in outcome.out and "no scenario is called 'second'" in outcome.err
    path.write_text(f"{parts.replace('db: {', 'd b: {')}\nscenarios: {{cut: {{on: d b, kind: outage, for: 1s}}}}")
    outcome = run("simulate", str(path))
    assert outcome.status == 1 and "'d b' is not a name" in outcome.out and not outcome.err


def test_the_page_shows_what_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """About the file that stands on it, so that whoever reads it can do the same."""
    page = Path("sosgraph/docs/commands/simulate.md").absolute()
    monkeypatch.chdir(tmp_path)
    (tmp_path / "storm.yaml").write_text(blocks(page, "yaml")[0])
    talks = conversations(page)
    assert len(talks) >= 3
    for command, shown in talks:
        outcome = run(*shlex.split(command)[1:])
        assert outcome.out.rstrip("\n") == shown.rstrip("\n")


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """With what to install."""
    for name in [each for each in sys.modules if each == "numpy" or each.startswith(("numpy.", "sosgraph.fluid."))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "numpy", None)
    outcome = _simulate(*_SHORT)
    assert outcome.status == 2 and "pip install 'sosgraph[simulate]'" in outcome.err


@pytest.mark.parametrize("package", ["numpy", "joblib", "matplotlib"])
def test_a_package_that_breaks_is_named_too(package: str, tmp_path: Path) -> None:
    """With what to install, whichever it is, and however it fails to be imported."""
    (tmp_path / f"{package}.py").write_text("raise ImportError('a stub')")
    words = ("--trigger", "outage of db for 1s", *_SHORT, "--picture", str(tmp_path / "a.svg"))
    seeds = ("--seeds", "2", "--jobs", "2") if package == "joblib" else ()
    command = [sys.executable, "-m", "sosgraph", "simulate", STORM, *words, *seeds]
    found = subprocess.run(command, env=os.environ | {"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=False)
    assert found.returncode == 2 and "pip install 'sosgraph[simulate]'" in found.stderr and "internal" not in found.stderr


def test_a_run_that_ends_before_it_tells_is_undecided() -> None:
    """More arrives than can be held: nothing was seen, so that nothing stays down and nothing comes back."""
    first = _json("--set", "web.rate=10000000/s", "--seeds", "1", "--until", "60s")["tables"][0]
    assert first["facts"] == {"comes_back": None} and "undecided" in first["lead"] and first["rows"][0]["stuck"] == 0


_CACHE = """
components:
  api:
    entry: {rate: 1000/s}
    depends_on: [{on: db, timeout: 500ms, cache: {hit_rate: 90%, entries: 5000}, retry: {attempts: 2}}]
  db: {capacity: {concurrency: 4, service_time: 20ms}}
scenarios: {flush: {on: api -> db, kind: cache-flush}, outage: {on: db, kind: outage, for: 5s}}
"""


def test_what_comes_back_in_part_does_not_stay_down(tmp_path: Path) -> None:
    """Nor does it come back: sentence, row and fact say the same, in rates and by seeds."""
    path = tmp_path / "cache.yaml"
    path.write_text(_CACHE)
    words = ("simulate", str(path), "-f", "json", "--jobs", "1")
    both = json.loads(run(*words).out)["tables"][0]
    assert both["lead"] == (
        "by rates, 1 of 2 scenarios leaves the system down when what happened is over: flush; "
        "it comes back in part after 1 of 2 scenarios: outage"
    )
    seen = json.loads(run(*words, "--scenario", "outage", "--seeds", "4").out)["tables"][0]
    assert (seen["rows"][0]["stuck"], seen["rows"][0]["partly"]) == (0, 3) and seen["facts"] == {"comes_back": False}
    assert "goodput comes back in 1 of 4 seeds, comes back in part in 3; the chance that it stays down is" in seen["lead"]


_SHORT_QUEUE = """
system: short
components:
  web: {{entry: {{rate: 70/s}}, depends_on: [{{on: db, timeout: 500ms, retry: {{attempts: 3, backoff: 100ms, jitter: full}}}}]}}
  db: {{capacity: {{concurrency: 1, service_time: 10ms, queue: {queue}}}}}
scenarios: {{outage: {{on: db, kind: outage, for: 10s}}}}
"""


@pytest.mark.parametrize(("queue", "fact", "stuck"), [(60, None, 0), (100, False, 4)])
def test_rates_say_where_chance_decides(tmp_path: Path, queue: int, fact: bool | None, stuck: int) -> None:
    """Of 50 services in a timeout, 60 and more are 9 % of a Poisson count, 100 and more none: the seeds agree."""
    path = tmp_path / "short.yaml"
    path.write_text(_SHORT_QUEUE.format(queue=queue))
    words = ("simulate", str(path), "-f", "json", "--jobs", "1")
    by_rates, by_seeds = (json.loads(run(*words, *more).out)["tables"][0] for more in ((), ("--seeds", "4")))
    assert by_rates["facts"] == {"comes_back": fact} and ("chance decides" in by_rates["lead"]) is (fact is None)
    assert by_rates["rows"][0]["end_per_s"] < 10 and by_seeds["rows"][0]["stuck"] == stuck


def test_rates_say_where_chance_brings_back_all_of_it(tmp_path: Path) -> None:
    """At 90 of 100/s, with a queue about as long as the timeout: in part by rates, while every seed comes back."""
    path = tmp_path / "short.yaml"
    path.write_text(_SHORT_QUEUE.format(queue=48))
    words = ("simulate", str(path), "-f", "json", "--jobs", "1", "--set", "web.rate=90/s")
    by_rates, by_seeds = (json.loads(run(*words, *more).out)["tables"][0] for more in ((), ("--seeds", "4")))
    assert by_rates["facts"] == {"comes_back": None} and by_seeds["facts"] == {"comes_back": True}
    assert "by rates in part" in by_rates["rows"][0]["comes_back"] and "--seeds 20" in by_rates["notes"][0]


def test_what_still_gets_better_is_counted_neither_way() -> None:
    """Which the chance leaves open, and the fact."""
    words = ("--set", "web.rate=140/s", "--seeds", "4", "--jobs", "1", "--until", "60s")
    first = _json(*words)["tables"][0]
    assert (
        first["facts"] == {"comes_back": None} and first["rows"][0]["stuck"] == 0 and first["rows"][0]["chance"] == "0 % to 100 %"
    )
    assert "comes back in 0 of 4 seeds, still gets better in 4 when the run ends" in first["lead"]


def test_what_rates_say_is_no_certainty() -> None:
    """Near a boundary, where 1 of 40 seeds stays down: the sentence says on what it rests, a note how to ask for the chance."""
    words = ("--trigger", "capacity-loss of db by 9.1% for 9.6s")
    first = _json(*words)["tables"][0]
    assert "goodput does not come back, by rates" in first["lead"]
    assert sum("--seeds 20 tells how often" in note for note in first["notes"]) == 1
    seen = _json(*words, "--seeds", "5", "--jobs", "1")["tables"][0]
    assert seen["rows"][0]["stuck"] < 5 and not any("by rates" in text for text in (seen["lead"], *seen["notes"]))
    assert any("--seeds 20 tells" in note for note in _json("--sweep", "duration=500ms..2s:2")["tables"][0]["notes"])


def test_what_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    """And not again as what is missing there."""
    (tmp_path / "shop.yaml").write_text(
        "components:\n  web: {entry: true, depends_on: [{on: db, timeout: 1s}]}\n"
        "  db: {capacity: {concurrency: 3, service_time: 0s}}\nscenarios: {x: {on: db, kind: outage, for: soon}}\n"
    )
    outcome = _simulate(paths=(str(tmp_path / "shop.yaml"),))
    assert outcome.status == 1 and "3 errors" in outcome.out and "never ends" not in outcome.out
    assert "an entry whose rate is zero" in _simulate("--set", "web.rate=0/s").out


def test_seeds_of_several_scenarios_are_all_told(tmp_path: Path) -> None:
    """In the table, for programs seed by seed and with a course each, and in one picture."""
    (tmp_path / "storm.yaml").write_text(
        "components:\n  web: {entry: {rate: 260/s}, depends_on: [{on: db, timeout: 1s, retry: {attempts: 2}}]}\n"
        "  db: {capacity: {concurrency: 3, service_time: 10ms}}\n"
        "scenarios: {long: {on: db, kind: outage, for: 5s}, short: {on: db, kind: outage, for: 100ms}}\n"
    )
    picture = tmp_path / "seeds.svg"
    words = ("--seeds", "3", "--jobs", "1", *_SHORT, "-f", "json", "--picture", str(picture))
    outcome = _simulate(*words, paths=(str(tmp_path / "storm.yaml"),))
    first, *others = json.loads(outcome.out)["tables"]
    assert [(row["scenario"].split(":")[0], row["seeds"], row["stuck"]) for row in first["rows"]] == [
        ("long", 3, 3),
        ("short", 3, 0),
    ]
    ends = {each["title"]: each["rows"] for each in others if each["name"] == "simulate-seeds"}
    assert [row["ending"] for row in ends["How each seed ends: long"]] == ["does not come back"] * 3
    assert [(row["seed"], row["ending"]) for row in ends["How each seed ends: short"]] == [(n, "comes back") for n in (1, 2, 3)]
    courses = [each["title"] for each in others if each["name"] == "simulate-course"]
    assert courses == ["The course of it: long, seed 1", "The course of it: short, seed 1"]
    drawn = picture.read_text()
    assert all(f"<!-- {words} -->" in drawn for words in ("3 of 3 stay down", "3 of 3 come back"))


def test_the_shown_seed_is_named() -> None:
    """And of which times its means are; numbers are numbers for programs."""
    table = _json("--seeds", "2", "--jobs", "1", *_SHORT)["tables"][1]
    assert table["title"].endswith(", seed 1") and "the last 3s" in table["notes"][-1]
    assert isinstance(table["rows"][0]["offered_end_per_s"], float)


def test_seeds_that_fall_before_anything_happens_are_told() -> None:
    """At 297/s of 300/s some fall by themselves: they stay down, but not because of the outage."""
    table = _json("--set", "web.rate=297/s", "--seeds", "6", *_SHORT)["tables"][0]
    assert any(note.startswith("overloaded before anything happens in 5 of 6 seeds") for note in table["notes"])


def test_of_several_scenarios_what_was_down_before_is_told_as_that(tmp_path: Path) -> None:
    """No scenario leaves it down: nobody waits for an answer, or more arrives than can be served."""
    some = "scenarios: {away: {on: db, kind: outage, for: 1s}, slow: {on: db, kind: latency, delay: 1ms, for: 1s}}"
    path = tmp_path / "down.yaml"
    path.write_text(
        "components: {web: {entry: {rate: 100/s}, depends_on: [{on: db, timeout: TIMEOUT}]},"
        " db: {capacity: {concurrency: 1, service_time: SERVICE}}}"
    )
    written = f"{path.read_text()}\n{some}"
    for timeout, service, was in (("0s", "1ms", "down"), ("60s", "11ms", "overloaded")):
        path.write_text(written.replace("TIMEOUT", timeout).replace("SERVICE", service))
        said = f"by rates, in 2 of 2 scenarios the system was {was} before anything happened: away, slow\n"
        assert said in run("simulate", str(path), "--until", "60s").out


def test_a_single_seed_is_said_to_be_one() -> None:
    """It is no sample of which all come back."""
    outcome = _simulate("--seeds", "1", "--set", "web.rate=100/s", *_SHORT)
    assert "goodput comes back in the only seed; the chance that it does not is 97.5 % at most" in outcome.out


def test_a_circle_is_told_in_the_same_words_by_simulation_and_rule(tmp_path: Path) -> None:
    """One call there and 1.5 back: the square root of 1.5 with every call."""
    path = tmp_path / "circle.yaml"
    path.write_text(
        "components: {a: {entry: {rate: 10/s}, capacity: {concurrency: 10, service_time: 1ms}, depends_on: [b]},"
        " b: {capacity: {concurrency: 10, service_time: 1ms}, depends_on: [{on: a, calls: 1.5}]}}"
    )
    words = "each request becomes 1.22 with every call on its way around"
    for command in (("simulate", "--trigger", "outage of b for 1s"), ("lint",)):
        outcome = run(command[0], str(path), *command[1:])
        assert words in outcome.out + outcome.err


def test_of_several_scenarios_those_that_stay_down_are_told_in_full(tmp_path: Path) -> None:
    """Who is asked how much is told of each of them, and of none that comes back."""
    path = tmp_path / "storm.yaml"
    path.write_text(Path(STORM).read_text("utf-8").split("scenarios:")[0])
    more = "scenarios: {long: {on: db, kind: outage, for: 10s}, short: {on: db, kind: outage, for: 100ms}}"
    path.write_text(path.read_text() + more)
    outcome = run("simulate", str(path))
    assert "1 of 2 scenarios leaves the system down when what happened is over: long" in outcome.out
    assert "Who is asked how much: long" in outcome.out and "Who is asked how much: short" not in outcome.out


def test_rates_say_where_they_let_callers_go_too_soon(tmp_path: Path) -> None:
    """An outage of a call before callers without a limit; seeds know when each of them gives up."""
    path = tmp_path / "cut.yaml"
    path.write_text(
        "system: s\ncomponents:\n"
        "  web: {entry: {rate: 20/s}, depends_on: [{on: db, timeout: 5s}]}\n"
        "  db: {capacity: {concurrency: 3, service_time: 10ms}}\n"
        "scenarios:\n  cut: {on: web -> db, kind: outage, for: 5s}\n"
    )
    words = "attempts of web -> db that are lost let their callers go sooner than after their timeout of 5s"
    assert words in _simulate(*_SHORT, paths=(str(path),)).out
    assert words not in _simulate(*_SHORT, "--seeds", "1", "--jobs", "1", paths=(str(path),)).out
