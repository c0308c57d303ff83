"""What was found before, and what is new against it."""

import json
from pathlib import Path

import pytest
from hypothesis import given

from sosgraph.baseline import Entry, baseline_text, compared, parse_baseline
from sosgraph.finding import Finding
from sosgraph.report import Report
from sosgraph.source import Pointer
from tests.running import run
from tests.texts import hostile_text

SHOP = """\
system: shop
owner: o
components:
  a: {entry: true, availability: 99.9%, slo: 90%, depends_on: [b]}
  b: {availability: 99.9%, slo: 90%, depends_on: [a]}
"""
LONE = "  lone: {owner: o}\n"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a loop and its baseline that is the working directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shop.yaml").write_text(SHOP)
    assert run("baseline", "-o", "known.json").status == 0
    return tmp_path


def lint(*words: str) -> tuple[int, str]:
    """Return how lint ends against the baseline, at the least severity, and the last line."""
    outcome = run("lint", "--baseline", "known.json", "--fail-on", "info", *words)
    return outcome.status, outcome.out.splitlines()[-1]


def test_only_what_is_new_fails(place: Path) -> None:
    """What is known is counted, and not shown."""
    assert lint() == (0, "no new findings (2 components, 1 file); 1 known from the baseline")
    (place / "shop.yaml").write_text(f"# moved\n{SHOP}{LONE}")
    status, last = lint()
    assert status == 1 and " new " in last and last.endswith("; 1 known from the baseline")
    assert "dependency-cycle" not in run("lint", "--baseline", "known.json").out


def test_what_is_gone_is_said(place: Path) -> None:
    """So that it is noticed when it comes back."""
    (place / "shop.yaml").write_text(SHOP.replace("depends_on: [a]", "external: false"))
    status, last = lint()
    assert status == 0 and last.endswith("; 0 known from the baseline; 1 of the baseline is gone: write it anew")


def test_nothing_is_gone_while_a_file_cannot_be_read(place: Path) -> None:
    """Neither from the baseline, nor are comments superfluous: what they speak of may only be out of sight."""
    (place / "shop.yaml").write_text(SHOP.replace("  b:", "  # sosgraph: allow tier-inversion -- agreed\n  b:"))
    assert "[unused-suppression]" in run("lint", "--baseline", "known.json").out
    (place / "shop.yaml").write_text(f"{SHOP}  # sosgraph: allow tier-inversion -- agreed\n  c: [\n")
    (place / "other.yaml").write_text("system: t\ncomponents: {x: {entry: true, slo: 99%}}\n# sosgraph: allow no-slo -- why\n")
    said = run("lint", "--baseline", "known.json").out
    assert "bad-input" in said and "unused-suppression" not in said and "gone" not in said


