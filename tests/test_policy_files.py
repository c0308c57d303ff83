"""Where a policy is said: the nearest file and those it extends, the environment, the command line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import run

LOOP = """\
system: s
owner: o
components:
  a: {entry: true, availability: 99.9%, slo: 90%, depends_on: [b]}
  b: {availability: 99.9%, slo: 90%, depends_on: [a]}
"""
OFF = 'ignore = ["dependency-cycle"]\n'


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a loop in `inner/a.yaml` that is the working directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "a.yaml").write_text(LOOP)
    return tmp_path


def rules(*words: str) -> list[str]:
    """Return the rules that lint finds broken in `inner`."""
    return [each["rule"] for each in json.loads(run("lint", "-f", "json", "inner", *words).out)["findings"]]


def mistakes() -> list[tuple[str, int, str]]:
    """Return file, line and words of the mistakes in policies."""
    outcome = run("lint", "-f", "json", "inner")
    assert outcome.status == 2, outcome
    found = [each for each in json.loads(outcome.out)["findings"] if each["rule"] == "bad-input"]
    return [(each["place"]["document"], each["place"]["line"], each["message"]) for each in found]


def test_in_one_folder_the_first_name_holds(place: Path) -> None:
    """The hidden one, then the plain one, then that of the project."""
    (place / "pyproject.toml").write_text(f"[tool.sosgraph]\n{OFF}")
    assert rules() == []
    (place / "sosgraph.toml").write_text("")
    assert rules() == ["dependency-cycle"]
    (place / ".sosgraph.toml").write_text(OFF)
    assert rules() == []


def test_files_further_up_are_not_merged_in(place: Path) -> None:
    """The nearest one holds alone, unless it extends."""
    (place / "sosgraph.toml").write_text(OFF)
    (place / "inner" / ".sosgraph.toml").write_text("")
    assert rules() == ["dependency-cycle"]
    (place / "inner" / ".sosgraph.toml").write_text('extend = "../sosgraph.toml"\n')
    assert rules() == []


def test_a_pyproject_may_be_extended(place: Path) -> None:
    """Where it has a policy; else that is a mistake."""
    (place / "sosgraph.toml").write_text('extend = "pyproject.toml"\n')
    (place / "pyproject.toml").write_text(f"[tool.sosgraph]\n{OFF}")
    assert rules() == []
    (place / "pyproject.toml").write_text("[project]\n")
    assert mistakes() == [("sosgraph.toml", 1, "'extend': pyproject.toml holds no [tool.sosgraph]; name a policy")]


@pytest.mark.parametrize("text", ["tool = 3", 'tool = "sosgraph"', "[tool.other]\nsosgraph = 1", "sosgraph = [", "[project]"])
def test_a_pyproject_of_others_is_passed_over(place: Path, text: str) -> None:
    """However it mentions us."""
    (place / "sosgraph.toml").write_text(OFF)
    (place / "inner" / "pyproject.toml").write_text(f"{text}\n# sosgraph\n")
    assert rules() == []


def test_a_circle_is_refused(place: Path) -> None:
    """With all of its files; of itself too."""
    (place / "sosgraph.toml").write_text('extend = "inner/b.toml"\n')
    (place / "inner" / "b.toml").write_text('\nextend = "../sosgraph.toml"\n')
    ((file, line, words),) = mistakes()
    assert (file, line) == ("inner/b.toml", 2) and "sosgraph.toml -> inner/b.toml -> sosgraph.toml" in words
    (place / "sosgraph.toml").write_text('extend = "sosgraph.toml"\n')
    assert "in a circle" in mistakes()[0][2]


def test_what_lies_outside_is_refused(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However the way there is spelt; what was found up to there holds."""
    (place / "secret.toml").write_text(OFF)
    monkeypatch.chdir(place / "inner")
    (place / "inner" / "inner").mkdir()
    (place / "inner" / "inner" / "a.yaml").write_text(LOOP)
    for extend in ("../secret.toml", str(place / "secret.toml"), "link.toml"):
        (place / "inner" / "sosgraph.toml").write_text(f'extend = "{extend}"\n')
        (place / "inner" / "link.toml").unlink(missing_ok=True)
        (place / "inner" / "link.toml").symlink_to("../secret.toml")
        assert "lies outside the folders" in mistakes()[0][2] and "dependency-cycle" in rules()


