"""Run the rules of a policy over an architecture, hold its contracts against it, and take out what comments allow."""

from collections.abc import Iterable, Iterator, Mapping

from sosgraph import catalog
from sosgraph.document import Document
from sosgraph.finding import BAD_INPUT, BESIDE_THE_RULES, BROKEN, Finding, Severity
from sosgraph.frozen import replace
from sosgraph.load import Loaded
from sosgraph.parameter import arguments
from sosgraph.policy import Policy
from sosgraph.report import Report, Suppressed
from sosgraph.suppression import Spot, Suppression, allowing, suppressions, unused


def lint(loaded: Loaded, documents: Mapping[str, Document], policy: Policy) -> Report:
    """Return the report on what was loaded: mistakes in the input and the policy, findings, in the order of their places.

    Raises `BadCall` when the policy names a parameter that does not exist.
    """
    running = [rule for rule in catalog.names("rules") if policy.runs(rule)]
    findings = [*policy.mistakes, *loaded.findings]
    for name in running:
        findings.extend(_found(name, loaded, policy))
    beside = [name for name in BESIDE_THE_RULES if _is_judged(name, policy)]
    if BROKEN in beside and loaded.architecture.components:
        findings.extend(_breaches(loaded, policy))
    checked = (*beside, *running)
    allowed, unreasoned = suppressions(documents[name] for name in loaded.read)
    report = Report(loaded.architecture, {**documents, **policy.documents}, checked=checked, skipped=loaded.skipped)
    kept, suppressed, used = _sifted(findings, allowed, report)
    judged = () if report.cut_short else allowed
    idle = (each for each in judged if each not in used and _is_asked_for(each, policy, checked))
    for finding in (*unreasoned, *(unused(each) for each in idle)):
        if finding.rule in beside and policy.judges(finding.rule, finding.at.document):
            kept.append(_weighed(finding, BESIDE_THE_RULES[finding.rule], policy))
    in_order = tuple(
        sorted(kept, key=lambda finding: (finding.at.document, report.span(finding.at), finding.rule, finding.message))
    )
    spoken_of = {place.document for each in in_order for place in (each.at, *(note.at for note in each.notes))}
    of_policy = {name: document for name, document in policy.documents.items() if name in spoken_of}
    return replace(report, documents={**documents, **of_policy}, findings=in_order, suppressed=tuple(suppressed))


def _is_judged(name: str, policy: Policy) -> bool:
    """Tell whether something beside the rules is looked at: mistakes always, contracts where there are any."""
    return name == BAD_INPUT or (policy.runs(name) and (name != BROKEN or bool(policy.contracts)))


def _is_asked_for(suppression: Suppression, policy: Policy, checked: tuple[str, ...]) -> bool:
    """Tell whether a comment that allowed nothing could have: what was not looked for is nobody's fault."""
    rule = suppression.rule
    if rule not in catalog.names("rules") and rule != BROKEN:
        return True
    return rule in checked and policy.judges(rule, suppression.document)


def _found(name: str, loaded: Loaded, policy: Policy) -> Iterator[Finding]:
    rule = catalog.find("rules", name)
    chosen = arguments(name, rule.parameters, policy.rules.get(name, {}))
    for finding in rule.check(loaded.architecture, **chosen):
        if policy.judges(name, finding.at.document):
            severity = policy.severity(name, rule.severity, finding.at.document)
            yield replace(finding, rule=name, severity=severity)


def _breaches(loaded: Loaded, policy: Policy) -> Iterator[Finding]:
    from sosgraph.breaches import breaches

    for finding in breaches(loaded.architecture, policy.contracts):
        if policy.judges(BROKEN, finding.at.document):
            yield _weighed(finding, BESIDE_THE_RULES[BROKEN], policy)


def _weighed(finding: Finding, usual: Severity, policy: Policy) -> Finding:
    return replace(finding, severity=policy.severity(finding.rule, usual, finding.at.document))


def _sifted(
    findings: Iterable[Finding], allowed: tuple[Suppression, ...], report: Report
) -> tuple[list[Finding], list[Suppressed], set[Suppression]]:
    """Return the findings that no comment allows, those that one does, and the comments that do.

    Where hops lead around in a circle, none of them is more to blame than another: a comment at any of them allows it.
    """
    commented = {(each.rule, each.document) for each in allowed}

    def spots(finding: Finding) -> Iterator[Spot]:
        for at in (finding.at, *(note.at for note in finding.notes if finding.circular)):
            if (finding.rule, at.document) in commented:
                yield finding.rule, at.document, report.span(at).start_line

    known = tuple(findings)
    if not allowed:
        return list(known), [], set()
    by = allowing((spot for finding in known for spot in spots(finding)), allowed)
    kept: list[Finding] = []
    suppressed: list[Suppressed] = []
    used: set[Suppression] = set()
    for finding in known:
        comments = [by[spot] for spot in spots(finding) if spot in by]
        used.update(comments)
        if comments:
            suppressed.append(Suppressed(finding, comments[0].reason))
        else:
            kept.append(finding)
    return kept, suppressed, used
