"""Whatever is typed, and in whatever order, every question is answered."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol import types

from sosgraph.errors import BadCall
from sosgraph.language_server.actions import actions
from sosgraph.language_server.completion import completion
from sosgraph.language_server.diagnostics import diagnostics
from sosgraph.language_server.folder import Folder
from sosgraph.language_server.hover import hover
from sosgraph.language_server.names import everywhere, named_at
from sosgraph.language_server.positions import Places
from sosgraph.language_server.renaming import renamed
from sosgraph.language_server.symbols import symbols
from tests.language_server.editor import Editor, in_session

WHOLE = """\
system: shop
x-shared: &shared {timeout: 1s, kind: call}
components:
  web: {owner: a, slo: 99.9%, depends_on: [{on: db, <<: *shared}, {any_of: [one, two]}, other/dns]}
  db: {availability: 99.9%, mttr: 1h, replicas: {count: 2, over: [one, two]}}  # sosgraph: allow missing-slo -- not yet
  one: {kind: zone}
  "two": {kind: 'zone'}
  fox-🦊: {}
controllers: [{name: scaler, senses: [web.delay], acts: [db.replicas]}]
scenarios: {fall: {on: web -> db, kind: latency}}
journeys: {buy: {through: [web, db]}}
"""
BITS = st.sampled_from(
    [
        *("", " ", "\n", "  ", ":", "- ", "[", "]", "{", "}", '"', "'", "#", "|", "*", "&a ", "<<: ", "---\n", "db", "on: "),
        *(
            "\t",
            "🦊",
            "\r\n",
            "\x0c",
            "\x85",
            "\u2028",
            "\x00",
            "\ud800",
            "# sosgraph: allow x -- y",
            "services:\n",
            "components:\n",
        ),
    ]
)
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), BITS), min_size=1, max_size=6)


def edited(text: str, edit: tuple[float, int, str]) -> str:
    """Return the text with some letters at a place taken out, and others put there."""
    share, gone, bit = edit
    place = round(share * len(text))
    return text[:place] + bit + text[place + gone :]


def questions(folder: Folder, name: str, offset: int) -> None:
    """Ask everything there is to ask at an offset of a document as it is now."""
    snapshot = folder.snapshot()
    places = Places(folder.texts[name])
    named = named_at(snapshot, name, offset)
    assert named is None or named.component in snapshot.architecture.components
    hover(snapshot, name, places, offset)
    for item in completion(snapshot, name, places, offset).items:
        assert isinstance(item.text_edit, types.TextEdit)
        assert item.text_edit.range.end == places.position(offset)
    symbols(snapshot, name, places)
    shown = diagnostics(snapshot.lint(), "utf-16", str)
    actions(name, name, places, shown.get(name, []))
    if named is not None:
        for each in everywhere(snapshot, named.component):
            assert 0 <= each.start <= each.end <= len(snapshot.documents[each.document].text)
        try:
            renamed(folder, snapshot, named.component, "another")
        except BadCall as refusal:
            assert str(refusal)


@settings(max_examples=60, deadline=None)
@given(EDITS, st.floats(0, 1))
def test_any_sequence_of_edits_leaves_every_question_answerable(edits: list[tuple[float, int, str]], share: float) -> None:
    """From a whole file, through any number of broken ones, on top of one that is saved."""
    with TemporaryDirectory() as place:
        root = Path(place).resolve()
        (root / "other.yaml").write_text("components: {dns: {owner: b, depends_on: [shop/db]}}\n")
        folder, name, text = Folder(str(root)), str(root / "shop.yaml"), WHOLE
        for edit in edits:
            folder.change(name, text)
            questions(folder, name, round(share * len(text)))
            text = edited(text, edit)
        folder.change(name, None)
        assert "other/dns" in folder.snapshot().architecture.components


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(WHOLE)))
def test_every_beginning_of_a_file_leaves_every_question_answerable(length: int) -> None:
    """A file is typed from its beginning, and the cursor stands at the end."""
    folder = Folder(None)
    folder.change("shop.yaml", WHOLE[:length])
    questions(folder, "shop.yaml", length)


def test_a_server_outlives_whatever_is_typed(tmp_path: Path) -> None:
    """A hundred broken texts in one conversation, each asked about at once, and a sound one at the end."""
    file = tmp_path / "shop.yaml"
    file.write_text(WHOLE, "utf-8")

    async def session(editor: Editor) -> None:
        document = editor.open(file)
        for step in range(100):
            text = WHOLE[: (step * 37) % len(WHOLE)] + ("[", "{", '"', "\x00", "\t", "- :")[step % 6] + WHOLE[step * 5 :]
            editor.write(document, text, step + 2)
            here = types.Position(step % 12, step % 50)
            await editor.text_document_hover_async(types.HoverParams(document, here))
            await editor.text_document_completion_async(types.CompletionParams(document, here))
            await editor.text_document_definition_async(types.DefinitionParams(document, here))
        editor.write(document, WHOLE.replace("other/dns", "nobody"), 200)
        await editor.until(lambda each: any("'nobody'" in one.message for one in each.shown.get(file.as_uri(), ())))
        assert not [said for said in editor.said if "internal" in said or "Error" in said]
        await asyncio.sleep(0)

    in_session(session, tmp_path)
