"""The review as a page."""

from pathlib import Path

import pytest
from hypothesis import given, settings

from sosgraph.lint import lint
from sosgraph.model.architecture import Architecture
from sosgraph.policy import Policy
from sosgraph.renderers import report
from sosgraph.report import Report
from sosgraph.workspace import Workspace
from tests.renderers.specimens import golden
from tests.renderers.test_html import Page
from tests.strategies import architectures


def webshop(monkeypatch: pytest.MonkeyPatch) -> Report:
    monkeypatch.chdir(Path(__file__).parents[2])
    workspace = Workspace(["fixtures/architectures/webshop.yaml"])
    return lint(workspace.load({}), workspace.documents, Policy())


def test_looks_as_agreed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The webshop, linted, without pictures."""
    text = report.RENDERER.render(webshop(monkeypatch))
    assert text == golden("report", "webshop.html", text)


def test_shows_the_pictures_it_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the chapter that each is of, with the command that draws it."""
    from dataclasses import replace

    pictures = {"cycles": "<svg><title>drawn</title></svg>"}
    text = report.RENDERER.render(replace(webshop(monkeypatch), pictures=pictures))
    before, _, after = text.partition("<figure><svg><title>drawn</title></svg>")
    assert before.rindex("<h2>Cycles</h2>") > before.rindex("<h2>Single points of failure</h2>")
    assert after.startswith("<figcaption>sosgraph render --show cycles</figcaption>")


@settings(max_examples=15)
@given(architectures(hostile=True))
def test_is_a_page_that_does_nothing(architecture: Architecture) -> None:
    """No script, no address, no attribute of a stranger; every element is closed."""
    page = Page(report.RENDERER.render(Report(architecture=architecture)))
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "img", "a", "iframe", "object", "link", "form"}
    assert not [name for _, attributes in page.elements for name in dict(attributes) if name.startswith("on")]
