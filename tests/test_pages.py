"""The pages are the fixtures: what they show happens, at the lines they mark."""

import json
import re
import shlex
from pathlib import Path

import pytest

from sosgraph import catalog
from sosgraph.finding import BROKEN
from sosgraph.pages import page, pages
from tests.running import run

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
MARK = "#!"
_BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(path: Path, language: str) -> list[str]:
    """Return the blocks of a language on a page, in order."""
    found = _BLOCK.finditer(path.read_text("utf-8")) if path.is_file() else ()
    return [match["text"] for match in found if match["language"] == language]


def marked_lines(text: str, rule: str) -> list[int]:
    """Return the lines marked with `#! rule`."""
    return [number for number, line in enumerate(text.splitlines(), 1) if rule in line.partition(MARK)[2].split()]


def lines_found(text: str, rule: str) -> list[int]:
    """Return the lines on which `sosgraph lint` reports `rule`."""
    outcome = run("lint", "-f", "json", "-", stdin=text.encode())
    assert outcome.status in (0, 1), outcome.err
    report = json.loads(outcome.out)
    assert "bad-input" not in {finding["rule"] for finding in report["findings"]}, outcome.out
    return sorted({finding["place"]["line"] for finding in report["findings"] if finding["rule"] == rule})


@pytest.mark.parametrize("rule", catalog.names("rules"))
def test_a_rule_page_shows_a_finding_and_its_cure(rule: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first example trips the rule exactly on the marked lines, the second nowhere."""
    monkeypatch.chdir(tmp_path)  # no policy above it
    wrong, right, *_ = blocks(ROOT / "sosgraph" / "docs" / "rules" / f"{rule}.md", "yaml")
    assert marked_lines(wrong, rule) and lines_found(wrong, rule) == marked_lines(wrong, rule)
    assert not marked_lines(right, rule) and lines_found(right, rule) == []


@pytest.mark.parametrize("path", ["broken-contract", *(f"contracts/{name}" for name in catalog.names("contracts"))])
def test_a_page_about_contracts_shows_a_breach_and_its_cure(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under the policy that stands on the page, exactly on the marked lines."""
    monkeypatch.chdir(tmp_path)
    page = ROOT / "sosgraph" / "docs" / f"{path}.md"
    (tmp_path / "sosgraph.toml").write_text(blocks(page, "toml")[0])
    wrong, right = blocks(page, "yaml")
    assert marked_lines(wrong, BROKEN) and lines_found(wrong, BROKEN) == marked_lines(wrong, BROKEN)
    assert not marked_lines(right, BROKEN) and lines_found(right, BROKEN) == []


def conversations(path: Path = README) -> list[tuple[str, str]]:
    """Return each `$ sosgraph …` of a page, and what is shown under it."""
    found = []
    for block in blocks(path, "console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            if command.startswith("sosgraph "):
                found.append((command, shown))
    return found


@pytest.mark.parametrize("analysis", catalog.names("analyses"))
def test_the_page_of_an_analysis_shows_what_it_answers(analysis: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """About the file that stands on the page, so that whoever reads it can do the same."""
    monkeypatch.chdir(tmp_path)
    path = ROOT / "sosgraph" / "docs" / "analyses" / f"{analysis}.md"
    (tmp_path / "shop.yaml").write_text(blocks(path, "yaml")[0])
    talks = conversations(path)
    assert talks
    for command, shown in talks:
        outcome = run(*shlex.split(command)[1:])
        assert outcome.status == 0 and outcome.out.rstrip("\n") == shown.rstrip("\n")


@pytest.mark.parametrize(
    "name", [path for path in pages().values() if path.startswith(("rules/", "analyses/", "contracts/", "broken"))]
)
def test_no_mark_is_shown(name: str) -> None:
    """What tells the tests which line is meant tells readers nothing."""
    assert MARK not in page(name)


def test_the_readme_shows_commands() -> None:
    """So that the test below does not pass because there is nothing to run."""
    assert len(conversations()) >= 2


@pytest.mark.parametrize(("command", "shown"), conversations())
def test_the_readme_shows_what_happens(command: str, shown: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command runs in the root of the repository, and prints what is shown under it; what it writes goes elsewhere."""
    monkeypatch.chdir(ROOT)
    words = shlex.split(command, comments=True)[1:]
    if words[0] == "init" or {"-o", "--picture"}.intersection(words):
        monkeypatch.chdir(tmp_path)
        (tmp_path / "fixtures").symlink_to(ROOT / "fixtures")
    outcome = run(*words)
    assert outcome.status in (0, 1), outcome.err
    if shown.strip():
        assert outcome.out.rstrip("\n") == shown.rstrip("\n")
