"""Reading is the same at both speeds: as it was installed, and run from its source."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.composition import read_document
from sosgraph.description.resolving import architecture_of
from sosgraph.document import Document
from sosgraph.importers.architecture import read
from tests.from_source import from_source

_FIXTURES = sorted((Path(__file__).parent.parent / "fixtures" / "architectures").rglob("*.y*ml"))

SOURCE = from_source("sosgraph", "document")["document"]


def _told(document: Document) -> object:
    """Return all that is understood of a document, all that is said of it, and where."""
    architecture, mistakes = architecture_of(read(document, lambda path: pytest.fail(path)))
    findings = (*document.findings, *mistakes)
    return architecture, findings, [document.span(at) for each in findings for at in (each.at, *(note.at for note in each.notes))]


def _same(text: str) -> None:
    first = read_document("a.sosgraph.yaml", text.encode())
    second = SOURCE.Document(first.name, first.text, first.roots, first.folder)
    for finding in first.findings:
        second.report(finding.at, finding.message, *finding.notes)
    assert _told(first) == _told(second)


@pytest.mark.parametrize("path", _FIXTURES, ids=lambda path: path.stem)
def test_fixtures_are_understood_alike(path: Path) -> None:
    """∀ architectures of ours."""
    _same(path.read_text("utf-8"))


_LINES = [
    *(
        "components:",
        "  web:",
        "  db: {slo: 99.9%, tier: x}",
        "    slo: 99,9%",
        "    tier: 1",
        "    tier: [1]",
        "    tier:",
        "  web: {}",
    ),
    *(
        "    depends_on: [db, db, {on: db, timeout: 5}]",
        "    depends_on:",
        "      - {any_of: [db, {on: web, soft: true}]}",
        "    - db",
    ),
    *(
        "    replicas: {need: 2, over: [zone, {}], cont: 3}",
        "    <<: {tier: 2, kind: [x]}",
        "    slo: {latency: 5ms}",
        "    ? [a]\n    : b",
    ),
    *(
        "x: &x {a: *x}",
        "  <<: *x",
        "journeys: {buy: {through: []}}",
        "scenarios: {s: {on: web}}",
        "feedback: [{from: web}, 1]",
        "extra: 1",
    ),
]


@given(st.lists(st.sampled_from(_LINES), max_size=10).map("\n".join))
def test_mistakes_are_found_alike(text: str) -> None:
    """∀ texts of such lines: the same findings at the same places, in the same order."""
    _same(text)
