"""Composed beside simulated: the published storm, the shop that has all three classes, and what does not decide."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from sosgraph.analyses.emergence import answer, parse_seeds
from sosgraph.model.architecture import Architecture
from sosgraph.model.scenario import Scenario
from sosgraph.quantity import Ratio
from sosgraph.scenarios.incident import parse_trigger
from sosgraph.scenarios.settings import parse_setting
from sosgraph.table import Table
from tests.running import run
from tests.strategies import architectures
from tests.yaml_architecture import architecture

FIXTURES = Path("fixtures/architectures")
STORM = (FIXTURES / "retry-storm-2021.yaml").read_text("utf-8")
OUTAGE = (parse_trigger("outage of db for 10s"),)


def kinds(table: Table) -> dict[str, str]:
    return {row[0]: row[4] for row in table.rows}


def cell(table: Table, name: str, column: int) -> str:
    return str(next(row[column] for row in table.rows if row[0] == name))


def under(system: Architecture, **more: Any) -> Table:
    return answer(system, trigger=OUTAGE, **more)[0]


def test_the_retry_storm_is_weakly_emergent() -> None:
    """O-1: the outage is the trigger, the retry the sustaining effect; without it all is as composed, for every seed."""
    table = under(architecture(STORM))
    *emergent, hit = table.rows
    assert {row[4] for row in emergent} == {"weakly emergent"} and len(emergent) == 4
    assert hit[:5] == ("who is hit", "the blast radius", "nobody else", None, "resultant")
    assert "trigger: outage of db for 10s; sustaining effect: the retry of web -> db" in table.lead
    assert {row[5] for row in emergent} == {("the retry of web -> db",)} and {row[6] for row in emergent} == {"5 of 5"}
    assert "without what it is due to, availability, goodput, p99 and recovery are as composed again" in table.notes
    assert float(cell(table, "goodput", 3)) < -4 and cell(table, "recovery", 2) == "not within 369s"


def test_a_run_that_ends_first_does_not_say_never() -> None:
    """Holders of leases are back 64 s after the outage, as longer runs tell; this one ends 60 s after it."""
    text = """
components:
  web: {slo: 90%, entry: {rate: 80/s}, depends_on: [{on: db, timeout: 300ms}]}
  db: {capacity: {concurrency: 4, service_time: 20ms}, leases: {count: 100, period: 10s, timeout: 1s}}
