"""How far something has come: said from within, shown at the edge."""

import sys

import pytest

from sosgraph.invocation import progress_shown
from sosgraph.progress import advance, part_of, reporting
from sosgraph.progress_bar import ProgressBar


def test_nobody_hears_what_nobody_asked_for() -> None:
    """Saying it is allowed everywhere; only within `reporting` is it heard, and no longer."""
    heard: list[tuple[int, int, str]] = []
    advance(1, 2, "sums")
    with reporting(lambda *said: heard.append(said)):
        advance(1, 2, "sums")
    advance(2, 2, "sums")
    assert heard == [(1, 2, "sums")]


def test_a_part_counts_within_the_whole() -> None:
    """What the second of four steps says half of, is three eighths; what is done inside of it needs no word of its own."""
    heard: list[tuple[int, int, str]] = []
    with reporting(lambda *said: heard.append(said)):
        with part_of(1, 4, "seeds"):
            advance(1, 2, "requests")
        advance(4, 4, "seeds")
    assert heard == [(1, 4, "seeds"), (3, 8, "seeds"), (4, 4, "seeds")]


def test_the_bar_waits_a_second_and_leaves_no_trace(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing at first; then one picture for many steps; then the line is empty again."""
    now = [0.0]
    bar = ProgressBar(lambda: now[0])
    bar(1, 4, "sums")
    bar.erase()
    assert capsys.readouterr().err == ""
    now[0] = 2.0
    bar(2, 4, "sums")
    bar(3, 4, "sums")
    assert capsys.readouterr().err == f"\rsums [{'#' * 15}{'-' * 15}]  50 %\x1b[K"
    bar.erase()
    assert capsys.readouterr() == ("", "\r\x1b[K")


def test_no_bar_where_nobody_looks(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Standard error that is a file gets none; a terminal does, however slowly the clock goes."""
    monkeypatch.setattr("sosgraph.progress_bar._PATIENCE_S", 0.0)
    with progress_shown():
        advance(1, 2, "sums")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with progress_shown():
        advance(1, 2, "sums")
    assert capsys.readouterr().err.startswith("\rsums [")