MISSED = """\
system: shop
owner: o
components:
  a: {entry: true, availability: 99.95%, slo: 99.9%, depends_on: [b, c, {any_of: [x, y]}]}
  b: {availability: 99.9%, slo: 90%}
  c: {availability: 99.8%, slo: 90%}
  x: {availability: 99.9%, slo: 90%, depends_on: [z]}
  y: {availability: 99.9%, slo: 90%, depends_on: [z]}
  z: {availability: 99.9%, slo: 90%, owner: p}
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [("[b, c,", "[c, b,"), ("[x, y]", "[y, x]"), ("c: {availability: 99.8%", "c: {availability: 99.99%"), ("[b, c,", "[b,")],
)
def test_mending_a_part_or_another_order_makes_nothing_new(place: Path, before: str, after: str) -> None:
    """What a promise is missed by may be written in another order, or be less."""
    (place / "shop.yaml").write_text(MISSED)
    assert run("baseline", "-o", "known.json").status == 0
    known = len(json.loads((place / "known.json").read_text())["findings"])
    assert before in MISSED
    (place / "shop.yaml").write_text(MISSED.replace(before, after))
    assert run("lint", "--baseline", "known.json").status == 0
    assert known >= 2 and "unattainable-slo" in (place / "known.json").read_text()
    (place / "shop.yaml").write_text(
        MISSED.replace("  b: {availability: 99.9%, slo: 90%}", "  b: {availability: 99.9%, slo: 99.99%}")
    )
    assert run("lint", "--baseline", "known.json").status == 1


def test_what_was_not_looked_for_is_not_gone(place: Path) -> None:
    """A rule that did not run, a file that was not read and is still there; one that was deleted is."""
    assert "gone" not in lint("--ignore", "dependency-cycle")[1]
    (place / "other.yaml").write_text("system: t\ncomponents: {x: {entry: true, slo: 99%}}\n")
    assert "gone" not in lint("other.yaml")[1]
    (place / "shop.yaml").unlink()
    assert "1 of the baseline is gone" in lint("other.yaml")[1]


def test_sarif_alone_shows_what_is_known(place: Path) -> None:
    """As unchanged."""
    results = json.loads(run("lint", "--baseline", "known.json", "-f", "sarif").out)["runs"][0]["results"]
    assert [(each["ruleId"], each["baselineState"]) for each in results] == [("dependency-cycle", "unchanged")]
    assert json.loads(run("lint", "--baseline", "known.json", "-f", "json").out)["findings"] == []


def test_mistakes_are_never_known(place: Path) -> None:
    """They cannot be silenced; writing the baseline says so."""
    (place / "shop.yaml").write_text(SHOP.replace("slo: 90%", "slow: 90%"))
    outcome = run("baseline", "-o", "known.json")
    assert outcome.status == 0 and "2 mistakes in the input are left out" in outcome.err
    assert lint()[0] == 1 and "bad-input" not in (place / "known.json").read_text()


def test_it_is_stable_and_sorted(place: Path) -> None:
    """A line a finding, whatever the order of files; written again it is the same."""
    (place / "other.yaml").write_text("system: t\ncomponents: {x: {}, y: {}}\n")
    one, other = run("baseline", "other.yaml", "shop.yaml").out, run("baseline", "shop.yaml", "other.yaml").out
    assert one == other and one == run("baseline", ".").out
    files = [each["file"] for each in json.loads(one)["findings"]]
    assert files == sorted(files) and len(one.splitlines()) == len(files) + 5


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("nope", "it is not JSON"),
        ("[" * 100_000, "it is not JSON"),
        ("{}", "it has no 'sosgraph_baseline'"),
        ("[]", "it has no 'sosgraph_baseline'"),
        ('{"sosgraph_baseline": 2}', "it is of version 2, not 1"),
        ('{"sosgraph_baseline": 1, "findings": [{"file": "x"}]}', "an element of 'findings' lacks"),
    ],
)
def test_what_is_no_baseline_is_a_bad_call(place: Path, text: str, words: str) -> None:
    """In words, with what to do."""
    (place / "known.json").write_text(text)
    outcome = run("lint", "--baseline", "known.json")
    assert outcome.status == 2 and words in outcome.err and "write it anew with 'sosgraph baseline'" in outcome.err


def test_a_baseline_that_is_not_there_is_a_bad_call(place: Path) -> None:
    """Neither is it overwritten by a report."""
    assert (
        "there is no baseline 'nope.json'; write it with 'sosgraph baseline -o nope.json'"
        in run("lint", "--baseline", "nope.json").err
    )
    assert "would be overwritten" in run("lint", "--baseline", "known.json", "-f", "json", "-o", "./known.json").err


@given(hostile_text(), hostile_text())
def test_any_name_survives(file: str, message: str) -> None:
    """What is written can be read, in plain ASCII, and knows all of itself."""
    report = Report(findings=(Finding(Pointer(file), message, rule="x"), Finding(Pointer(file), message, rule="x")))
    text = baseline_text(report)
    entries = parse_baseline("b", text)
    assert text.isascii() and all(entry[:2] == (file, "x") and entry.message == message for entry in entries)
    again = compared(report, entries, lambda name: True)
    assert (again.findings, len(again.known), again.gone) == ((), 2, 0)


def test_one_more_of_the_same_is_new() -> None:
    """Findings that look alike are counted."""
    same = Finding(Pointer("a"), "m", rule="x")
    (mark,) = parse_baseline("b", baseline_text(Report(findings=(same,))))
    assert isinstance(mark, Entry)
    again = compared(Report(findings=(same, same), checked=("x",)), (mark,), lambda name: True)
    assert (len(again.findings), len(again.known), again.gone) == (1, 1, 0)