"""
    table = under(architecture(text), seeds=1)
    assert cell(table, "recovery", 2) == "not within 60s"
    assert "recovery: the run ended before; whether it comes back later, sosgraph simulate tells" in table.notes


def test_what_is_taken_for_granted_is_told_once() -> None:
    """The numbers that were set, what has no limit and what is left out: below the last table."""
    found = answer(architecture(STORM), trigger=OUTAGE, seeds=0, set=(parse_setting("db.queue=100000"),))
    assert "set: db.queue=100000" in found[-1].notes


@pytest.mark.parametrize(
    ("calm", "instead"),
    [("280/s", "140/s"), ("attempts: 2}", "attempts: 2, budget: 6%}"), (", retry: {attempts: 2}", "")],
)
def test_what_recovers_is_resultant(calm: str, instead: str) -> None:
    """O-1: below the hidden capacity, with a budget of 6 %, and without the retry: negative controls."""
    table = under(architecture(STORM.replace(calm, instead)), seeds=3)
    assert set(kinds(table).values()) == {"resultant"} and table.lead == "what the parts tell holds for the whole"


@pytest.mark.parametrize("seeds", [0, 3])
@pytest.mark.parametrize(("rate", "queue"), [("30/s", 0), ("60/s", 2), ("80/s", 10)])
def test_what_a_short_queue_refuses_follows_from_it(rate: str, queue: int, seeds: int) -> None:
    """M/M/1/K: refusals by chance alone, 23 % at 30 % load without a place to wait, are no emergence."""
    text = (
        f"components: {{web: {{entry: {{rate: {rate}}}, depends_on: [q]}}, "
        f"q: {{capacity: {{concurrency: 1, service_time: 10ms, queue: {queue}}}}}}}"
    )
    table = answer(architecture(text), seeds=seeds)[0]
    assert {row[4] for row in table.rows if row[4]} == {"resultant"}
    assert float(cell(table, "availability", 1).split(" ")[0]) < 99


@pytest.mark.parametrize(
    ("trigger", "queue", "least"),
    [
        ("outage of db for 10s", "inf", 99),
        ("outage of web for 10s", "inf", 99),
        ("capacity-loss of db by 90% for 10s", "inf", 99),
        ("load-spike of web by 5 for 10s", "inf", 99),
        ("outage of db for 10s", "100", 86),
    ],
)
def test_who_waits_without_end_is_answered_in_the_end(trigger: str, queue: str, least: float) -> None:
    """Nobody gives up where there is no timeout: what waits meanwhile, as far as it finds a place, is no loss and no surprise."""
    text = f"""
    components:
      web:
        entry: {{rate: 100/s}}
        capacity: {{concurrency: 900, service_time: 1ms}}
        depends_on: [db, {{on: hints, timeout: 1s, soft: true}}]
      db: {{capacity: {{concurrency: 3, service_time: 10ms, queue: {queue}}}}}
      hints: {{capacity: {{concurrency: 3, service_time: 10ms}}}}
    """
    table = answer(architecture(text), trigger=(parse_trigger(trigger),), seeds=3)[0]
    assert set(kinds(table).values()) == {"resultant"} and float(cell(table, "availability", 2).split(" ")[0]) > least


def test_retries_that_find_a_short_queue_full_again_are_no_surprise_without_it() -> None:
    """The pause is too short for the queue to empty: attempts are refused together, not each by its own luck."""
    text = """
    components:
      web: {entry: {rate: 30/s}, depends_on: [{on: q, timeout: 200ms, retry: {attempts: 3, backoff: 5ms}}]}
      q: {capacity: {concurrency: 1, service_time: 10ms, queue: 0}}
    """
    rows = {row[0]: row for row in answer(architecture(text))[0].rows}
    assert rows["availability"][4] == "weakly emergent" and rows["availability"][5] == ("the short queue of q",)


def test_the_webshop_has_all_three() -> None:
    """A class is of a property under a trigger: what holds under one is a candidate under another."""
    files = [str(FIXTURES / name) for name in ("webshop.yaml", "webshop-traffic.yaml")]
    outcome = run("emergence", *files)
    none, cards, ledger, hints = outcome.out.split("\n\n")
    assert outcome.status == 0
    assert all("resultant" in part and "emergent" not in part for part in (none, cards))
    assert ledger.count("weakly emergent") == 4 and "sustaining effect: the retry of checkout -> ledger" in ledger
    assert "candidate for strongly emergent  the wait of web -> recommendations" in hints
    assert "recommendations is opaque: what it does meanwhile is not declared" in hints
    hit = [next(line for line in part.splitlines() if line.startswith("who is hit")) for part in (cards, ledger, hints)]
    assert "also ledger, checkout" in hit[2] and all("nobody else" in each for each in hit[:2])
    assert [part.count("note: left out, since it is no call") for part in (none, cards, ledger, hints)] == [0, 0, 0, 1]


def test_a_class_that_the_numbers_do_not_decide_is_a_candidate() -> None:
    """At 145/s it comes back, at 1.3 times as much it does not: known to 30 %, that is not decided; known to 0.1 % it is."""
    close = architecture(STORM.replace("280/s", "145/s"))
    table = under(close, within=Ratio(0.3, 0.7), seeds=1)
    assert kinds(table)["goodput"] == "candidate for strongly emergent"
    assert any("as composed with the numbers as they are, not as composed with 1.3 times" in note for note in table.notes)
    assert kinds(under(close, within=Ratio(0.001, 0.999), seeds=1))["goodput"] == "resultant"


@pytest.mark.parametrize(("good", "kind"), [(999_000, "resultant"), (940_000, "candidate for strongly emergent")])
def test_what_was_counted_may_contradict(good: int, kind: str) -> None:
    """94 % at an entry that is composed of 99.9 % and loses nothing in simulation."""
    text = f"""
    components:
      web:
        entry: {{rate: 50/s}}
        availability: 100%
        observed: {{good: {good}, total: 1000000}}
        depends_on: [{{on: db, timeout: 1s}}]
      db: {{availability: 99.9%, capacity: {{concurrency: 1, service_time: 3ms}}}}
    """
    (table,) = answer(architecture(text), seeds=1)
    assert kinds(table)["availability"] == kind and kinds(table)["goodput"] == "resultant"
    assert ("was counted at web" in "".join(table.notes)) is (good < 990_000)


def test_what_cannot_be_simulated_says_what_is_missing() -> None:
    """At the line where it would stand, once for all triggers."""
    (table,) = answer(architecture("components: {web: {entry: true, depends_on: [db]}, db: {}}"))
    assert table.lead == "nothing can be said yet" and table.rows[0][0].startswith("web is an entry without a rate")
    assert table.rows[0][1].document == "test.sosgraph.yaml"


def test_what_is_missing_may_be_assumed(tmp_path: Path) -> None:
    """As the refusal says, which is no answer (exit 1); what is set stands instead of what is written."""
    file = tmp_path / "a.sosgraph.yaml"
    file.write_text("components: {web: {entry: true, depends_on: [db]}, db: {capacity: {concurrency: 1, service_time: 1ms}}}")
    refused = run("emergence", str(file))
    assert refused.status == 1 and "say --assume web.rate=100/s" in refused.out
    assumed = run("emergence", str(file), "--assume", "web.rate=100/s", "--set", "db.concurrency=2", "--seeds", "1")
    assert assumed.status == 0 and "what the parts tell holds for the whole" in assumed.out


@pytest.mark.parametrize("seeds", [0, 1])
@pytest.mark.parametrize("trigger", [(), (parse_trigger("error of db for 10s"),)])
def test_nothing_answered_where_nothing_was_to_be_is_as_composed(seeds: int, trigger: tuple[Scenario, ...]) -> None:
    """100/s arrive where 3/s are served, later than anybody waits: rates leave a ten-thousand-millionth, which is none."""
    text = "components: {web: {entry: {rate: 100/s}, depends_on: [{on: db, timeout: 5ms}]}, db: {capacity: CAPACITY}}"
    system = architecture(text.replace("CAPACITY", "{concurrency: 3, service_time: 1s}"))
    (table,) = answer(system, trigger=trigger, seeds=seeds)
    assert cell(table, "availability", 1) == cell(table, "availability", 2) == "0 %"
    assert set(kinds(table).values()) <= {"resultant", None} and "holds for the whole" in table.lead


_TYPED = """components:
  web: {entry: {rate: 10/s}, depends_on: [{on: db, timeout: 1s, retry: {attempts: 2}}]}
  db: {capacity: {concurrency: 1, service_time: 10ms}}
