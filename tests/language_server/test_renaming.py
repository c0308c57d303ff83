"""Another name means the same architecture under another name, or is refused."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.errors import BadCall
from sosgraph.language_server.folder import Folder
from sosgraph.language_server.names import everywhere
from sosgraph.language_server.renaming import renamed, texts_after

TEXT = """\
system: shop
components:
  web: {depends_on: ["db", {on: shop/db, fallback: {to: 'db'}}, {at_least: 1, of: [db, web.db]}], runs_on: db}
  db: {replicas: {count: 2, over: [web.db]}}
  web.db: {}
controllers: [{name: scaler, senses: [db.load], acts: [shop/db.replicas, web.db.load], needs: [db]}]
feedback: [{from: db, to: web}]
scenarios: {db: {on: web -> db, kind: latency}, fall: {on: db, kind: outage}}
journeys: {db: {through: [web, db]}}
---
system: other
components: {db: {depends_on: [shop/db, db2]}, db2: {}}
"""


def changed(text: str, component: str, new: str) -> str:
    folder = Folder(None)
    folder.change("all.yaml", text)
    edits = renamed(folder, folder.snapshot(), component, new)
    return texts_after(folder.snapshot(), edits).get("all.yaml", text)


def test_every_reference_follows() -> None:
    """With its system, its quotes and what is measured of it; nothing else of the same letters does."""
    assert changed(TEXT, "shop/db", "ledger") == (
        TEXT.replace('"db"', '"ledger"')
        .replace("shop/db", "shop/ledger")
        .replace("'db'", "'ledger'")
        .replace("of: [db,", "of: [ledger,")
        .replace("runs_on: db", "runs_on: ledger")
        .replace("  db: {rep", "  ledger: {rep")
        .replace("[db.load]", "[ledger.load]")
        .replace("needs: [db]", "needs: [ledger]")
        .replace("from: db", "from: ledger")
        .replace("web -> db", "web -> ledger")
        .replace("{on: db, kind: outage", "{on: ledger, kind: outage")
        .replace("[web, db]", "[web, ledger]")
    )


@settings(max_examples=50, deadline=None)
@given(
    st.sampled_from(["shop/web", "shop/db", "shop/web.db", "other/db", "other/db2"]),
    st.text(st.sampled_from("aZ0_.-"), min_size=1, max_size=3),
)
def test_there_and_back_is_the_same_text(component: str, new: str) -> None:
    """Where a name is not refused; the architecture has it, and as many places name it."""
    system, _, old = component.partition("/")
    try:
        after = changed(TEXT, component, new)
    except BadCall:
        return
    folder = Folder(None)
    folder.change("all.yaml", after)
    assert f"{system}/{new}" in folder.snapshot().architecture.components
    assert changed(after, f"{system}/{new}", old) == TEXT
    assert len(everywhere(folder.snapshot(), f"{system}/{new}")) >= 1


@pytest.mark.parametrize(
    ("component", "new", "why"),
    [
        ("shop/db", "web", "'web' is taken in system shop"),
        ("shop/db", "a b", "is not a name"),
        ("shop/db", "---", "would not mean the same"),  # begins a new YAML document at the beginning of a line
    ],
)
def test_what_would_break_the_files_is_refused(component: str, new: str, why: str) -> None:
    """A taken name, none at all, and one that YAML reads as something else where it would stand."""
    text = "system: shop\ncomponents:\n  db: {}\n  web: {depends_on: [\ndb\n]}\n"
    with pytest.raises(BadCall, match=why):
        changed(text, component, new)


def test_what_stands_in_other_formats_is_renamed_by_hand(tmp_path: Path) -> None:
    """A service of a Compose file has its name there."""
    (tmp_path / "compose.yaml").write_text("services: {db: {image: x}}\n")
    folder = Folder(str(tmp_path))
    component = next(iter(folder.snapshot().architecture.components))
    with pytest.raises(BadCall, match="rename it there by hand"):
        renamed(folder, folder.snapshot(), component, "ledger")


def test_nothing_is_renamed_while_a_file_is_broken() -> None:
    """What it will say cannot be known."""
    folder = Folder(None)
    folder.change("all.yaml", TEXT)
    folder.snapshot()
    folder.change("all.yaml", TEXT + "{")
    with pytest.raises(BadCall, match="cannot be read at the moment"):
        renamed(folder, folder.snapshot(), "shop/db", "ledger")
