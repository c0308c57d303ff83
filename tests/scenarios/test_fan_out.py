"""Runs shared out: the same answers in the same order, wherever they are made."""

from collections.abc import Iterator
from operator import add, floordiv

import pytest

from sosgraph.errors import BadCall
from sosgraph.progress import reporting
from sosgraph.requests.run import run as by_request
from sosgraph.scenarios.fan_out import BACKENDS, Means, spread
from sosgraph.simulation.network import Network, Station

_PAIRS = [(number, 2 * number) for number in range(7)]


@pytest.mark.parametrize("backend", ["sequential", "threading", "multiprocessing"])
@pytest.mark.parametrize("jobs", [1, 2])
def test_answers_come_in_order(jobs: int, backend: str) -> None:
    """However many there are at work."""
    assert list(spread(add, _PAIRS, Means(jobs, backend), "adding")) == [3 * number for number in range(7)]


def test_processes_answer_the_same() -> None:
    """The usual backend, two at once."""
    assert list(spread(add, _PAIRS, Means(2), "adding")) == [3 * number for number in range(7)]


def test_how_far_it_has_come_is_told() -> None:
    """Of the runs that there are, never more than all."""
    told: list[tuple[int, int, str]] = []
    with reporting(lambda *words: told.append(words)):
        list(spread(add, _PAIRS, Means(2, "threading"), "adding"))
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)
    assert {(total, what) for _, total, what in told} == {(7, "adding")} and max(done for done, _, _ in told) <= 7


def test_a_long_run_tells_how_far_it_has_come() -> None:
    """One of requests, as a part of all runs: 40 of 200 steps of the first of two are a tenth of the whole."""
    told: list[tuple[int, int, str]] = []
    one = Network((Station("s", 1, 0.1),), (), (5.0,))
    with reporting(lambda *words: told.append(words)):
        list(spread(by_request, [(one, (), seed, 2.0, 0.01) for seed in (1, 2)], Means(), "simulating seeds"))
    assert (40, 400, "simulating seeds") in told and told[-1] == (400, 400, "simulating seeds")
    assert [done / total for done, total, _ in told] == sorted(done / total for done, total, _ in told)


@pytest.mark.parametrize("means", [Means(1), Means(2, "threading")])
def test_a_mistake_of_one_run_is_that_of_all(means: Means) -> None:
    """It comes out as it is."""
    with pytest.raises(ZeroDivisionError):
        list(spread(floordiv, [(1, 1), (1, 0)], means, "dividing"))


def test_who_stops_listening_leaves_nothing_behind() -> None:
    """After the first answer, as Ctrl-C would."""
    found: Iterator[int] = spread(add, _PAIRS * 100, Means(2, "threading"), "adding")
    assert next(found) == 0
    found.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("backend", ["ray", "spark"])
def test_a_cluster_that_is_not_installed_is_named(backend: str) -> None:
    """With what to install."""
    pytest.importorskip("joblib")
    assert backend in BACKENDS
    with pytest.raises(BadCall, match=f"{backend} is not installed; run pip install"):
        list(spread(add, _PAIRS, Means(2, backend), "adding"))


def test_a_dask_cluster_answers_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """One of two workers on this machine, found by the address that Dask's own settings give."""
    distributed = pytest.importorskip("distributed")
    dask = pytest.importorskip("dask")
    two = distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)
    with two as cluster, dask.config.set({"scheduler-address": cluster.scheduler_address}):
        found = list(spread(add, _PAIRS, Means(-1, "dask"), "adding"))
    assert found == [3 * number for number in range(7)]