def test_a_long_chain_is_bounded(place: Path) -> None:
    """And said, where it is cut."""
    for number in range(20):
        (place / f"{number}.toml").write_text(f'extend = "{number + 1}.toml"\n')
    (place / "sosgraph.toml").write_text('extend = "0.toml"\n')
    assert mistakes() == [("9.toml", 1, "'extend': more than 10 policies extend one another; write fewer")]


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b'extend = "nope.toml"', 1, "'extend': there is no file 'nope.toml'"),
        (b"a = 1\nb = [\n", 2, "not TOML: "),
        (b"x = 1\nx = 2\n", 2, "not TOML: cannot overwrite a value"),
        (b"a = 1\nb = '\xff'\n", 2, "byte 0xff is not UTF-8"),
        (b"a = " + b"[" * 50_000, 1, "not TOML: it is nested too deeply"),
        (b"extend" + b".a" * 50_000 + b" = 1", 1, "not TOML: it is nested too deeply"),
        (b"x = {" + b'"a" . ' * 50_000 + b"a = 1}", 1, "not TOML: it is nested too deeply"),
        (b"#" * 1_100_000, 1, "the file is larger than 1 MiB"),
        (b"fail-on = '" + b"x" * 5_000 + b"'", 1, "x… is not known here"),
        (b"[[per-path]]\nignore = []", 1, "'per-path' lacks 'paths'; add it"),
        (b'[[per-path]]\npaths = ["a"]\nignore = ["x"]', 3, "'x' is not among the rules"),
        (b'[[per-path]]\npaths = ["a"]\nrules.bad-input.severity = "off"', 3, "'bad-input' cannot be ignored"),
        (b'[[per-path]]\npaths = ["a"]\nrules.team-cycle.limit = 3', 3, "'limit' is not known here"),
        (b"[per-path]\npaths = []", 1, "'per-path': {'paths': []} is of the wrong kind; write tables, each under [[per-path]]"),
    ],
)
def test_a_mistake_is_a_finding_at_its_line(place: Path, content: bytes, line: int, words: str) -> None:
    """Whatever is wrong; the architecture is judged all the same."""
    (place / "sosgraph.toml").write_bytes(content)
    said = mistakes()
    assert (said[0][0], said[0][1]) == ("sosgraph.toml", line) and any(words in each for *_, each in said)
    assert "dependency-cycle" in rules()


def test_rules_for_paths(place: Path) -> None:
    """Relative to the policy, whatever the working directory; a comment for what they ignore is not asked for."""
    (place / "inner" / "a.yaml").write_text(LOOP.replace("owner: o", "owner: o  # sosgraph: allow dependency-cycle -- x"))
    (place / "sosgraph.toml").write_text('[[per-path]]\npaths = ["inner/**"]\nignore = ["dependency-cycle"]\n')
    assert rules() == []
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place / "inner")
        assert json.loads(run("lint", "-f", "json", ".").out)["findings"] == []
    (place / "sosgraph.toml").write_text('[[per-path]]\npaths = ["outer/**"]\nignore = ["*"]\n')
    assert rules() == ["unused-suppression", "dependency-cycle"]


def test_severities_for_paths(place: Path) -> None:
    """Over those of the rule."""
    (place / "sosgraph.toml").write_text(
        'rules.dependency-cycle.severity = "info"\n[[per-path]]\npaths = ["a.yaml"]\nrules.dependency-cycle.severity = "error"\n'
    )
    assert run("lint", "inner").status == 1


