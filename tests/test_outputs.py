"""Several formats of one report in one run."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sosgraph import catalog
from sosgraph.errors import BadCall
from sosgraph.invocation import FormatChoice
from sosgraph.outputs import Output, outputs
from tests.running import run

ROOT = Path(__file__).parent.parent
TEXT = "components:\n  web: {slo: 99.99%, entry: true, depends_on: [db]}\n  db: {slo: 99.9%}\n"
FORMATS = [name for name in catalog.names("renderers") if "findings" in catalog.find("renderers", name).shows]
_NAMES = {"f": "format", "o": "output"}


def paired(words: str) -> tuple[Output, ...]:
    """Return the outputs of `f:text o:a.txt …`."""
    said = [(_NAMES[word[0]], word[2:]) for word in words.split()]
    formats, files = ([value for name, value in said if name == wanted] for wanted in ("format", "output"))
    return outputs([name for name, _ in said], formats, files, FormatChoice("findings", ()), "text")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", [("text", None)]),
        ("f:json", [("json", None)]),
        ("o:a.sarif", [("sarif", "a.sarif")]),
        ("o:a.log", [("text", "a.log")]),
        ("o:-", [("text", None)]),
        ("f:csv o:a.json", [("csv", "a.json")]),
        ("o:a.json f:csv", [("csv", "a.json")]),
        ("f:sarif o:a f:text", [("sarif", "a"), ("text", None)]),
        ("f:text f:sarif o:a", [("text", None), ("sarif", "a")]),
        ("f:sarif f:junit o:a o:b", [("sarif", "a"), ("junit", "b")]),
        ("f:sarif o:a f:junit o:b f:github", [("sarif", "a"), ("junit", "b"), ("github", None)]),
        ("o:a.md o:b.json", [("markdown", "a.md"), ("json", "b.json")]),
        ("f:junit o:a o:b.html", [("junit", "a"), ("html", "b.html")]),
    ],
)
def test_pairs_are_made_in_order(words: str, expected: list[Output]) -> None:
    """As many formats as files: one by one. Else a file belongs to the format before it, or has that of its ending."""
    assert paired(words) == tuple(expected)


@pytest.mark.parametrize("words", ["f:text f:json", "f:text f:json f:csv o:a", "f:text f:json o:- o:-", "f:text o:a f:csv o:a"])
def test_two_reports_never_share_a_place(words: str) -> None:
    """A reader could not tell them apart."""
    with pytest.raises(BadCall, match=r"both be written to standard output|written twice"):
        paired(words)


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with an architecture that has a finding, which is the working directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shop.yaml").write_text(TEXT)
    return tmp_path


def test_one_run_writes_them_all(shop: Path) -> None:
    """Each is what a run of its own would have written, and the exit status is that of one."""
    words = [word for name in FORMATS for word in ("--format", name, "--output", f"out.{name}")]
    together = run("lint", *words, "shop.yaml")
    assert (together.status, together.out, together.err) == (1, "", "")
    for name in FORMATS:
        alone = run("lint", "-f", name, "shop.yaml")
        assert alone.status == 1 and (shop / f"out.{name}").read_bytes().decode() == alone.out


def test_one_of_them_may_be_seen(shop: Path) -> None:
    """The one without a file."""
    outcome = run("lint", "--format", "sarif", "--output", "a.sarif", "--format", "concise", "shop.yaml")
    assert outcome.status == 1 and outcome.out == run("lint", "-f", "concise", "shop.yaml").out
    assert json.loads((shop / "a.sarif").read_text())["version"] == "2.1.0"


def test_a_bad_call_writes_nothing(shop: Path) -> None:
    """Exit 2, and the reason."""
    outcome = run("lint", "-f", "text", "-f", "json", "shop.yaml")
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err == (
        "sosgraph: text and json would both be written to standard output; say --output FILE right after all but one --format\n"
    )
    assert run("lint", "-f", "txt", "shop.yaml").status == 2 and not list(shop.glob("*.txt"))


def test_a_shell_completes_an_unfinished_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Though it would be a bad call if it ended here."""
    monkeypatch.setenv("_SOSGRAPH_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "sosgraph lint -f text -f json -f gith")
    monkeypatch.setenv("COMP_CWORD", "7")
    assert run().out.splitlines() == ["plain,github"]


CATALOG = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: api}
spec: {type: service, lifecycle: production, owner: o, system: d, dependsOn: [component:default/store]}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: store}
spec: {type: service, lifecycle: production, owner: o, system: d}
"""


def test_the_same_bytes_under_any_seed_order_and_folder(tmp_path: Path) -> None:
    """Every format, of files named in either order, in two folders, by processes whose sets have different orders.

    Two of them are of formats that say what they assume.
    """
    words = [word for name in FORMATS for word in ("-f", name, "-o", f"out.{name}")]
    found = []
    files = ["a.yaml", "b.yaml", "compose.yaml", "catalog-info.yaml"]
    for number in range(2):
        folder = tmp_path / f"here{number}"
        folder.mkdir()
        (folder / "a.yaml").write_text(f"system: a\n{TEXT}")
        (folder / "b.yaml").write_text("system: b\ncomponents:\n  app: {slo: 99.99%, depends_on: [a/db, a/web, lost]}\n")
        (folder / "compose.yaml").write_text("name: c\nservices: {web: {image: x, depends_on: [db]}, db: {image: y}}\n")
        (folder / "catalog-info.yaml").write_text(CATALOG)
        environment = {**os.environ, "PYTHONHASHSEED": str(number), "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [sys.executable, "-m", "sosgraph", "lint", *words, *files[:: 1 - 2 * number]],
            cwd=folder,
            env=environment,
            check=False,
        )
        assert done.returncode == 1
        found.append({name: (folder / f"out.{name}").read_bytes() for name in FORMATS})
    assert b"Backstage relations" in found[0]["json"] and b"compose: " in found[0]["json"]
    for name in FORMATS:
        assert found[0][name] == found[1][name], name
