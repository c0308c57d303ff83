"""How long a queue is there though goodput is back: who waits in it is answered, late."""

import json
from pathlib import Path

import pytest

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


def test_no_queue_is_told_where_none_is_left(tmp_path: Path) -> None:
    """Errors leave nothing behind; half a second at 50/s leaves what is gone in less than a second."""
    for trigger in ("error of web by 50% for 10s", "outage of web for 500ms"):
        assert _simulated(tmp_path, "50/s", "--trigger", trigger)[1] == "at once"


def test_seeds_tell_it_in_a_note(tmp_path: Path) -> None:
    """Of the seed that is shown; it is a matter of chance."""
    _, notes = _simulated(tmp_path, "100/s", "--trigger", "outage of web for 10s", "--seeds", "2", "--jobs", "1")
    assert "in seed 1 goodput is back earlier than the queue: 1,010 requests wait at web by then" in notes
