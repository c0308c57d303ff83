"""Judgements: one file a rule, each binding `RULE`."""

from collections.abc import Callable, Iterable

from sosgraph.finding import Finding, Severity
from sosgraph.frozen import dataclass
from sosgraph.parameter import Parameter


@dataclass(frozen=True, slots=True)
class Rule:
    """A judgement with a name that reads after the word *allow*.

    `check(architecture, **parameters)` yields findings in reading order; their rule and severity are filled in by `lint`.
    """

    name: str
    summary: str
    severity: Severity
    check: Callable[..., Iterable[Finding]]
    parameters: tuple[Parameter, ...] = ()
