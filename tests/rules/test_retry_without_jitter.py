"""Pauses that are the same everywhere."""

import pytest

from sosgraph.rules.retry_without_jitter import RULE
from tests.yaml_architecture import architecture


@pytest.mark.parametrize(
    ("retry", "told"),
    [
        ("attempts: 3, backoff: 100ms", True),
        ("attempts: 2, backoff: 1s, jitter: none, budget: 10%", True),
        ("attempts: 3, backoff: 100ms, jitter: full", False),
        ("attempts: 3, backoff: 100ms, jitter: decorrelated", False),
        ("attempts: 3, backoff: 0s", False),
        ("attempts: 3", False),
        ("attempts: 1, backoff: 100ms", False),
    ],
)
def test_a_pause_without_jitter_is_told(retry: str, told: bool) -> None:
    """Only where there is a pause: of one that is not written nothing is known."""
    text = f"components: {{web: {{depends_on: [{{on: db, retry: {{{retry}}}}}]}}, db: }}"
    found = list(RULE.check(architecture(text)))
    assert [finding.at.path[-1] for finding in found] == ["retry"] * told


def test_the_pause_is_named() -> None:
    """So that the line need not be opened."""
    text = "components: {web: {depends_on: [{on: db, retry: {attempts: 3, backoff: 250ms}}]}, db: }"
    (finding,) = RULE.check(architecture(text))
    assert finding.message.startswith("web tries db again after 250ms sharp, ")
