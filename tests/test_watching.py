"""Lint again whenever a file changes, in a process of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import pytest

from sosgraph.errors import BadCall
from sosgraph.finding import Finding
from sosgraph.report import Report
from sosgraph.source import Pointer
from sosgraph.watching import Since, watch
from tests.running import run

ROOT = Path(__file__).parent.parent
PATIENCE_S = 60.0
SOUND = "owner: a\ncomponents:\n  web: {depends_on: [db]}\n  db: {slo: 99%}\n"


class Watcher:
    """A running `sosgraph lint --watch`, and what it says of each round."""

    def __init__(self, folder: Path, *words: str) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        command = [sys.executable, "-m", "sosgraph", "lint", "--watch", *words]
        # A shell that starts these tests in the background has Ctrl-C ignored, and what is ignored is inherited.
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            self.process = subprocess.Popen(
                command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
            )
        finally:
            signal.signal(signal.SIGINT, before)
        self.killed = Timer(PATIENCE_S, self.process.kill)
        self.killed.start()

    def round(self) -> str:
        """Return what the next run prints; fails after a minute."""
        assert self.process.stdout is not None
        lines = []
        for line in self.process.stdout:
            if "Ctrl-C ends" in line:
                return "".join(lines)
            lines.append(line)
        raise AssertionError("it ended: " + "".join(lines))

    def end(self) -> int:
        """Return the exit status after Ctrl-C."""
        self.process.send_signal(signal.SIGINT)
        self.process.communicate()
        self.killed.cancel()
        return self.process.returncode


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[list[Watcher]]:
    started: list[Watcher] = []
    yield started
    for each in started:
        each.killed.cancel()
        if each.process.returncode is None:
            each.process.kill()
            each.process.communicate()


def test_every_change_is_linted_and_ctrl_c_is_a_good_end(tmp_path: Path, watched: list[Watcher]) -> None:
    """A changed file, a new one, a changed policy; what it writes itself is no change; nothing is cleared where nobody looks."""
    file = tmp_path / "shop.yaml"
    file.write_text(SOUND)
    watcher = Watcher(tmp_path, "--format", "json", "--output", "found.json", "--format", "text")
    watched.append(watcher)
    assert "no findings" in (first := watcher.round()) and "\x1b" not in first
    file.write_text(SOUND.replace("[db]", "[dc]"))
    assert "new: shop.yaml:3:" in (changed := watcher.round()) and changed.count("'dc' is not described") == 2
    (tmp_path / "more.yaml").write_text("system: shop\ncomponents: {dc: {owner: x, tier: high}}\n")
    assert "'high' is not a tier" in watcher.round()
    (tmp_path / "sosgraph.toml").write_text("nonsense = 1\n")
    assert "nonsense" in (changed := watcher.round())
    assert [line.split(":")[1] for line in changed.splitlines() if line.startswith(("new", "gone"))] == [" sosgraph.toml"]
    file.unlink()
    (tmp_path / "more.yaml").unlink()
    assert "no YAML file" in watcher.round()
    assert watcher.end() == 0


def test_standard_input_is_not_watched() -> None:
    """It is read once, and never changes."""
    assert "name the files to watch" in run("lint", "--watch", "-", stdin=SOUND.encode()).err
    with pytest.raises(BadCall):
        watch(["-"], lambda: None, tuple, ())


def test_the_screen_is_cleared_for_people_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where standard output is a terminal, before each run."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)

    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(SystemExit) as end:
        watch([str(tmp_path)], interrupt, tuple, ())
    assert end.value.code == 0 and capsys.readouterr().out.startswith("\x1b[2J")


def test_what_is_not_there_is_not_watched() -> None:
    """A name misspelt is refused as without `--watch`, and does not wait for ever."""
    outcome = run("lint", "nofile", "--watch")
    assert outcome.status == 2 and outcome.err == "sosgraph: there is no file or folder 'nofile' to watch\n"


def test_what_changed_is_told_within_bounds() -> None:
    """Nothing of the first report, then what is new and gone, and how many more there are."""
    since = Since()
    found = [Finding(Pointer("a.yaml", (0, str(number))), f"m{number}") for number in range(15)]
    assert since.lines(Report(findings=tuple(found[:3]))) == ()
    assert since.lines(Report(findings=tuple(found[:3]))) == ("nothing is new, nothing is gone",)
    told = since.lines(Report(findings=tuple(found[1:])))
    assert (len(told), told[0], told[10], told[11]) == (
        12,
        "new: a.yaml:1:1: error: m3 [bad-input]",
        "new: 2 more",
        "gone: a.yaml:1:1: error: m0 [bad-input]",
    )
