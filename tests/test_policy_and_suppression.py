"""What a team decided, through the command line: which policy holds, and what comments allow."""

import json
from pathlib import Path

import pytest

from tests.running import Outcome, run

LOOP = """\
sosgraph: 1
system: s
owner: o
components:
  a: {entry: true, availability: 99.9%, slo: 90%, depends_on: [b]}
  b: {availability: 99.9%, slo: 90%, depends_on: [a]}
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a loop in `inner/a.yaml` that is the working directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "a.yaml").write_text(LOOP)
    return tmp_path


def rules_of(outcome: Outcome) -> list[str]:
    """Return the rules of the findings in a JSON report, in order."""
    return [finding["rule"] for finding in json.loads(outcome.out)["findings"]]


def lint(*words: str) -> list[str]:
    """Return the rules that `sosgraph lint` finds broken in `inner`."""
    return rules_of(run("lint", "-f", "json", "inner", *words))


def test_the_nearest_policy_holds(place: Path) -> None:
    """That beside the file before that above it; without one, the defaults."""
    assert lint() == ["dependency-cycle"]
    (place / "sosgraph.toml").write_text('ignore = ["dependency-cycle"]\n')
    assert lint() == []
    (place / "inner" / "sosgraph.toml").write_text('[rules.dependency-cycle]\nseverity = "error"\n')
    assert lint() == ["dependency-cycle"] and run("lint", "inner").status == 1


def test_pyproject_holds_where_it_speaks_of_sosgraph(place: Path) -> None:
    """One without `[tool.sosgraph]` is passed over, and the search goes on above it."""
    (place / "pyproject.toml").write_text('[tool.sosgraph]\nignore = ["dependency-cycle"]\n')
    (place / "inner" / "pyproject.toml").write_text("[project]\n")
    assert lint() == []


def test_config_holds_instead(place: Path) -> None:
    """The named policy, not the nearest one."""
    (place / "inner" / "sosgraph.toml").write_text('ignore = ["*"]\n')
    (place / "other.toml").write_text("")
    assert lint() == [] and lint("--config", "other.toml") == ["dependency-cycle"]


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        ('ignore = ["dependency-cycel"]', "did you mean 'dependency-cycle'"),
        ('select = ["nothing-like-it"]', "not among the rules"),
        ("[rules.dependency-cycle]\nlayers = 3", "no parameter 'layers'"),
        ('[rules.retry-layers]\nlayers = "x"', "layers of retry-layers"),
        ("[importers.compoze]\n", "did you mean 'compose'"),
        ("fail-on = 3", "no policy"),
        ("not toml", "not TOML"),
    ],
)
def test_a_wrong_policy_is_a_bad_call(place: Path, policy: str, words: str) -> None:
    """Exit 2, and what is wrong in it: a policy that silently does nothing is worse than none."""
    (place / "sosgraph.toml").write_text(policy)
    outcome = run("lint", "inner")
    assert outcome.status == 2 and words in outcome.err and not outcome.out


def test_fail_on_of_the_policy_yields_to_the_option(place: Path) -> None:
    """What is said on the command line is nearer."""
    (place / "sosgraph.toml").write_text('fail-on = "warning"\n')
    assert run("lint", "inner").status == 1 and run("lint", "inner", "--fail-on", "error").status == 0


def test_a_comment_with_a_reason_allows(place: Path) -> None:
    """The finding moves to the suppressed ones, with the reason."""
    text = LOOP.replace("[b]}", "[b]}  # sosgraph: allow dependency-cycle -- known").replace(
        "[a]}", "[a]}  # sosgraph: allow dependency-cycle -- known"
    )
    (place / "inner" / "a.yaml").write_text(text)
    report = json.loads(run("lint", "-f", "json", "inner").out)
    assert [each["rule"] for each in report["findings"]] == ["unused-suppression"]  # only one line has the finding
    assert [each["rule"] for each in report["suppressed"]] == ["dependency-cycle"] and "known" in json.dumps(report["suppressed"])


def test_a_comment_without_a_reason_is_an_error(place: Path) -> None:
    """It allows nothing."""
    text = LOOP.replace("components:", "# sosgraph: allow dependency-cycle\ncomponents:")
    (place / "inner" / "a.yaml").write_text(text)
    outcome = run("lint", "-f", "json", "inner")
    assert outcome.status == 1 and sorted(rules_of(outcome)) == ["dependency-cycle", "suppression-without-reason"]


def test_a_comment_that_allows_nothing_is_a_finding(place: Path) -> None:
    """It would hide the next mistake."""
    text = LOOP.replace("owner: o", "owner: o  # sosgraph: allow tier-inversion -- long ago")
    (place / "inner" / "a.yaml").write_text(text)
    assert lint() == ["unused-suppression", "dependency-cycle"]
