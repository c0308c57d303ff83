"""What is offered at the cursor."""

from pathlib import Path

import pytest

from sosgraph.language_server.completion import completion
from sosgraph.language_server.folder import Folder
from sosgraph.language_server.grammar import at, documentation, root
from sosgraph.language_server.positions import Places

SOUND = "system: shop\ncomponents:\n  web: {kind: frontend, owner: a, depends_on: [db]}\n  db: {kind: database}\n"
CASES = [
    ("system: shop\ncomponents:\n  web:\n    dep|", {"depends_on"}),
    ("system: shop\ncomponents:\n  web:\n    depends_on: [|", {"db", "web"}),
    ("system: pay\ncomponents:\n  pos: {depends_on: [shop/d|", {"shop/db"}),
    ("system: shop\ncomponents:\n  web:\n    depends_on:\n      - on: d|", {"db"}),
    ("system: shop\ncomponents:\n  web:\n    depends_on:\n      - any|", {"any_of"}),
    ("system: shop\ncomponents:\n  web: {depends_on: [{on: db, fallback: {to: we|", {"web"}),
    ("system: shop\ncomponents:\n  web: {depends_on: [{on: db, phase: st|", {"start"}),
    ("system: shop\ncomponents:\n  web: {depends_on: [{on: db, kind: d|", {"data", "dns"}),
    ("system: shop\ncomponents:\n  web: {kind: data|", {"database"}),
    ("jour|", {"journeys"}),
    ("system: shop\nscenarios:\n  fall: {on: we|", {"web"}),
    ("# comp|", set()),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
@pytest.mark.parametrize("after", ["", "\n  [ nonsense"])
def test_what_fits_is_offered_while_the_file_is_broken(tmp_path: Path, text: str, expected: set[str], after: str) -> None:
    """Keys where a key may stand, names where a component may, words where there are only so many."""
    (tmp_path / "sound.yaml").write_text(SOUND)
    folder, name, before = Folder(str(tmp_path)), str(tmp_path / "typed.yaml"), text.removesuffix("|")
    folder.change(name, before + after)
    found = completion(folder.snapshot(), name, Places(before + after), len(before))
    offered = {item.label for item in found.items}
    assert expected <= offered if expected else not offered


def test_every_key_of_the_language_is_documented() -> None:
    """By the page about it where that has a row, else by the schema."""
    assert "how long the caller waits" in documentation(at(("components", "web", "depends_on", None)), "timeout")
    assert "example: `250ms`" in documentation(at(("components", "web", "depends_on", None)), "timeout")
    assert documentation(root(), "nonsense") == ""
    for key in at(("components", "web")).keys:
        assert documentation(at(("components", "web")), key), key
