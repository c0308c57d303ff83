"""Run the rules of a policy over an architecture, and take out what comments allow."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sosgraph import catalog
from sosgraph.document import Document
from sosgraph.finding import BAD_INPUT, BESIDE_THE_RULES, Finding
from sosgraph.load import Loaded
from sosgraph.parameter import arguments
from sosgraph.policy import Policy
from sosgraph.report import Report, Suppressed
from sosgraph.suppression import Suppression, suppressions, unused


def lint(loaded: Loaded, documents: Mapping[str, Document], policy: Policy) -> Report:
    """Return the report on what was loaded: mistakes in the input and findings of the rules, in the order of their places.

    Raises `BadCall` when the policy names a parameter that does not exist.
    """
    running = [rule for rule in catalog.names("rules") if policy.runs(rule)]
    findings = [*loaded.findings]
    for name in running:
        findings.extend(_found(name, loaded, policy))
    allowed, unreasoned = suppressions(documents[name] for name in loaded.read)
    beside = [name for name in BESIDE_THE_RULES if name == BAD_INPUT or policy.runs(name)]
    report = Report(loaded.architecture, documents, checked=(*beside, *running), skipped=loaded.skipped)
    kept, suppressed, used = _sifted(findings, allowed, report)
    idle = (each for each in allowed if each not in used and (policy.runs(each.rule) or each.rule not in catalog.names("rules")))
    for finding in (*unreasoned, *(unused(each) for each in idle)):
        if finding.rule in beside:
            kept.append(replace(finding, severity=policy.severity(finding.rule, BESIDE_THE_RULES[finding.rule])))
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
