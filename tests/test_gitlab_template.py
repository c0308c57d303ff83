"""The GitLab template: valid as GitLab sees it, and what its script does in the shell of its image."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from sosgraph.diff.comment import MARKER
from tests.installing import ROOT, environment, git, sources

TEMPLATE = ROOT / "sosgraph" / "docs" / "ci" / "gitlab.yml"
GOOD = "components: {web: {owner: a, slo: 99%, depends_on: [{on: db, soft: true}]}, db: {owner: b, slo: 98%}}\n"
WORSE = "components: {web: {owner: a, slo: 99%, depends_on: [db]}, db: {owner: b, slo: 98%}}\n"
HOSTILE = "$(touch pwned)`touch pwned`\";touch pwned;';touch pwned;#\n--help\n*"
_INPUT = re.compile(r"\$\[\[ inputs\.([\w-]+) \]\]")
SHELLS = [shell for shell in ("sh", "bash") if shutil.which(shell)]

pytestmark = pytest.mark.skipif(not SHELLS or shutil.which("git") is None, reason="the script is for a shell, the checkouts git")


def template(**given: str) -> dict[str, Any]:
    """Return the jobs with the inputs in their places, as GitLab puts them into each text of the YAML."""
    head, body = yaml.safe_load_all(TEMPLATE.read_text("utf-8"))
    said = {name.replace("_", "-"): value for name, value in given.items()}
    inputs = {name: said.get(name, each.get("default")) for name, each in head["spec"]["inputs"].items()}
    assert None not in inputs.values()

    def filled(node: Any) -> Any:
        if isinstance(node, dict):
            return {filled(key): filled(value) for key, value in node.items()}
        if isinstance(node, list):
            return [filled(each) for each in node]
        return _INPUT.sub(lambda match: inputs[match[1]], node) if isinstance(node, str) else node

    jobs: dict[str, Any] = filled(body)
    return jobs


def ran(folder: Path, shell: str, env: dict[str, str], **inputs: str) -> subprocess.CompletedProcess[str]:
    """Return how the script of the job ends."""
    (job,) = template(**inputs).values()
    script = "\n".join(job["script"])
    return subprocess.run(
        [shell, "-c", script], cwd=folder, env=env | job["variables"], capture_output=True, text=True, timeout=300
    )


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


@pytest.fixture
def quick(tmp_path: Path) -> dict[str, str]:
    """Return an environment in which what is installed already stands for what pip would install."""
    env = environment(tmp_path)
    program = shutil.which("sosgraph", path=env["PATH"])
    (tmp_path / "bin").mkdir()
    python = tmp_path / "bin" / "python3"
    python.write_text(f'#!/bin/sh\nmkdir -p "$3/bin" && ln -s "{program}" "$3/bin/sosgraph" && ln -s /bin/true "$3/bin/python"\n')
    python.chmod(0o755)
    del env["PYTHONPATH"]
    return env | {"PATH": f"{python.parent}:{env['PATH']}"}


def test_the_jobs_are_valid(tmp_path: Path) -> None:
    """By the published schema of GitLab's configuration, with every input in its place."""
    file = tmp_path / "jobs.json"
    file.write_text(json.dumps(template(requirement="sosgraph==0.1.0")))
    words = ["check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", str(file)]
    done = subprocess.run(words, env=environment(tmp_path), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_no_input_is_text_of_the_script() -> None:
    """And every one is used."""
    head, body = yaml.safe_load_all(TEMPLATE.read_text("utf-8"))
    (job,) = body.values()
    assert not any(_INPUT.search(line) for line in job["script"])
    assert set(_INPUT.findall(yaml.safe_dump(body))) == set(head["spec"]["inputs"])


def test_the_script_installs_lints_and_compares(shop: Path, tmp_path: Path) -> None:
    """All of it as in the image, by the shell that every image has."""
    ours = sources(tmp_path / "sosgraph")
    done = ran(shop, "sh", environment(tmp_path), requirement=str(ours), diff_base="HEAD^1", diff_fail_on="worse")
    assert done.returncode == 1 and "error[contradictory-slo]" in done.stdout, done.stderr
    issues = json.loads((shop / "gl-code-quality-report.json").read_text("utf-8"))
    assert {issue["location"]["path"] for issue in issues} == {"shop.yaml"}
    assert "<testsuites" in (shop / "sosgraph-junit.xml").read_text("utf-8")
    assert (shop / "sosgraph-diff.md").read_text("utf-8").startswith(MARKER)


@pytest.mark.parametrize("shell", SHELLS)
def test_the_graver_of_the_two_answers_counts(shell: str, shop: Path, quick: dict[str, str]) -> None:
    """Lint first, then the comparison; without findings and without a comparison the job is green."""
    (shop / "sosgraph.toml").write_text('ignore = ["contradictory-slo"]')
    clean = {"requirement": "sosgraph", "paths": "shop.yaml\n"}
    assert ran(shop, shell, quick, **clean).returncode == 0
    assert ran(shop, shell, quick, **clean, diff_base="HEAD^1").returncode == 0
    assert ran(shop, shell, quick, **clean, diff_base="HEAD^1", diff_fail_on="worse").returncode == 1
    assert ran(shop, shell, quick, **clean, diff_base="nowhere").returncode == 2


@pytest.mark.parametrize("value", [HOSTILE, "$(touch pwned)", "--help", "-"])
@pytest.mark.parametrize("name", ["requirement", "paths", "fail_on", "baseline", "diff_base", "diff_fail_on"])
def test_an_input_is_a_word_whatever_it_holds(name: str, value: str, shop: Path, quick: dict[str, str]) -> None:
    """It runs nothing, and is no option."""
    before = {"requirement": "sosgraph"} | ({"diff_base": "HEAD^1"} if name == "diff_fail_on" else {})
    done = ran(shop, "sh", quick, **before | {name: value})
    assert not list(shop.parent.rglob("pwned")) and "Usage:" not in done.stdout
    assert done.returncode != 0
