"""Diagrams through the command line, with and without Graphviz."""

import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.running import run

WEBSHOP = str(Path(__file__).parent.parent / "fixtures" / "architectures" / "webshop.yaml")
graphviz = pytest.mark.skipif(shutil.which("dot") is None, reason="there is no Graphviz here")


@pytest.mark.parametrize(("format", "beginning"), [("dot", "digraph"), ("mermaid", "flowchart")])
def test_text_needs_no_graphviz(format: str, beginning: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """DOT and Mermaid are written without any program."""
    monkeypatch.setenv("PATH", "")
    outcome = run("render", "-f", format, WEBSHOP)
    assert outcome.status == 0 and beginning in outcome.out and "checkout" in outcome.out


@graphviz
def test_svg_is_well_formed() -> None:
    """It names every component."""
    outcome = run("render", WEBSHOP)
    assert outcome.status == 0, outcome.err
    root = ElementTree.fromstring(outcome.out)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert {"checkout", "ledger", "dns"} <= set(" ".join(root.itertext()).split())


@graphviz
def test_png_is_a_picture(tmp_path: Path) -> None:
    """By its first bytes."""
    assert run("render", "-f", "png", "-o", str(tmp_path / "a.png"), WEBSHOP).status == 0
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG\r\n\x1a\n")


@pytest.mark.parametrize("format", ["svg", "png", "pdf"])
def test_without_graphviz_the_user_is_told(format: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What is missing, and what works without it; no file is written."""
    monkeypatch.setenv("PATH", str(tmp_path))
    outcome = run("render", "-f", format, "-o", str(tmp_path / "a"), WEBSHOP)
    assert outcome.status == 2 and "Graphviz" in outcome.err and "mermaid" in outcome.err and "Traceback" not in outcome.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("through", ["dots", "link"])
def test_a_path_out_of_the_roots_is_refused(through: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Compose file that extends a file outside the given folder, by `..` or a symbolic link, does not get to see it."""
    (tmp_path / "secret.yaml").write_text("services:\n  s: {image: secret-image, depends_on: [hidden]}\n  hidden: {image: x}\n")
    project = tmp_path / "project"
    project.mkdir()
    (project / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    file = "../secret.yaml" if through == "dots" else "link.yaml"
    (project / "compose.yaml").write_text(f"services:\n  web: {{extends: {{file: {file}, service: s}}}}\n")
    monkeypatch.chdir(project)
    outcome = run("lint", "compose.yaml")
    assert outcome.status == 1 and "outside the folders that were given" in outcome.out
    assert "secret-image" not in outcome.out and "hidden" not in outcome.out
