"""The reliability review: what is asked, and in which order it is told."""

from hypothesis import given, settings

from sosgraph import catalog
from sosgraph.finding import Finding, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.report import Report
from sosgraph.review import OVERLAYS, review
from sosgraph.source import Pointer
from tests.overlays.shops import fixture
from tests.strategies import architectures


def test_the_webshop_reads_like_an_answer() -> None:
    """One sentence for each question."""
    leads = {chapter.title: chapter.tables[0].lead for chapter in review(Report(architecture=fixture("webshop"))).chapters}
    assert leads["Promises against structure"].startswith("1 of 3 promises cannot be kept: checkout promises 99.95 %")
    assert leads["Where multiplying misleads"] == (
        "multiplying promises too much of 2 components; checkout reaches 99.88434 %, not 99.98405 %"
    )
    assert leads["Single points of failure"].startswith("6 parts stop journey buy alone, first of all dns")
    assert "pricing -> catalog opens it" in leads["Cycles"]


def test_the_gravest_findings_come_first() -> None:
    """Ten of them; how many more there are is said."""
    weights = [Severity.INFO] * 6 + [Severity.ERROR] * 5 + [Severity.WARNING] * 4
    findings = tuple(Finding(Pointer("a"), str(number), (), "rule", weight) for number, weight in enumerate(weights))
    found = review(Report(findings=findings))
    assert [each.severity for each in found.first] == [Severity.ERROR] * 5 + [Severity.WARNING] * 4 + [Severity.INFO]
    assert found.further == 5


def test_every_picture_is_an_overlay() -> None:
    """That can be asked for alone."""
    assert set(OVERLAYS) <= set(catalog.names("overlays"))
    assert not [name for name in OVERLAYS if catalog.find("overlays", name).takes]


def test_long_tables_end_and_say_where_the_rest_is() -> None:
    """Twelve rows; the command with all of them."""
    architecture = fixture("shop")
    tables = [table for chapter in review(Report(architecture=architecture)).chapters for table in chapter.tables]
    assert max(len(table.rows) for table in tables) <= 12
    assert any("more rows: sosgraph " in note for table in tables for note in table.notes)


@settings(max_examples=25)
@given(architectures())
def test_every_architecture_has_one(architecture: Architecture) -> None:
    """With a table or a sentence in each chapter."""
    found = review(Report(architecture=architecture))
    assert [bool(chapter.tables) for chapter in found.chapters] == [True] * len(OVERLAYS)
