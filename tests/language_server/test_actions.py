"""What an editor offers about a finding does what it says."""

from sosgraph.language_server.actions import actions
from sosgraph.language_server.diagnostics import diagnostics
from sosgraph.language_server.folder import Folder
from sosgraph.language_server.positions import Places


def offered(text: str) -> list[tuple[str, str]]:
    """Return the title of each offer, and the text after it."""
    folder = Folder(None)
    folder.change("shop.yaml", text)
    places = Places(text)
    shown = diagnostics(folder.snapshot().lint(), "utf-16", str)["shop.yaml"]
    found = []
    for action in actions("shop.yaml", "shop.yaml", places, shown):
        assert action.edit is not None and action.edit.changes is not None
        (edit,) = action.edit.changes["shop.yaml"]
        start, end = places.offset(edit.range.start), places.offset(edit.range.end)
        found.append((action.title, text[:start] + edit.new_text + text[end:]))
    return found


def rules(text: str) -> list[str]:
    folder = Folder(None)
    folder.change("shop.yaml", text)
    return [finding.rule for finding in folder.snapshot().lint().findings]


def test_what_was_meant_is_written() -> None:
    """A misspelt key, and a misspelt name, in quotes or not."""
    text = "owner: a\ncomponents:\n  web: {depend_on: [db]}\n  db: {depends_on: ['wep']}\n"
    titles = dict(offered(text))
    assert "depends_on: [db]" in titles["write 'depends_on'"] and "['web']" in titles["write 'web'"]


def test_a_finding_is_allowed_once_a_reason_is_given() -> None:
    """Behind the line, and beside other comments; until then the missing reason is asked for."""
    text = "components:\n  web: {depends_on: [db]}  # the face\n  db: {slo: 99.9%, owner: a}\n"
    title = "allow unowned-component here, with a reason"
    after = dict(offered(text))[title]
    assert "  web: {depends_on: [db]}  # the face  # sosgraph: allow unowned-component -- \n" in after
    assert "suppression-without-reason" in rules(after)
    assert "unowned-component" not in rules(after.replace("-- \n", "-- nobody yet\n"))


def test_a_second_rule_joins_the_first() -> None:
    """A line has one such comment, and one reason."""
    text = "components:\n  web: {depends_on: [db]} # sosgraph: allow missing-slo -- a joke\n  db: {owner: a}\n"
    assert "unowned-component" in rules(text)
    after = dict(offered(text))["allow unowned-component here, with a reason"]
    assert "allow missing-slo, unowned-component -- a joke" in after and "unowned-component" not in rules(after)


def test_mistakes_cannot_be_allowed() -> None:
    """Only what rules judge can be."""
    assert not [title for title, _ in offered("components: {web: {slo: nonsense, owner: x}}\n") if "bad-input" in title]
