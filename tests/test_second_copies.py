"""Second copies of slow calls, from one file to lint, load, metastability and both simulations: all tell the same."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sosgraph.fluid.run import run as by_rates
from sosgraph.requests.run import run as by_requests
from sosgraph.simulation.network import Link, Network, Station
from tests.running import run

TEXT = """system: shop
components:
  web:
    slo: 99%
    entry: {rate: 110/s}
    depends_on:
      - {on: db, timeout: 1s, hedge: {after: 50ms}}
  db: {slo: 99%, capacity: {concurrency: 2, service_time: 10ms}}
"""


@pytest.fixture(params=["110/s", "90/s"])
def shop(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, bool]:
    """A file, and whether what arrives there fits twice into the 200/s that can be served."""
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_text(TEXT.replace("110/s", request.param))
    return "shop.yaml", request.param == "90/s"


def _json(*words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(*words, "-f", "json").out)
    return found


def test_lint_and_the_analyses_agree_with_each_other(shop: tuple[str, bool]) -> None:
    """Amplified twice in either case; above the hidden capacity and vulnerable in one alone."""
    path, fits = shop
    rules = [(each["rule"], each["place"]["line"]) for each in _json("lint", path)["findings"]]
    assert rules == ([] if fits else [("metastable-vulnerable", 7)])
    loads, steady = _json("load", path)["tables"][0], _json("metastability", path)["tables"][0]
    assert loads["rows"][0]["amplification"] == 2 and loads["rows"][0]["hidden_per_s"] == 100
    assert ("above the hidden capacity: db" in loads["lead"]) is not fits
    assert [row["verdict"] for row in steady["rows"]] == ([] if fits else ["vulnerable"])


def test_a_copy_may_be_sent_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After no time at all every call is sent twice."""
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_text(TEXT.replace("110/s", "60/s").replace("50ms", "0s"))
    assert _json("load", "shop.yaml")["tables"][0]["rows"][0]["utilisation"] == pytest.approx(0.6)


@pytest.mark.parametrize("engine", [(), ("--seeds", "2", "--jobs", "1")], ids=["fluid", "requests"])
def test_both_simulations_agree_with_them(shop: tuple[str, bool], engine: tuple[str, ...]) -> None:
    """After ten seconds of outage it stays down where the analyses say so, and comes back where they do."""
    path, fits = shop
    first = _json("simulate", path, "--trigger", "outage of db for 10s", *engine)["tables"][0]
    assert first["facts"]["comes_back"] is fits
    assert ("does not come back" in first["lead"]) is not fits


@pytest.mark.parametrize("engine", [(), ("--seeds", "2", "--jobs", "1")], ids=["fluid", "requests"])
def test_copies_that_are_called_off_keep_nothing_down(tmp_path: Path, engine: tuple[str, ...]) -> None:
    """Where the callee leaves what its caller gave up, both copies of it: even above the hidden capacity it comes back."""
    path = tmp_path / "shop.yaml"
    path.write_text(TEXT.replace("timeout: 1s", "timeout: 1s, deadline: propagated"))
    assert _json("simulate", str(path), "--trigger", "outage of db for 10s", *engine)["tables"][0]["facts"]["comes_back"]


@pytest.mark.parametrize(
    ("load", "servers", "hedge_s", "timeout_s"),
    [(60.0, 1, 0.02, 1.0), (60.0, 1, 0.02, 0.1), (90.0, 2, 0.02, 0.05), (150.0, 2, 0.05, 0.2)],
)
def test_the_copy_that_is_not_needed_leaves(load: float, servers: int, hedge_s: float, timeout_s: float) -> None:
    """By rates as by requests: as many are asked for, and hardly anybody waits, though all copies would not fit."""
    link = Link(0, 1, timeout_s=timeout_s, hedge_s=hedge_s, cancels=True)
    network = Network((Station("web"), Station("db", servers, 0.01)), (link,), (load, 0.0))
    rates = by_rates(network, [[]], 60.0, samples=60).courses[0]
    seeds = [by_requests(network, [], seed, 60.0, 1.0) for seed in range(4)]
    seen = [[each.goodput, each.offered[1], each.waiting[1]] for each in seeds]
    expected = np.mean(np.array(seen)[:, :, 10:], axis=(0, 2))
    found = [np.mean(each[10:]) for each in (rates.goodput, rates.offered[1], rates.waiting[1])]
    assert found[:2] == pytest.approx(expected[:2], rel=0.05) and found[2] == pytest.approx(expected[2], rel=0.5)
