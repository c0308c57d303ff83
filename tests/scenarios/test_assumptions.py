"""What a simulation takes for granted is said, with the names of all that it leaves out."""

from sosgraph.scenarios.assumptions import assumptions_of
from sosgraph.scenarios.settings import parse_setting
from tests.yaml_architecture import architecture

_SYSTEM = """
    components:
      web: {entry: {rate: 9/s}, depends_on: [db, {on: flags, kind: config}, {on: dns, kind: dns}, {on: seed, phase: [start]}]}
      db: {capacity: {concurrency: 3, service_time: 10ms}}
      flags: {slo: 99%}
      dns: {slo: 99%}
      seed: {slo: 99%}
    controllers:
      - {name: scaler, senses: db.cpu, acts: db.concurrency, target: 60%}
      - {name: aimless, senses: db.cpu, acts: db.concurrency}
    """


def test_all_that_is_left_out_is_named() -> None:
    """Dependencies that are no calls, or not made while running; controllers without a target; what nothing limits."""
    assert assumptions_of(architecture(_SYSTEM), (), ()) == (
        "taken as without limit, since no capacity is written: web",
        "left out, since it is no call that is made while running: web -> flags (config), web -> dns (dns), web -> seed (call)",
        "left out, since no 'target' says what it aims at: controller aimless",
    )


def test_what_was_assumed_and_set_is_repeated() -> None:
    """As it was written; long lists are cut, and say by how much."""
    web = ", ".join(f"{{on: d{number}, kind: data}}" for number in range(7))
    text = f"components: {{web: {{depends_on: [{web}]}}, {', '.join(f'd{number}: {{slo: 99%}}' for number in range(7))}}}"
    found = assumptions_of(architecture(text), (parse_setting("web.rate=9/s"),), (parse_setting("web.queue=1"),))
    assert found[:2] == ("assumed: web.rate=9/s", "set: web.queue=1")
    assert found[-1].endswith("web -> d4 (data) and 2 more")
