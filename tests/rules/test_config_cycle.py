"""Sources of configuration that fall with what they configure."""

import pytest

from sosgraph.rules.config_cycle import RULE
from tests.yaml_architecture import architecture

TEXT = "components: {app: {depends_on: [EDGE]}, flags: {depends_on: [WAY]}, db: {depends_on: [app]}, spare: }"


@pytest.mark.parametrize("more", ["", ", soft: true", ", phase: [deploy]", ", soft: true, phase: [start]"])
def test_in_whatever_phase_and_however_hard(more: str) -> None:
    """The place is the dependency of kind config, the notes lead back to its caller."""
    described = architecture(TEXT.replace("EDGE", f"{{on: flags, kind: config{more}}}").replace("WAY", "db"))
    (found,) = RULE.check(described)
    assert found.message.startswith("app takes its configuration from flags, which falls with it: while app is down")
    assert found.at.path[2:] == ("app", "depends_on", 0, "on")
    assert [note.message for note in found.notes] == ["flags -> db", "db -> app"]


@pytest.mark.parametrize(
    ("edge", "way"),
    [
        ("flags", "db"),
        ("{on: flags, kind: config}", "spare"),
        ("{on: flags, kind: config, soft: true}", "{any_of: [db, spare]}"),
        ("{on: flags, kind: config, soft: true}", "{on: db, soft: true}"),
    ],
)
def test_without_a_circle_of_needs_there_is_none(edge: str, way: str) -> None:
    """Of another kind, elsewhere, with another way, or without a need."""
    assert list(RULE.check(architecture(TEXT.replace("EDGE", edge).replace("WAY", way)))) == []
