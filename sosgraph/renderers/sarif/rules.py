"""The rules of a SARIF log, with their pages as help."""

from typing import Any

from sosgraph.catalog import find, names
from sosgraph.finding import BESIDE_THE_RULES, Severity
from sosgraph.pages import first_paragraph, page, pages
from sosgraph.report import Report

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
GRAVITY = tuple(LEVELS.values())
"""The levels, the gravest first."""
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}


def rule_names(report: Report) -> tuple[str, ...]:
    """Return the rules that ran, then those of findings that are not among them, each once."""
    suppressed = (allowed.finding.rule for allowed in report.suppressed)
    return tuple(dict.fromkeys((*report.checked, *(finding.rule for finding in (*report.known, *report.findings)), *suppressed)))


def descriptor(name: str) -> dict[str, Any]:
    """Return SARIF's reportingDescriptor of a rule; a rule that is not on the shelf has its name only."""
    rule = find("rules", name) if name in names("rules") else None
    text = page(pages()[name]) if name in pages() else ""
    begin = first_paragraph(text)
    summary = rule.summary if rule else begin or name
    severity = rule.severity if rule else BESIDE_THE_RULES.get(name, Severity.WARNING)
    return {
        "id": name,
        "name": "".join(word.capitalize() for word in name.split("-")),
        "shortDescription": {"text": summary},
        "fullDescription": {"text": begin or summary},
        # a name, not an address: nothing is promised about a server
        "helpUri": f"urn:sosgraph:docs:{name if name in BESIDE_THE_RULES else f'rules/{name}'}",
        "help": {"text": text or summary, "markdown": text or summary},
        "defaultConfiguration": {"level": LEVELS[severity]},
        "properties": {
            "tags": ["reliability", "architecture"],
            "precision": "very-high",
            "problem.severity": _PROBLEMS[severity],
        },
    }
