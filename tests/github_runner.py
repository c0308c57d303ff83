"""A runner of composite actions, as small as can be: steps with their variables, conditions, outputs and summary."""

import re
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

_EXPRESSION = re.compile(r"\$\{\{ (?P<path>[\w.-]+) \}\}")
_CONDITIONS: dict[str | None, Callable[["Job"], bool]] = {
    None: lambda job: all(status == 0 for status in job.status.values()),
    "${{ !cancelled() && steps.install.outcome == 'success' && inputs.diff-base != '' }}": lambda job: (
        job.status["install"] == 0 and job.inputs["diff-base"] != ""
    ),
}


@dataclass
class Job:
    """What became of an action."""

    folder: Path
    inputs: dict[str, str]
    env: dict[str, str]
    status: dict[str, int] = field(default_factory=dict)
    log: str = ""
    found: dict[str, str] = field(default_factory=dict)
    """The outputs of steps, as `steps.lint.outputs.status`."""

    def run(self, action: Path, known: Mapping[str, str] | None = None) -> "Job":
        """Run the steps; what is `known` of a step's outputs already is not run again."""
        for step in yaml.safe_load((action / "action.yml").read_text("utf-8"))["runs"]["steps"]:
            if known and any(name.startswith(f"steps.{step['id']}.") for name in known):
                self.found |= known
                self.status[step["id"]] = 0
            elif _CONDITIONS[step.get("if")](self):
                self._run(step, action)
        return self

    @property
    def summary(self) -> str:
        """What the job says on its page."""
        return self._file("summary").read_text("utf-8")

    def _run(self, step: Mapping[str, Any], action: Path) -> None:
        outputs = self._file(f"output-{step['id']}")
        script = self._file("script.sh")
        script.write_text(step["run"])
        given = {name: self._value(text) for name, text in step["env"].items()}
        runner = {
            "GITHUB_ACTION_PATH": str(action),
            "GITHUB_OUTPUT": str(outputs),
            "GITHUB_STEP_SUMMARY": str(self._file("summary")),
            "RUNNER_TEMP": str(self._file("")),
        }
        words = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)]
        ended = subprocess.run(
            words,
            cwd=self.folder,
            env=self.env | runner | given,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=300,
        )
        self.status[step["id"]] = ended.returncode
        self.log += ended.stdout.decode()
        for line in outputs.read_text("utf-8").splitlines():
            name, _, value = line.partition("=")
            self.found[f"steps.{step['id']}.outputs.{name}"] = value

    def _value(self, text: str) -> str:
        values = {f"inputs.{name}": value for name, value in self.inputs.items()} | self.found
        return _EXPRESSION.sub(lambda match: values.get(match["path"], ""), text)

    def _file(self, name: str) -> Path:
        folder = self.folder.parent / "runner"
        folder.mkdir(exist_ok=True)
        if name:
            (folder / name).touch()
        return folder / name


def job(action: Path, folder: Path, env: dict[str, str], **given: str) -> Job:
    """Return a job about to run the action in a folder; inputs are said with `_` for `-`."""
    written = yaml.safe_load((action / "action.yml").read_text("utf-8"))["inputs"]
    defaults = {name: each["default"] for name, each in written.items()}
    said = {name.replace("_", "-"): value for name, value in given.items()}
    assert said.keys() <= defaults.keys()
    return Job(folder, defaults | said, env)
