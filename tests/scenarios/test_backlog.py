"""How long a queue is there though goodput is back: who waits in it is answered, late."""

import json
from pathlib import Path

import pytest

from sosgraph.quantity import parse_duration
from tests.running import run


def _simulated(tmp_path: Path, rate: str, *words: str) -> tuple[str, str]:
    """Return the sentence and what comes back when, of one server that serves 125/s, whose callers wait as long as it takes."""
    path = tmp_path / "web.yaml"
    path.write_text(f"components: {{web: {{entry: {{rate: {rate}}}, capacity: {{concurrency: 1, service_time: 8ms}}}}}}")
    table = json.loads(run("simulate", str(path), *words, "-f", "json").out)["tables"][0]
    return table["lead"], str(table["rows"][0].get("comes_back", table["notes"]))


@pytest.mark.parametrize(
    ("rate", "trigger", "said", "when"),
    [
        (
            "100/s",
            "outage of web for 10s",
            "1,000 requests wait at web by then, worked off after 38s",
            "at once, queue after 38s",
        ),
        (
            "100/s",
            "pause of web for 10s",
            "1,000 requests wait at web by then, worked off after 38s",
            "after 9.1s, queue after 38s",
        ),
        ("124/s", "outage of web for 10s", "1,360 requests wait at web by then, worked off after 22", "at once, queue after 22"),
    ],
)
def test_what_waits_is_told_though_goodput_is_back(tmp_path: Path, rate: str, trigger: str, said: str, when: str) -> None:
    """95 % of 1,000 requests take 38 s at 25/s to spare; 95 % of 1,240 more than before 20 minutes at 1/s, beyond the course."""
    lead, back = _simulated(tmp_path, rate, "--trigger", trigger)
    assert "goodput is back" in lead and said in lead and back.startswith(when)


@pytest.mark.parametrize(
    ("service_time", "trigger", "requests", "after"),
    [
        ("500us", "outage of web for 90m", "540,000", "4.7m"),
        ("500us", "outage of web for 60d", "518,000,000", "3.2d"),
        ("5us", "outage of web for 60d", "518,000,000", "43.2m"),
        ("7500us", "load-spike of web by 2 for 20m", "80,000", "40m"),
        ("7500us", "load-spike of web by 2 for 3h", "720,000", "6h"),
        ("7500us", "capacity-loss of web by 90% for 3h", "936,000", "7.8h"),
    ],
)
def test_what_waits_after_long_incidents(tmp_path: Path, service_time: str, trigger: str, requests: str, after: str) -> None:
    """All that came meanwhile, over what is to spare, though only ten minutes of either are simulated; 95 % of it, at times."""
    path = tmp_path / "web.yaml"
    path.write_text(
        f"components: {{web: {{entry: {{rate: 100/s}}, capacity: {{concurrency: 1, service_time: {service_time}}}}}}}"
    )
    lead = json.loads(run("simulate", str(path), "--trigger", trigger, "-f", "json").out)["tables"][0]["lead"]
    assert f"{requests} requests wait at web" in lead
    told_s = parse_duration(lead.rpartition(" ")[2])
    assert told_s == pytest.approx(parse_duration(after), rel=0.06)


def test_no_queue_is_told_where_none_is_left(tmp_path: Path) -> None:
    """Errors leave nothing behind; half a second at 50/s leaves what is gone in less than a second."""
    for trigger in ("error of web by 50% for 10s", "outage of web for 500ms"):
        assert _simulated(tmp_path, "50/s", "--trigger", trigger)[1] == "at once"


def test_seeds_tell_it_in_a_note(tmp_path: Path) -> None:
    """Of the seed that is shown; it is a matter of chance."""
    _, notes = _simulated(tmp_path, "100/s", "--trigger", "outage of web for 10s", "--seeds", "2", "--jobs", "1")
    assert "in seed 1 goodput is back earlier than the queue: 1,010 requests wait at web by then" in notes
