"""The rules of a SARIF log, with their pages as help."""

import re
from importlib.resources import files
from typing import Any

from sosgraph.catalog import find, names
from sosgraph.finding import BAD_INPUT, Severity
from sosgraph.report import Report

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
_BAD_INPUT_SUMMARY = "an input file says something that cannot be read"
_safe = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*").fullmatch


def rule_names(report: Report) -> tuple[str, ...]:
    """Return the rules that ran, then those of findings that are not among them, each once."""
    suppressed = (allowed.finding.rule for allowed in report.suppressed)
    return tuple(dict.fromkeys((*report.checked, *(finding.rule for finding in report.findings), *suppressed)))


def descriptor(name: str) -> dict[str, Any]:
    """Return SARIF's reportingDescriptor of a rule; a rule that is not on the shelf has its name only."""
    rule = find("rules", name) if name in names("rules") else None
    summary = rule.summary if rule else _BAD_INPUT_SUMMARY if name == BAD_INPUT else name
    severity = rule.severity if rule else Severity.ERROR if name == BAD_INPUT else Severity.WARNING
    page = _page(name)
    return {
        "id": name,
        "name": "".join(word.capitalize() for word in name.split("-")),
        "shortDescription": {"text": summary},
        "fullDescription": {"text": _first_paragraph(page) or summary},
        # a name, not an address: nothing is promised about a server
        "helpUri": f"urn:sosgraph:docs:{_location(name)}",
        "help": {"text": page or summary, "markdown": page or summary},
        "defaultConfiguration": {"level": LEVELS[severity]},
        "properties": {
            "tags": ["reliability", "architecture"],
            "precision": "very-high",
            "problem.severity": _PROBLEMS[severity],
        },
    }


def _location(name: str) -> str:
    return name if name == BAD_INPUT else f"rules/{name}"


def _page(name: str) -> str:
    page = files("sosgraph") / "docs" / f"{_location(name)}.md"
    return page.read_text(encoding="utf-8") if _safe(name) and page.is_file() else ""


def _first_paragraph(page: str) -> str:
    for block in page.split("\n\n"):
        if block.strip() and not block.lstrip().startswith(("#", "```", "<", "|", "-")):
            return " ".join(block.split())
    return ""
