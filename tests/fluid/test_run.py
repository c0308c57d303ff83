"""A calculation as a whole."""

from sosgraph.fluid.run import run
from sosgraph.progress import reporting
from tests.fluid.systems import storm


def test_it_says_how_far_it_has_come() -> None:
    """From nothing on, ever more, of as many steps as there are."""
    heard: list[tuple[int, int, str]] = []
    with reporting(lambda done, total, what: heard.append((done, total, what))):
        steps = run(storm(), [[]], 100.0).steps
    assert [done for done, _, _ in heard] == list(range(0, steps, 100)) and len(heard) > 3
    assert {(total, what) for _, total, what in heard} == {(steps, "simulating")}


def test_no_scenario_has_no_course() -> None:
    """Nothing is calculated where nothing was asked."""
    assert run(storm(), [], 100.0).courses == ()