scenarios:
  db-outage: {on: db, kind: outage, for: 2s}
"""


@pytest.mark.parametrize(("right", "wrong"), [("10/s", "10"), ("timeout: 1s", "timeout: 1"), ("10ms", "10msx")])
def test_what_is_written_but_cannot_be_read_is_not_called_missing(tmp_path: Path, right: str, wrong: str) -> None:
    """The finding says what to write; that nobody wrote it is not true."""
    file = tmp_path / "a.sosgraph.yaml"
    file.write_text(_TYPED.replace(right, wrong), "utf-8")
    outcome = run("emergence", str(file), "--seeds", "1")
    assert outcome.status == 1 and "error[bad-input]" in outcome.out and "nothing can be said yet" not in outcome.out


@pytest.mark.parametrize(("right", "wrong"), [("for: 2s", "for: 2"), ("on: db, kind", "on: dbx, kind")])
def test_a_scenario_that_cannot_be_read_is_named(tmp_path: Path, right: str, wrong: str) -> None:
    """The answer is of the others; and where nothing else is asked for, the mistake is told all the same."""
    file = tmp_path / "a.sosgraph.yaml"
    file.write_text(_TYPED.replace(right, wrong), "utf-8")
    outcome = run("emergence", str(file), "--seeds", "1")
    assert outcome.status == 1 and "Under no trigger" in outcome.out and "Under db-outage" not in outcome.out
    assert "1 mistake in the input: the numbers are of what could be read; left out, in whole or in part: scenario" in outcome.out
    asked = run("emergence", str(file), "--seeds", "1", "--scenario", "db-outage")
    assert asked.status and "error[bad-input]" in asked.out and "Under" not in asked.out


def test_late_answers_of_a_single_queue_are_composed() -> None:
    """M/M/1 at 80 of 100/s: exp(-2) of the answers come after 100 ms, and what chance does to so slow a queue is no class."""
    text = "components: {web: {entry: {rate: 80/s}, depends_on: [{on: q, timeout: 100ms}]}, q: {capacity: CAPACITY}}"
    system = architecture(text.replace("CAPACITY", "{concurrency: 1, service_time: 10ms}"))
    (table,) = answer(system)
    assert set(kinds(table).values()) == {"resultant"} and cell(table, "goodput", 1) == "69.2/s"
    system = architecture(text.replace("CAPACITY", "{concurrency: 1, service_time: 10ms, shed_at: 50%}"))
    assert kinds(answer(system)[0])["availability"] != "resultant"


def test_rates_and_requests_agree() -> None:
    """On what both simulate of the storm; and the same answer every time."""
    pytest.importorskip("numpy")
    short = (parse_trigger("outage of db for 2s"),)
    rates, requests = (kinds(answer(architecture(STORM), trigger=short, seeds=seeds)[0]) for seeds in (0, 2))
    assert rates.pop("p99") is None and requests.pop("p99") and rates == requests
    assert under(architecture(STORM), seeds=2) == under(architecture(STORM), seeds=2)


@pytest.mark.parametrize("text", ["-1", "1.5", "many", "1001", ""])
def test_seeds_are_a_number(text: str) -> None:
    """From 0 to 1000."""
    with pytest.raises(ValueError, match="is no number of seeds"):
        parse_seeds(text)


def test_an_unknown_scenario_is_a_bad_call() -> None:
    """With the names there are."""
    outcome = run("emergence", str(FIXTURES / "webshop-traffic.yaml"), "--scenario", "cards-refused")
    assert outcome.status == 2 and "cards-refuse" in outcome.err


@settings(max_examples=25, deadline=None)
@given(architectures())
def test_every_system_gets_an_answer(architecture: Architecture) -> None:
    """Whatever its numbers, with the scenarios that it has: a class, or why there is none."""
    for table in answer(architecture, seeds=1):
        assert table.lead and (table.name == "emergence-missing" or all(row[4] is not None or table.notes for row in table.rows))


@pytest.mark.parametrize("components", ["{}", "{'a b!': {entry: {rate: 1/s}}}", "{'../x': {}}"])
def test_where_no_component_can_be_read_it_says_so(tmp_path: Path, components: str) -> None:
    """As every other question does: a mistake in the file is no fault of the program."""
    file = tmp_path / "bare.yaml"
    file.write_text(f"system: bare\ncomponents: {components}\n", "utf-8")
    outcome = run("emergence", str(file))
    assert outcome.status == 1 and "no component is described" in outcome.out


@pytest.mark.parametrize("seeds", [0, 5])
def test_several_calls_to_one_queue_are_composed(seeds: int) -> None:
    """M/M/1 at 50 of 100/s: 0.9502^4 of the requests are in time, each call on its own (in rates), or 0.9502, all alike."""
    text = "components: {a: {entry: {rate: 12.5/s}, depends_on: [{on: c, calls: 4, timeout: 60ms}]}, c: {capacity: CAPACITY}}"
    (table,) = answer(architecture(text.replace("CAPACITY", "{concurrency: 1, service_time: 10ms}")), seeds=seeds)
    assert {row[4] for row in table.rows if row[2] is not None} == {"resultant"}
    assert cell(table, "goodput", 1) == "10.2/s to 11.9/s"


@pytest.mark.parametrize("seeds", [0, 1])
def test_a_slow_link_does_not_hit_its_callee(seeds: int) -> None:
    """All that is sent along it is given up, and nothing that the callee answers late."""
    system = architecture("""
        components:
          web: {entry: {rate: 50/s}, depends_on: [{on: db, timeout: 500ms}]}
          db: {capacity: {concurrency: 10, service_time: 10ms}}
        """)
    (table,) = answer(system, trigger=(parse_trigger("latency of web -> db by 3s for 10s"),), seeds=seeds)
    assert kinds(table)["who is hit"] == "resultant" and cell(table, "who is hit", 2) == "nobody else"


CIRCLE = """
components:
  web: {entry: {rate: 100/s}, depends_on: [a]}
  a: {capacity: {concurrency: 10, service_time: 10ms}, depends_on: [{on: b, timeout: 300ms, retry: {attempts: 2}}]}
  b:
    capacity: {concurrency: 10, service_time: 10ms}
    depends_on: [{on: a, probability: 40%, timeout: 200ms, retry: {attempts: 2}}]
