"""`sosgraph tree` as its users see it."""

import json
from pathlib import Path

import pytest

from tests.running import run

WEBSHOP = str(Path(__file__).parent.parent / "fixtures" / "architectures" / "webshop.yaml")


def test_shows_what_it_needs_and_who_needs_it() -> None:
    """With the numbers of `composite-slo`, the group of vendors, and the bars beside them."""
    outcome = run("tree", "checkout", WEBSHOP)
    assert outcome.status == 0, outcome.err
    needs, _, needed = outcome.out.partition("\n\n")
    assert needs.splitlines()[0] == "What checkout needs: 7 components"
    assert "├─ 1 of 2\n│  ├─ cards " in needs and "zone-a (host)     99.95 %  21.6 min  ██" in needs
    assert needed.splitlines()[0] == "Who needs checkout: 1 component" and "└─ web" in needed
    longest = max(outcome.out.splitlines(), key=lambda line: line.count("█"))
    assert "└─ web " in longest


def test_a_cycle_ends_where_it_closes() -> None:
    """And says so."""
    assert "pricing ↺ closes a cycle" in run("tree", "pricing", WEBSHOP).out


def test_an_unknown_name_is_told_with_the_nearest() -> None:
    """As everywhere."""
    outcome = run("tree", "chekout", WEBSHOP)
    assert outcome.status == 2 and "did you mean 'checkout'" in outcome.err


@pytest.mark.parametrize("columns", [44, 56, 100])
def test_is_as_wide_as_the_terminal(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bars go first, then names are cut, the numbers stay."""
    monkeypatch.setenv("COLUMNS", str(columns))
    needs = run("tree", "web", WEBSHOP).out.partition("\n\n")[0]
    drawn = [line for line in needs.splitlines() if "%" in line]
    assert max(map(len, drawn)) <= columns and all("min" in line for line in drawn)
    assert ("█" in "".join(drawn)) == (columns == 100)


def test_json_has_levels_and_places() -> None:
    """For other programs; it keeps the published schema."""
    report = json.loads(run("tree", "checkout", WEBSHOP, "-f", "json").out)
    needs, needed = report["tables"]
    assert (needs["name"], needed["name"]) == ("needs", "needed-by")
    rows = {row["component"]: row for row in needs["rows"]}
    assert rows["ledger"]["level"] == 1 and rows["ledger"]["at"]["line"] == 23


def test_colours_only_where_they_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """None in a pipe; FORCE_COLOR shows them."""
    assert "\x1b" not in run("tree", "web", WEBSHOP).out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[1m" in run("tree", "web", WEBSHOP).out


def test_a_strangers_name_orders_no_terminal(tmp_path: Path) -> None:
    """What is invisible in it is shown as an escape."""
    file = tmp_path / "a.yaml"
    file.write_text('services:\n  "a\\u202eb": {image: x, depends_on: [c]}\n  c: {image: y}\n', "utf-8")
    outcome = run("tree", "c", str(file))
    assert "\u202e" not in outcome.out and outcome.status in (0, 2)
