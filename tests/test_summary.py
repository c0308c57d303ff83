"""The last line of a report."""

from sosgraph.document import Document
from sosgraph.finding import Finding, Severity
from sosgraph.report import Report, Suppressed
from sosgraph.source import Pointer
from sosgraph.summary import counts, summary


def test_counts_each_severity_in_words() -> None:
    """Singular and plural, severities that were found only, what was suppressed."""
    findings = tuple(Finding(Pointer("a"), "m", (), "r", severity) for severity in (Severity.ERROR, *[Severity.WARNING] * 2))
    documents = {"a": Document("a", "")}
    report = Report(documents=documents, findings=findings)
    assert summary(report) == "1 error, 2 warnings in 1 file (0 components)"
    assert counts(report) == {Severity.ERROR: 1, Severity.WARNING: 2, Severity.INFO: 0}
    suppressed = (Suppressed(findings[0], "why"),)
    assert summary(Report(documents=documents, suppressed=suppressed)) == "no findings (0 components, 1 file); 1 suppressed"
