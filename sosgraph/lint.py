"""Run the rules of a policy over an architecture, and take out what comments allow."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sosgraph import catalog
from sosgraph.document import Document
from sosgraph.errors import BadCall
from sosgraph.finding import BAD_INPUT, Finding
from sosgraph.load import Loaded
from sosgraph.parameter import arguments
from sosgraph.policy import Policy
from sosgraph.report import Report, Suppressed
from sosgraph.suppression import UNREASONED, UNUSED, Suppression, suppressions, unused


def lint(loaded: Loaded, documents: Mapping[str, Document], policy: Policy) -> Report:
    """Return the report on what was loaded: mistakes in the input and findings of the rules, in the order of their places.

    Raises `BadCall` when the policy names a rule or a parameter that does not exist.
    """
    _check_names(policy)
    running = [rule for rule in catalog.names("rules") if policy.runs(rule)]
    findings = [*loaded.findings]
    for name in running:
        findings.extend(_found(name, loaded, policy))
    allowed, unreasoned = suppressions(documents[name] for name in loaded.read)
    report = Report(loaded.architecture, documents, checked=(BAD_INPUT, *running))
    kept, suppressed, used = _sifted(findings, allowed, report)
    kept.extend(finding for finding in unreasoned if policy.runs(UNREASONED))
    idle = (
        each for each in allowed if each not in used and policy.runs(UNUSED) and (policy.runs(each.rule) or _unknown(each.rule))
    )
    kept.extend(unused(each) for each in idle)
    in_order = sorted(kept, key=lambda finding: (finding.at.document, report.span(finding.at), finding.rule, finding.message))
    return replace(report, findings=tuple(in_order), suppressed=tuple(suppressed))


def _found(name: str, loaded: Loaded, policy: Policy) -> Iterable[Finding]:
    rule = catalog.find("rules", name)
    chosen = arguments(name, rule.parameters, policy.rules.get(name, {}))
    severity = policy.severity(name, rule.severity)
    return (replace(finding, rule=name, severity=severity) for finding in rule.check(loaded.architecture, **chosen))


def _sifted(
    findings: Iterable[Finding], allowed: tuple[Suppression, ...], report: Report
) -> tuple[list[Finding], list[Suppressed], set[Suppression]]:
    kept: list[Finding] = []
    suppressed: list[Suppressed] = []
    used: set[Suppression] = set()
    for finding in findings:
        matching = [each for each in allowed if each.rule == finding.rule]
        line = report.span(finding.at).start_line if matching else 0
        by = next((each for each in matching if each.allows(finding.rule, finding.at.document, line)), None)
        if by is None:
            kept.append(finding)
        else:
            used.add(by)
            suppressed.append(Suppressed(finding, by.reason))
    return kept, suppressed, used


def _unknown(rule: str) -> bool:
    return rule not in (BAD_INPUT, UNUSED, UNREASONED, *catalog.names("rules"))


def _check_names(policy: Policy) -> None:
    for name in (*policy.select, *policy.ignore, *policy.rules):
        if name != "*" and _unknown(name):
            raise BadCall(f"{name!r} is not among the rules{catalog.did_you_mean(name, catalog.names('rules'))}")
    for name in policy.importers:
        catalog.find("importers", name)
