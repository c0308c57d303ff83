"""What was not tried for long."""

from datetime import date

from sosgraph.model.architecture import Architecture
from sosgraph.rules.stale_exercise import RULE
from tests.yaml_architecture import architecture

_DAY_S = 86400.0


def shop() -> Architecture:
    """Return two components and a fallback that were tried at some time."""
    return architecture("""
        components:
          web:
            exercised: 2026-01-31
            depends_on: [{on: db, fallback: {to: copy, exercised: 2024-05-01}}]
          db: {exercised: 2025-12-31}
          copy:
        """)


def test_without_a_day_it_is_counted_from_the_newest_that_is_written() -> None:
    """The same files give the same findings at any time; the note says which day that is."""
    (finding,) = RULE.check(shop())
    assert finding.message == (
        "the fallback of web from db to copy was last tried on 2024-05-01, 640d before the newest exercise that is written "
        "(2026-01-31); try it again, and write when"
    )
    assert [(note.at.path[-1], note.message) for note in finding.notes] == [
        ("exercised", "failover or restore of web was tried on 2026-01-31, the newest day written")
    ]


def test_with_a_day_it_is_counted_from_that() -> None:
    """Whatever is written; what was tried later is fine."""
    found = [finding.message for finding in RULE.check(shop(), today=date(2027, 1, 1))]
    assert [message.partition(" was")[0] for message in found] == [
        "failover or restore of db",
        "the fallback of web from db to copy",
    ]
    assert "366d before today (2027-01-01)" in found[0]
    assert list(RULE.check(shop(), today=date(2024, 1, 1))) == []


def test_exactly_as_long_ago_as_allowed_is_fine() -> None:
    """Older is stale, not as old."""
    assert list(RULE.check(shop(), after=640 * _DAY_S)) == []
    assert len(list(RULE.check(shop(), after=639 * _DAY_S))) == 1


def test_what_says_nothing_is_not_judged() -> None:
    """That it was never tried is not known."""
    assert list(RULE.check(architecture("components: {web: {depends_on: [db]}, db: }"), today=date(2099, 1, 1))) == []
