"""Public incidents and negative controls under a trigger: their classes, as what is known of them says."""

from pathlib import Path

import pytest

from sosgraph.analyses.emergence import answer
from sosgraph.scenarios.incident import parse_trigger
from sosgraph.table import Table
from tests.yaml_architecture import architecture

FIXTURES = Path(__file__).parent.parent.parent / "fixtures" / "architectures"


def under(name: str, trigger: str, seeds: int) -> Table:
    system = architecture((FIXTURES / f"{name}.yaml").read_text("utf-8"))
    return answer(system, trigger=(parse_trigger(trigger),), seeds=seeds)[0]


@pytest.mark.parametrize(
    ("control", "trigger"),
    [
        ("lightly-loaded-2022", "outage of cluster for 10s"),
        ("slow-together-2021", "outage of server for 10s"),
        ("decoupled-queue-2021", "outage of queue for 10s"),
        ("deliveries-2022-mended", "outage of records for 10s"),
    ],
)
def test_what_comes_back_is_resultant(control: str, trigger: str) -> None:
    """Negative controls, in every seed."""
    table = under(control, trigger, 3)
    assert {row[4] for row in table.rows} == {"resultant"} and {row[6] for row in table.rows} == {"0 of 3"}


@pytest.mark.parametrize(
    ("incident", "trigger", "seeds", "sustaining"),
    [
        ("retry-storm-2021", "outage of db for 10s", 3, "the retry of web -> db"),
        ("records-2025", "outage of leases for 60s", 1, "the retry of hosts -> leases"),
        ("slow-together-2021", "load-spike of clients by 20 for 10s", 3, ""),
    ],
)
def test_what_stays_down_is_weakly_emergent(incident: str, trigger: str, seeds: int, sustaining: str) -> None:
    """The trigger is over; what keeps it down is a retry. At 15/s not even twenty times the load does."""
    table = under(incident, trigger, seeds)
    kinds = {row[0]: row[4] for row in table.rows}
    assert kinds["goodput"] == kinds["recovery"] == ("weakly emergent" if sustaining else "resultant")
    assert not sustaining or f"trigger: {trigger}".replace("60s", "1m") in table.lead
    assert f"sustaining effect: {sustaining}" in table.lead if sustaining else "sustaining" not in table.lead


def test_an_empty_cache_stays_empty() -> None:
    """What comes late is not stored, and all comes late: a hundredth of the load, of the capacity and of the cache of 2022."""
    text = (FIXTURES / "caches-2022.yaml").read_text("utf-8")
    for large, small in (("9000/s", "90/s"), ("entries: 50000", "entries: 500"), ("concurrency: 40", "concurrency: 1")):
        assert large in text
        text = text.replace(large, small)
    system = architecture(text.replace("service_time: 10ms", "service_time: 25ms"))
    (table,) = answer(system, trigger=(parse_trigger("cache-flush of shards"),), seeds=1)
    for name in ("goodput", "recovery"):
        (row,) = (row for row in table.rows if row[0] == name)
        assert row[4] == "weakly emergent" and row[5] == ("the long queue of shards",)
    assert any(note.startswith("metastable: ") for note in table.notes)
