"""The GitHub Action: what its steps do, with the variables that a runner gives them."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from sosgraph.diff.comment import MARKER as COMPARED
from sosgraph.renderers.markdown import MARKER
from tests.github_runner import Job, job
from tests.installing import ROOT, environment, git, sources

GOOD = "components: {web: {owner: a, slo: 99%, depends_on: [{on: db, soft: true}]}, db: {owner: b, slo: 98%}}\n"
WORSE = "components: {web: {owner: a, slo: 99%, depends_on: [db]}, db: {owner: b, slo: 98%}}\n"
HOSTILE = "$(touch pwned)`touch pwned`\";touch pwned;';touch pwned;#\n--help\nstatus=0\npwned=1\n%0A::error::x\n*"

pytestmark = pytest.mark.skipif(not all(map(shutil.which, ("bash", "git"))), reason="the steps are bash, the checkouts git")


class Installed:
    """An action that has run its first step."""

    def __init__(self, place: Path) -> None:
        (place / "home").mkdir()
        (place / "folder").mkdir()
        self.env = environment(place / "home")
        self.action = sources(place / "action")
        self.first = job(self.action, place / "folder", self.env).run(self.action)
        self.known = {name: value for name, value in self.first.found.items() if name.startswith("steps.install.")}

    def run(self, folder: Path, **inputs: str) -> Job:
        """Run the further steps in a folder."""
        return job(self.action, folder, self.env, **inputs).run(self.action, self.known)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Return the action after its first step."""
    return Installed(tmp_path_factory.mktemp("action"))


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Return a checkout with two commits, the second one worse."""
    folder = tmp_path / "shop"
    folder.mkdir()
    env = environment(tmp_path)
    git(folder, "init", "-q", env=env)
    for text in (GOOD, WORSE):
        (folder / "shop.yaml").write_text(text)
        git(folder, "add", "-A", env=env)
        git(folder, "commit", "-qm", "a", env=env)
    return folder


def test_it_is_an_action() -> None:
    """By the published schema of actions, and nothing that an auditor of workflows would find."""
    env = environment(ROOT)
    checks = (
        ["check-jsonschema", "--builtin-schema", "vendor.github-actions", "action.yml"],
        ["zizmor", "--offline", "--no-progress", "--persona", "auditor", "action.yml"],
    )
    for words in checks:
        done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


def test_no_input_is_text_of_a_script() -> None:
    """The one way by which a branch's name becomes a program."""
    steps = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["runs"]["steps"]
    assert steps and not any("${{" in step["run"] for step in steps)


def test_without_inputs_it_installs_itself_and_lints_the_checkout(installed: Installed) -> None:
    """Of the very commit that a workflow names; an empty checkout is nothing readable."""
    assert installed.first.status == {"install": 0, "lint": 2}
    program = Path(installed.known["steps.install.outputs.programs"]) / "sosgraph"
    assert program.is_file() and "sosgraph, version" in subprocess.check_output(
        [program, "--version"], env=installed.env, text=True
    )


def test_findings_fail_the_job_and_are_told_everywhere(installed: Installed, shop: Path) -> None:
    """As annotations, on the page of the job, in SARIF, and to later steps."""
    done = installed.run(shop, paths="shop.yaml\n", sarif_file="out.sarif")
    assert done.status == {"install": 0, "lint": 1}
    assert "::error file=shop.yaml,line=1," in done.log
    assert done.found["steps.lint.outputs.status"] == "1"
    told = Path(done.found["steps.lint.outputs.summary-file"]).read_text("utf-8")
    assert told.startswith(MARKER) and told == done.summary
    assert json.loads((shop / "out.sarif").read_text("utf-8"))["runs"][0]["results"]


def test_what_the_baseline_knows_does_not_fail(installed: Installed, shop: Path) -> None:
    """And nothing else is needed for a green job."""
    program = Path(installed.known["steps.install.outputs.programs"]) / "sosgraph"
    subprocess.run([program, "baseline", "-o", "known.json"], cwd=shop, env=installed.env, check=True, capture_output=True)
    assert installed.run(shop, baseline="known.json", fail_on="info").status["lint"] == 0


@pytest.mark.parametrize(("fail_on", "status"), [("", 0), ("worse", 1)])
def test_what_became_worse_is_said_and_fails_where_it_is_told_to(
    installed: Installed, shop: Path, fail_on: str, status: int
) -> None:
    """Against the first parent, whatever lint says."""
    done = installed.run(shop, diff_base="HEAD^1", diff_fail_on=fail_on)
    assert done.status == {"install": 0, "lint": 1, "diff": status}
    assert done.found["steps.diff.outputs.worse"] == "true"
    told = Path(done.found["steps.diff.outputs.diff-file"]).read_text("utf-8")
    assert told.startswith(COMPARED) and "web" in told and done.summary.endswith(told)


def test_the_same_is_not_worse(installed: Installed, shop: Path) -> None:
    """The commit against itself."""
    done = installed.run(shop, diff_base="HEAD", diff_fail_on="worse")
    assert done.status["diff"] == 0 and done.found["steps.diff.outputs.worse"] == "false"


def test_the_matcher_is_there_while_lint_speaks(installed: Installed, shop: Path) -> None:
    """In the format that it reads, and taken away again, all of it."""
    done = installed.run(shop, format="concise")
    first, *between = done.log.splitlines()
    assert first.startswith("::add-matcher::")
    owners = [
        each["owner"] for each in json.loads(Path(first.removeprefix("::add-matcher::")).read_text("utf-8"))["problemMatcher"]
    ]
    assert between[-len(owners) :] == [f"::remove-matcher owner={owner}::" for owner in owners]
    assert "[contradictory-slo]" in done.log and "add-matcher" not in installed.run(shop, format="text").log


@pytest.mark.parametrize("value", [HOSTILE, "$(touch pwned)", "--help", "-"])
@pytest.mark.parametrize("name", ["paths", "format", "fail_on", "baseline", "sarif_file", "diff_base", "diff_fail_on"])
def test_an_input_is_a_word_whatever_it_holds(installed: Installed, shop: Path, name: str, value: str) -> None:
    """It runs nothing, says no output of its own, and is no option."""
    before = {"diff_base": "HEAD^1"} if name.startswith("diff") else {}
    done = installed.run(shop, **before | {name: value})
    assert not list(shop.parent.rglob("pwned")) and not any(output.endswith("pwned") for output in done.found)
    assert "Show this message" not in done.log
    assert done.found["steps.lint.outputs.status"] == str(done.status["lint"])
    assert not any(line.startswith("::error::") for line in done.log.splitlines())


@pytest.mark.parametrize("value", [HOSTILE, "$(touch pwned)", "--index-url=x", "-r x"])
def test_a_requirement_is_a_word_too(installed: Installed, shop: Path, value: str) -> None:
    """No option for pip, and nothing is run."""
    done = job(installed.action, shop, installed.env, requirement=value).run(installed.action)
    assert list(done.status) == ["install"] and done.status["install"] != 0
    assert not list(shop.parent.rglob("pwned")) and not done.found


def test_an_old_python_is_said_to_be_one(installed: Installed, shop: Path, tmp_path: Path) -> None:
    """Before pip says it in many more words."""
    for name in ("python3", "python"):
        (tmp_path / name).write_text("#!/bin/sh\nexit 1\n")
        (tmp_path / name).chmod(0o755)
    env = installed.env | {"PATH": f"{tmp_path}:{installed.env['PATH']}"}
    done = job(installed.action, shop, env).run(installed.action)
    assert done.status == {"install": 2} and "Python 3.11 or newer" in done.log