"""


def test_what_holds_in_one_of_two_steady_states_is_said_to() -> None:
    """In rates, which have no chance, it stays where it began; request by request, which is not asked for, it does not."""
    (table,) = answer(architecture(CIRCLE), seeds=0)
    assert table.lead == "what the parts tell holds for the whole, as long as it stays in its healthy steady state"
    assert any("overloaded steady state" in note and "--seeds 5" in note for note in table.notes)
    (table,) = answer(architecture(CIRCLE))
    assert kinds(table)["availability"] == "weakly emergent" and cell(table, "availability", 6) == "5 of 5"
    assert any(note.startswith("metastable: ") for note in table.notes)


def test_no_class_is_given_to_what_nobody_asked() -> None:
    """Once a day, in a minute: nothing was decided, by seeds or in rates, though zero of zero is what was predicted."""
    quiet = architecture("components: {web: {entry: {rate: 1/d}, capacity: {concurrency: 1, service_time: 9ms}}}")
    for seeds in (0, 2):
        (table,) = answer(quiet, seeds=seeds)
        assert table.lead.startswith("nothing was decided") and not any(row[4] for row in table.rows)
        assert any("too few requests to say" in note for note in table.notes)


def test_few_quick_answers_are_no_better_than_all() -> None:
    """Half of the requests are lost to retries, the others answered sooner than composed: 99 of 100 never are."""
    text = """
components:
  web: {entry: {rate: 100/s}, depends_on: [{on: app, timeout: 2s}]}
  app:
    capacity: {concurrency: 50, service_time: 5ms}
    depends_on: [{on: db, timeout: 300ms, probability: 40%, retry: {attempts: 3, backoff: 50ms, jitter: full}}]
  db: {capacity: {concurrency: 2, service_time: 40ms}}
"""
    (table,) = answer(architecture(text), seeds=1)
    assert cell(table, "p99", 1) == "400ms" and cell(table, "p99", 2) == "never" and kinds(table)["p99"] == "weakly emergent"
