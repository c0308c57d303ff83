"""The last line of a report: how many findings of each severity there are, in how many files and components."""

from sosgraph.enumeration import some_of
from sosgraph.finding import Finding, Severity
from sosgraph.report import Report

_WORDS = {Severity.ERROR: ("error", "errors"), Severity.WARNING: ("warning", "warnings"), Severity.INFO: ("info", "info")}


def counts(report: Report) -> dict[Severity, int]:
    """Return the number of findings of each severity, the gravest first."""
    return {severity: sum(finding.severity is severity for finding in report.findings) for severity in Severity}


def gravest(report: Report, most: int | None = None) -> list[Finding]:
    """Return up to `most` findings (None: all), the gravest first, those of one severity in the order of their places."""
    return sorted(report.findings, key=lambda finding: finding.severity.rank)[:most]


def left_out(report: Report, shown: int) -> str:
    """Return how many findings there are besides the `shown` gravest ones, and where all stand; empty where there are none."""
    more = len(report.findings) - shown
    if more <= 0:
        return ""
    words = f"{more:,} more finding{'' if more == 1 else 's'}"
    return f"{words}, no graver than these; '--format concise' lists all, '--select RULE' fewer"


def summary(report: Report) -> str:
    """Return `1 error, 2 warnings in 3 files (12 components)`, or `no findings (12 components, 3 files)`."""
    files = plural(len(report.documents), "file")
    components = plural(len(report.architecture.components), "component")
    silent = f"; {len(report.suppressed)} suppressed" if report.suppressed else ""
    if report.gone is not None:
        silent += f"; {len(report.known)} known from the baseline"
    if report.gone:
        silent += f"; {report.gone} of the baseline {'is' if report.gone == 1 else 'are'} gone: write it anew"
    if report.skipped:
        silent += f"; {plural(len(report.skipped), 'file')} skipped, of no format known here: {some_of(report.skipped)}"
    new = "" if report.gone is None else "new "
    found = [f"{count} {new}{_WORDS[severity][count != 1]}" for severity, count in counts(report).items() if count]
    if not found:
        return f"no {new}findings ({components}, {files}){silent}"
    return f"{', '.join(found)} in {files} ({components}){silent}"


def answers_only(report: Report) -> bool:
    """Tell whether the report was made to answer a question: it has tables, and nothing was looked for."""
    return bool(report.tables) and not (report.findings or report.suppressed or report.checked)


def plural(count: int, noun: str) -> str:
    """Return `1 file`, `2 files`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
