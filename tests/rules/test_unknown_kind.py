"""Kinds that are nearly known."""

import pytest

from sosgraph.rules.unknown_kind import RULE
from tests.yaml_architecture import architecture


@pytest.mark.parametrize(
    ("kind", "meant"),
    [
        *(("Zone", "zone"), ("zones", "zone"), ("zoen", "zone"), ("regin", "region"), ("databse", "database"), ("DNS", "dns")),
        *(("zone", None), ("db", None), ("lambda", None), ("web", None), ("node", None), ("x", None), ("dnx", None)),
    ],
)
def test_a_slip_is_told_and_a_word_of_ones_own_is_not(kind: str, meant: str | None) -> None:
    """Capitals, a letter too many, too few, another, two swapped; short words are near to too many others."""
    found = [finding.message for finding in RULE.check(architecture(f"components: {{a: {{kind: {kind}}}}}"))]
    assert found == ([] if meant is None else [f"kind '{kind}' of a is not known here; did you mean '{meant}'?"])


def test_with_a_list_of_its_own_a_team_hears_of_all_others() -> None:
    """And what it lists may have been meant."""
    text = "components: {a: {kind: lambda}, b: {kind: lamda}, c: {kind: mainframe}, d: {kind: zone}, e: }"
    first, second = RULE.check(architecture(text), known=("lambda",))
    assert first.message == "kind 'lamda' of b is not known here; did you mean 'lambda'?"
    assert second.message.startswith("kind 'mainframe' of c is not known here; write one of zone, region, ")


def test_a_kind_is_told_once() -> None:
    """With all components of it."""
    text = "components: {a: {kind: zones}, b: {kind: zones}}"
    (finding,) = RULE.check(architecture(text))
    assert finding.message.startswith("kind 'zones' of a, b is") and [note.message for note in finding.notes] == ["b too"]
