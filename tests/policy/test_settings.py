"""Every setting that holds, with where it comes from."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given

from sosgraph.policy.layer import Layer
from sosgraph.policy.settings import settings_of
from tests.running import run
from tests.texts import hostile_text


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a policy over another one that is the working directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "team.toml").write_text('fail-on = "warning"\nignore = ["missing-slo"]\n')
    (tmp_path / "sosgraph.toml").write_text(
        'extend = "team.toml"\n\n[rules.dependency-cycle]\nseverity = "info"\n\n'
        '[[contracts]]\nname = "a \\"b\\""\ntype = "tiers"\n\n'
        '[[per-path]]\npaths = ["x/"]\nrules.dependency-cycle.severity = "off"\n'
    )
    return tmp_path


def shown(*words: str) -> str:
    """Return the settings, one blank between the parts of a line."""
    outcome = run("lint", "--show-settings", *words)
    assert outcome.status == 0 and not outcome.err
    return "\n".join(" ".join(line.split()) for line in outcome.out.splitlines())


def test_each_setting_says_where_it_comes_from(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file and a line, a variable, an option, or the default."""
    monkeypatch.setenv("SOSGRAPH_IGNORE", "team-cycle")
    text = shown("--ignore", "orphan-component,retry-layers", "--fail-on", "info")
    assert 'fail-on = "info" # --fail-on\n' in text and 'select = ["*"] # default\n' in text
    ignored = '["missing-slo", "team-cycle", "orphan-component", "retry-layers"]'
    assert f"ignore = {ignored} # team.toml:2, SOSGRAPH_IGNORE, --ignore\n" in text
    assert 'rules.dependency-cycle.severity = "info" # sosgraph.toml:4\n' in text
    assert "[[contracts]] # sosgraph.toml:6\n" in text and "[[per-path]] # sosgraph.toml:10\n" in text


def test_the_settings_are_a_policy(place: Path) -> None:
    """Written to a file, they are shown again, whatever is extended there."""
    text = run("lint", "--show-settings").out
    content = tomllib.loads(text)
    assert content["contracts"] == [{"name": 'a "b"', "type": "tiers"}] and content["fail-on"] == "warning"
    (place / "all.toml").write_text(text)
    assert tomllib.loads(run("lint", "--show-settings", "--config", "all.toml").out) == content


def test_isolated_there_are_only_defaults(place: Path) -> None:
    """And what the command line says."""
    text = shown("--isolated", "--select", "team-cycle")
    assert text.splitlines() == ['fail-on = "error" # default', 'select = ["team-cycle"] # --select', "ignore = [] # default"]


def test_what_is_wrong_is_said_besides(place: Path) -> None:
    """On standard error, with exit 2; the settings that hold are shown."""
    (place / "team.toml").write_text("fail-on = 3\n")
    outcome = run("lint", "--show-settings")
    assert outcome.status == 2 and "team.toml:1" in outcome.err and 'fail-on = "error"' in outcome.out


@given(hostile_text())
def test_any_text_is_shown_as_toml_that_is_inert(text: str) -> None:
    """It comes back as it was, and nothing in it can move a cursor."""
    table = {"name": text, "type": "tiers", text: [text]}
    shown = settings_of((Layer({"contracts": [table]}, lambda path: "here"),))
    assert tomllib.loads(shown)["contracts"] == [table] and all(line.isprintable() for line in shown.split("\n"))
