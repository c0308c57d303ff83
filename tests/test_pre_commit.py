"""The hook of `.pre-commit-hooks.yaml`, run by pre-commit itself out of a git repository."""

import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.installing import ROOT, environment, git, sources

GOOD = "components: {web: {owner: a, slo: 99%, depends_on: [db]}, db: {owner: b, slo: 99.9%}}\n"
BAD = "components: {web: {owner: a, availability: 99%, slo: 99.9%}}\n"

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="pre-commit works in git")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """Return somebody's git repository that uses the hook, and the environment to work in."""
    place = tmp_path_factory.mktemp("hook")
    (place / "home").mkdir()
    env = environment(place / "home") | {"PRE_COMMIT_HOME": str(place / "hooks")}
    ours = sources(place / "sosgraph")
    git(ours, "init", "-q", env=env)
    git(ours, "add", "-A", env=env)
    git(ours, "commit", "-qm", "sosgraph", env=env)
    revision = git(ours, "rev-parse", "HEAD", env=env)
    theirs = place / "shop"
    theirs.mkdir()
    git(theirs, "init", "-q", env=env)
    config = f"repos:\n- repo: {ours}\n  rev: {revision}\n  hooks:\n  - id: sosgraph\n"
    (theirs / ".pre-commit-config.yaml").write_text(config)
    return theirs, env


def hooked(project: tuple[Path, dict[str, str]], *words: str) -> subprocess.CompletedProcess[str]:
    """Return how `pre-commit WORDS` ends."""
    folder, env = project
    return subprocess.run(["pre-commit", *words], cwd=folder, env=env, capture_output=True, text=True)


def test_the_manifest_is_valid(tmp_path: Path) -> None:
    """As pre-commit checks it."""
    env = environment(tmp_path)
    subprocess.run(["pre-commit", "validate-manifest", ".pre-commit-hooks.yaml"], cwd=ROOT, env=env, check=True)


def test_a_commit_waits_until_the_architecture_is_sound(project: tuple[Path, dict[str, str]]) -> None:
    """pre-commit installs sosgraph by itself, git refuses what lint refuses, and what is mended goes in."""
    folder, env = project
    (folder / "shop.yaml").write_text(BAD)
    git(folder, "add", "-A", env=env)
    assert hooked(project, "install").returncode == 0
    with pytest.raises(subprocess.CalledProcessError) as refused:
        git(folder, "commit", "-qm", "bad", env=env)
    assert "shop.yaml:1:" in refused.value.stderr and "[unattainable-slo]" in refused.value.stderr
    (folder / "shop.yaml").write_text(GOOD)
    git(folder, "add", "-A", env=env)
    git(folder, "commit", "-qm", "good", env=env)
    assert git(folder, "log", "--format=%s", env=env) == "good"


def test_nothing_runs_where_no_architecture_changes(project: tuple[Path, dict[str, str]]) -> None:
    """A policy counts, a source file does not."""
    folder, _ = project
    for name, runs in (
        ("notes.txt", False),
        ("main.py", False),
        ("sosgraph.toml", True),
        ("deep/.sosgraph.toml", True),
        ("a.yml", True),
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("")
        told = hooked(project, "run", "--files", name).stdout
        (folder / name).unlink()
        assert ("Skipped" not in told) is runs, name


def test_the_local_snippet_runs_what_the_hook_runs() -> None:
    """The page's `repo: local` differs from the manifest in its language alone, so that trying it proves something."""
    page = (ROOT / "sosgraph" / "docs" / "pre-commit.md").read_text()
    blocks = [yaml.safe_load(block.split("```")[0]) for block in page.split("```yaml\n")[1:]]
    ((hook,),) = [repo["hooks"] for block in blocks for repo in block["repos"] if repo["repo"] == "local"]
    (manifest,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert hook.pop("language") == "system"
    assert hook == {key: value for key, value in manifest.items() if key not in ("language", "description")}
