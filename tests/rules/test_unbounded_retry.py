"""Calls that are tried again and again."""

from itertools import product

from hypothesis import given

from sosgraph.model.architecture import Architecture
from sosgraph.rules.unbounded_retry import RULE
from tests.strategies import architectures
from tests.yaml_architecture import architecture


def test_many_attempts_without_a_bound_are_told() -> None:
    """Where the retry is written, of soft dependencies and other kinds too."""
    text = """
    components:
      a: {depends_on: [{on: c, retry: {attempts: 6}}, {on: d, soft: true, kind: data, retry: {attempts: 100}}]}
      c:
      d:
    """
    found = list(RULE.check(architecture(text)))
    assert [finding.at.path[-1] for finding in found] == ["retry", "retry"]
    assert [finding.message.partition(",")[0] for finding in found] == ["a tries c 6 times", "a tries d 100 times"]


def test_a_budget_a_breaker_or_few_attempts_bound_it() -> None:
    """Each alone; what is needed only to start meets no load."""
    text = """
    components:
      a:
        depends_on:
          - {on: b, retry: {attempts: 9, budget: 10%}}
          - {on: c, retry: {attempts: 9}, breaker: {errors: 50%, window: 10s, sleep: 5s}}
          - {on: d, retry: {attempts: 5}}
          - {on: e, phase: start, retry: {attempts: 99}}
      b:
      c:
      d:
      e:
    """
    assert list(RULE.check(architecture(text))) == []
    assert len(list(RULE.check(architecture(text), attempts=4))) == 1


def test_layers_are_left_to_their_own_rule() -> None:
    """Above, below, and in a circle; a layer within a budget is none."""
    text = """
    components:
      a: {depends_on: [{on: b, retry: {attempts: 9}}]}
      b: {depends_on: [c]}
      c: {depends_on: [{on: d, retry: {attempts: 8}}]}
      d:
      e: {depends_on: [{on: f, retry: {attempts: 7}}]}
      f: {depends_on: [e]}
      g: {depends_on: [{on: h, retry: {attempts: 6}}]}
      h: {depends_on: [{on: d, retry: {attempts: 6, budget: 10%}}]}
    """
    found = list(RULE.check(architecture(text)))
    assert [finding.message.partition(",")[0] for finding in found] == ["g tries h 6 times"]


@given(architectures())
def test_what_has_no_other_retry_above_or_below_is_told(drawn: Architecture) -> None:
    """∀ architectures: exactly the retries without a bound that no path of calls joins with a retry, or with itself."""
    running = [(caller.name, one) for caller, one, _ in drawn.dependencies() if "run" in one.phases]
    calls = {(caller, one.callee) for caller, one in running if one.kind == "call"}
    joined = {(name, name) for name in drawn.components} | calls
    for middle, tail, head in product(drawn.components, repeat=3):
        if (tail, middle) in joined and (middle, head) in joined:
            joined.add((tail, head))
    tried = [(caller, one) for caller, one in running if one.retry and one.retry.attempts > 1 and one.retry.budget is None]
    layers = [(caller, one.callee) for caller, one in tried if one.kind == "call"]
    alone = [
        f"{drawn.label(caller)} tries {drawn.label(one.callee)} {one.retry.attempts} times"
        for caller, one in tried
        if one.retry is not None and one.breaker is None
        if one.kind != "call" or not any((other[1], caller) in joined or (one.callee, other[0]) in joined for other in layers)
    ]
    assert [finding.message.partition(",")[0] for finding in RULE.check(drawn, attempts=1)] == alone
