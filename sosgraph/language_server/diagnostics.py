"""Findings as an editor shows them."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files

from lsprotocol.types import (
    CodeDescription,
    Diagnostic,
    DiagnosticRelatedInformation,
    DiagnosticSeverity,
    DiagnosticTag,
    Location,
)

from sosgraph.finding import UNUSED, Finding, Severity
from sosgraph.language_server.positions import Places
from sosgraph.pages import pages
from sosgraph.report import Report
from sosgraph.source import Pointer

SOURCE = "sosgraph"
"""Under which name an editor shows what we find."""
_SEVERITIES = {
    Severity.ERROR: DiagnosticSeverity.Error,
    Severity.WARNING: DiagnosticSeverity.Warning,
    Severity.INFO: DiagnosticSeverity.Information,
}
_TAGS = {UNUSED: [DiagnosticTag.Unnecessary]}
_MOST_NOTES = 50


def diagnostics(report: Report, encoding: str, uri: Callable[[str], str]) -> dict[str, list[Diagnostic]]:
    """Return what was found in each document, by name, in the order of places; documents without findings have none."""
    places = {name: Places(document.text, encoding) for name, document in report.documents.items()}
    found: dict[str, list[Diagnostic]] = {name: [] for name in report.documents}
    for finding in report.findings:
        at = report.anchor(finding.at)
        if at.document in places:
            found[at.document].append(_diagnostic(report, finding, at, places, uri))
    return found


def _diagnostic(
    report: Report, finding: Finding, at: Pointer, places: Mapping[str, Places], uri: Callable[[str], str]
) -> Diagnostic:
    notes = [note for note in finding.notes if note.at.document in places][:_MOST_NOTES]
    related = [
        DiagnosticRelatedInformation(
            Location(uri(note.at.document), places[note.at.document].range(report.span(note.at))), note.message
        )
        for note in notes
    ]
    page = page_uri(finding.rule)
    return Diagnostic(
        range=places[at.document].range(report.span(at)),
        message=finding.message,
        severity=_SEVERITIES[finding.severity],
        code=finding.rule,
        code_description=CodeDescription(page) if page is not None else None,
        source=SOURCE,
        tags=_TAGS.get(finding.rule),
        related_information=related or None,
    )


@cache
def page_uri(rule: str) -> str | None:
    """Return the address of the page about a rule, which ships with the package; None where it has none, or is in an archive."""
    path = pages().get(rule)
    as_uri = getattr(files("sosgraph").joinpath("docs", path), "as_uri", None) if path is not None else None
    return str(as_uri()) if as_uri is not None else None
