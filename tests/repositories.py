"""Git repositories made for a test: the same commits on every machine, whatever its owner has configured."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

_DATE = "2024-01-01T00:00:00+00:00"
_CONFIGURED = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "a",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_AUTHOR_DATE": _DATE,
    "GIT_COMMITTER_NAME": "a",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_COMMITTER_DATE": _DATE,
}


def git(folder: Path, *words: str) -> str:
    """Return what git says in a folder."""
    done = subprocess.run(["git", *words], cwd=folder, env={**os.environ, **_CONFIGURED}, capture_output=True, check=True)
    return done.stdout.decode()


def repository(folder: Path, monkeypatch: pytest.MonkeyPatch, **files: str) -> Path:
    """Return a repository with one commit on `main` that holds these YAML files; the working directory is in it from now on."""
    if shutil.which("git") is None:
        pytest.skip("git is not on this machine")
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name, value in _CONFIGURED.items():
        monkeypatch.setenv(name, value)
    folder.mkdir(exist_ok=True)
    git(folder, "init", "-q", "-b", "main")
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    commit(folder)
    monkeypatch.chdir(folder)
    return folder


def commit(folder: Path) -> None:
    """Commit all that stands in the folder."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", "a change")