def test_the_environment_is_over_the_file_and_under_the_command_line(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Setting by setting; an empty variable says nothing."""
    (place / "sosgraph.toml").write_text('fail-on = "error"\n')
    monkeypatch.setenv("SOSGRAPH_FAIL_ON", "warning")
    assert run("lint", "inner").status == 1 and run("lint", "--fail-on", "error", "inner").status == 0
    monkeypatch.setenv("SOSGRAPH_FAIL_ON", "")
    monkeypatch.setenv("SOSGRAPH_IGNORE", "dependency-cycle, missing-slo")
    assert rules() == [] and rules("--select", "dependency-cycle") == ["dependency-cycle"]
    monkeypatch.setenv("SOSGRAPH_CONFIG", "other.toml")
    assert run("lint", "inner").status == 2
    (place / "other.toml").write_text("")
    assert rules() == []
    assert rules("--isolated") == ["dependency-cycle"]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SOSGRAPH_FAIL_ON", "fatal", "SOSGRAPH_FAIL_ON: 'fail-on': 'fatal' is not known here"),
        ("SOSGRAPH_SELECT", "team-cycel", "SOSGRAPH_SELECT: 'team-cycel' is not among the rules; did you mean 'team-cycle'"),
        ("SOSGRAPH_IGNORE", "bad-input", "SOSGRAPH_IGNORE: 'bad-input' cannot be ignored"),
    ],
)
def test_a_wrong_variable_is_a_bad_call(place: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str) -> None:
    """It stands in no file."""
    monkeypatch.setenv(name, value)
    outcome = run("lint", "inner")
    assert outcome.status == 2 and words in outcome.err and not outcome.out


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("--select", "team-cycel"), "--select: 'team-cycel' is not among the rules"),
        (("--ignore", "team-cycle,bad-input"), "--ignore: 'bad-input' cannot be ignored"),
        (("--isolated", "--config", "x.toml"), "--isolated reads no policy, --config names one"),
    ],
)
def test_a_wrong_word_is_a_bad_call(place: Path, given: tuple[str, ...], words: str) -> None:
    """Nothing is judged."""
    outcome = run("lint", *given, "inner")
    assert outcome.status == 2 and words in outcome.err and not outcome.out


def test_a_named_pyproject_must_hold_a_policy(place: Path) -> None:
    """It would silently decide nothing."""
    (place / "pyproject.toml").write_text("[project]\n")
    assert "pyproject.toml holds no [tool.sosgraph]" in run("lint", "--config", "pyproject.toml", "inner").err


def test_a_policy_costs_no_heavy_library(place: Path) -> None:
    """Nearly every run in a team has one; of what is heavy, it needs the validator of its schema alone."""
    (place / "sosgraph.toml").write_text('[[contracts]]\nname = "t"\ntype = "tiers"\n')
    program = (
        "import sys\nfrom sosgraph.__main__ import main\ntry:\n    main()\nfinally:\n    sys.stderr.write(' '.join(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program, "lint", "inner"], capture_output=True, text=True, check=False)
    assert "sosgraph.contracts.tiers" in done.stderr.split()
    assert not {"networkx", "numpy", "igraph", "scipy", "matplotlib"} & set(done.stderr.split())


def test_all_mistakes_are_told_at_once(place: Path) -> None:
    """Of shape, of names, and in a contract that lacks something besides; a refusal says how many more there are."""
    (place / "sosgraph.toml").write_text(
        'selec = ["x"]\nignore = ["nope"]\n'
        '[[contracts]]\nname = "one"\ntype = "layers"\nlaers = ["a"]\nkinds = ["blah"]\n'
        '[[contracts]]\ntype = "layers"\nlayers = ["a"]\nkindz = 1\n'
    )
    told = json.loads(run("lint", "-f", "json", "inner").out)["findings"]
    assert sorted(each["place"]["line"] for each in told if each["place"]["document"] == "sosgraph.toml") == [
        1,
        2,
        3,
        6,
        7,
        8,
        11,
    ]
    refused = run("composite-slo", "inner")
    assert refused.status == 2 and "sosgraph.toml:1: 'selec'" in refused.err and refused.err.rstrip().endswith("; and 4 more")
