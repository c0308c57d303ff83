"""Fan-out times retries."""

from sosgraph.rules.retry_amplification import RULE
from tests.yaml_architecture import architecture

TEXT = """
components:
  web: {entry: true, depends_on: [{on: a, retry: {attempts: 3}}]}
  a: {depends_on: [{on: b, calls: 20, retry: {attempts: 3}}]}
  b: {depends_on: [{on: c, retry: {attempts: 3}}]}
  c:
"""


def test_the_first_of_a_way_is_told() -> None:
    """180 calls of b; c, which is asked still more, is below it."""
    (finding,) = RULE.check(architecture(TEXT))
    assert finding.message.startswith("one request of web becomes 180 calls of b when everything fails, 20 while all is well")


def test_few_calls_are_fine() -> None:
    """`calls` says how many are too many; fan-out alone is a decision."""
    assert not list(RULE.check(architecture(TEXT), calls=600))
    assert not list(RULE.check(architecture(TEXT.replace("attempts: 3", "attempts: 1")), calls=10))


def test_endless_circles_are_left_to_others() -> None:
    """And do not keep the rule busy."""
    text = """
    components:
      a: {depends_on: [{on: b, retry: {attempts: 3}}]}
      b: {depends_on: [{on: c, retry: {attempts: 3}}]}
      c: {depends_on: [b]}
    """
    assert not list(RULE.check(architecture(text)))


def test_second_copies_multiply_like_retries() -> None:
    """Three layers of two copies and twenty calls in between are 160."""
    text = TEXT.replace("retry: {attempts: 3}", "hedge: {after: 50ms}")
    (finding,) = RULE.check(architecture(text))
    assert "becomes 160 calls of c when everything fails, 20 while all is well; send second copies" in finding.message
    assert finding.at.path[-1] == "hedge"
