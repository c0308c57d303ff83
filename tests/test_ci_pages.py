"""The pages about CI say what there is: the inputs that they name, and examples that are valid where they go."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.installing import ROOT, environment
from tests.running import run
from tests.test_pages import README, blocks

DOCS = ROOT / "sosgraph" / "docs"
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
TEMPLATE = next(yaml.safe_load_all((DOCS / "ci" / "gitlab.yml").read_text("utf-8")))["spec"]
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
_ROW = re.compile(r"^\| (?P<names>`[^|]+`) \|", re.MULTILINE)


def examples(*pages: Path) -> list[Any]:
    """Return the YAML on the pages, read."""
    return [yaml.safe_load(text) for page in pages for text in blocks(page, "yaml")]


def named(page: str) -> set[str]:
    """Return the names in the first columns of a page's tables."""
    rows = _ROW.findall((DOCS / page).read_text("utf-8"))
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row)}


def test_every_input_and_output_stands_on_its_page() -> None:
    """And no other."""
    assert named("github-action.md") == {*ACTION["inputs"], *ACTION["outputs"]}
    assert named("gitlab-ci.md") == set(TEMPLATE["inputs"])


def test_examples_of_the_action_say_inputs_that_it_has() -> None:
    """On its page and in the README."""
    steps = [
        step
        for example in examples(DOCS / "github-action.md", README)
        if "jobs" in example
        for job in example["jobs"].values()
        for step in job["steps"]
        if "/sosgraph@" in step.get("uses", "")
    ]
    assert steps and all(step["with"].keys() <= ACTION["inputs"].keys() for step in steps)


def test_examples_of_the_template_say_inputs_that_it_has() -> None:
    """And all that it must be told."""
    included = [each for example in examples(DOCS / "gitlab-ci.md", README) for each in example.get("include", ())]
    needed = {name for name, each in TEMPLATE["inputs"].items() if "default" not in each}
    assert included
    for each in included:
        assert needed <= each["inputs"].keys() <= TEMPLATE["inputs"].keys() and (ROOT / each["file"]).is_file()


def test_examples_of_the_hook_name_it() -> None:
    """As the manifest does."""
    used = [hook for each in examples(DOCS / "pre-commit.md", README) for repo in each.get("repos", ()) for hook in repo["hooks"]]
    assert used and {hook["id"] for hook in used} <= {hook["id"] for hook in HOOKS}


@pytest.mark.parametrize(("page", "schema"), [("github-action", "github-workflows"), ("gitlab-ci", "gitlab-ci")])
def test_an_example_is_valid_where_it_goes(page: str, schema: str, tmp_path: Path) -> None:
    """By the schema that is published of it."""
    file = tmp_path / "example.yml"
    file.write_text(blocks(DOCS / f"{page}.md", "yaml")[0])
    words = ["check-jsonschema", "--builtin-schema", f"vendor.{schema}", str(file)]
    done = subprocess.run(words, env=environment(tmp_path), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_examples_lint_as_they_are_written(tmp_path: Path) -> None:
    """The words that the hook's example adds are words of lint."""
    (hook,) = examples(DOCS / "pre-commit.md")[0]["repos"][0]["hooks"]
    (tmp_path / "architecture").mkdir()
    (tmp_path / "architecture" / "a.yaml").write_text("components: {a: {owner: a, slo: 99%}}")
    words = [str(tmp_path / word) if word.endswith("/") else word for word in hook["args"]]
    assert run(*HOOKS[0]["entry"].split()[1:], *words).status in (0, 1)
