"""A whole conversation of an editor with `sosgraph lsp`, over the protocol."""

from pathlib import Path

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from tests.language_server.editor import Editor, in_session

SHOP = """\
system: shop
owner: team-shop
components:
  web:
    entry: true
    availability: 99.99%
    slo: 99.9%
    depends_on:
      - {on: ledger, timeout: 300ms}
      - platform/dns
  ledger: {availability: 99.5%, tier: 1}
"""
PLATFORM = "system: platform\nowner: team-net\ncomponents:\n  dns: {availability: 99.9%, depends_on: [shop/ledger]}\n"


def at(text: str, word: str, more: int = 0) -> types.Position:
    """Return where a word first stands in a text of plain letters."""
    before = text[: text.index(word) + more]
    return types.Position(before.count("\n"), len(before) - before.rfind("\n") - 1)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "shop.yaml").write_text(SHOP)
    (tmp_path / "platform.yaml").write_text(PLATFORM)
    return tmp_path


def test_findings_come_and_go_as_one_types(shop: Path) -> None:
    """What is typed wins over what is saved; a finding has its rule, page and further places, and goes when it is mended."""
    file = shop / "shop.yaml"

    async def session(editor: Editor) -> None:
        document = editor.open(file)
        await editor.until(lambda each: "unattainable-slo" in each.rules(file))
        found = next(each for each in editor.shown[file.as_uri()] if each.code == "unattainable-slo")
        assert found.range.start == at(SHOP, "99.9%\n") and found.severity is types.DiagnosticSeverity.Error
        assert found.code_description is not None and found.code_description.href.endswith("unattainable-slo.md")
        assert found.related_information and found.source == "sosgraph"
        editor.write(document, SHOP.replace("slo: 99.9%", "slo: 98%"))
        await editor.until(lambda each: "unattainable-slo" not in each.rules(file))
        assert "slo: 99.9%" in file.read_text()
        editor.text_document_did_close(types.DidCloseTextDocumentParams(document))
        await editor.until(lambda each: "unattainable-slo" in each.rules(file))

    in_session(session, shop)


def test_questions_are_answered(shop: Path) -> None:
    """Numbers under the pointer, the way to a description, all places of a name, an outline, and what may be written."""
    file = shop / "shop.yaml"

    async def session(editor: Editor) -> None:
        document = editor.open(file)
        ask = types.TextDocumentPositionParams(document, at(SHOP, "ledger", 2))
        shown = await editor.text_document_hover_async(types.HoverParams(ask.text_document, ask.position))
        assert shown is not None and isinstance(shown.contents, types.MarkupContent)
        assert "reaches **99.5 %**" in shown.contents.value and "**2** of 2 other components" in shown.contents.value
        found = await editor.text_document_definition_async(types.DefinitionParams(document, at(SHOP, "dns", 1)))
        assert isinstance(found, list | tuple) and [each.uri for each in found] == [(shop / "platform.yaml").as_uri()]
        everywhere = await editor.text_document_references_async(
            types.ReferenceParams(types.ReferenceContext(True), document, ask.position)
        )
        assert [each.uri for each in everywhere or ()].count((shop / "platform.yaml").as_uri()) == 1
        assert len(everywhere or ()) == 3
        outline = await editor.text_document_document_symbol_async(types.DocumentSymbolParams(document))
        assert [each.name for each in outline or ()] == ["shop/web", "shop/ledger"]
        offered = await editor.text_document_completion_async(types.CompletionParams(document, at(SHOP, "on: led", 4)))
        assert isinstance(offered, types.CompletionList)
        assert {"ledger", "platform/dns"} <= {each.label for each in offered.items}

    in_session(session, shop)


def test_a_component_is_renamed_in_all_files(shop: Path) -> None:
    """Its description and every reference, through other systems too; a taken or impossible name is refused with its reason."""
    file = shop / "shop.yaml"

    async def session(editor: Editor) -> None:
        document = editor.open(file)
        place = at(SHOP, "ledger", 2)
        assert await editor.text_document_prepare_rename_async(types.PrepareRenameParams(document, place)) is not None
        edit = await editor.text_document_rename_async(types.RenameParams(document, place, "books"))
        assert edit is not None and edit.changes is not None
        assert {uri: len(edits) for uri, edits in edit.changes.items()} == {
            file.as_uri(): 2,
            (shop / "platform.yaml").as_uri(): 1,
        }
        for name, why in (("web", "taken"), ("a b", "is not a name"), ("", "is not a name")):
            with pytest.raises(JsonRpcException, match=why):
                await editor.text_document_rename_async(types.RenameParams(document, place, name))

    in_session(session, shop)


def test_folders_are_apart_and_nothing_outside_is_read(tmp_path: Path) -> None:
    """Each folder is an architecture of its own; a file that leads out of its folder is told so; a loose file stands alone."""
    for name, target in (("one", "2"), ("two", "1")):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.yaml").write_text(f"components: {{a: {{tier: 1, owner: x}}, b{target}: {{owner: x}}}}\n")
    (tmp_path / "secret.yaml").write_text("services: {stolen: {image: x}}\n")
    compose = tmp_path / "one" / "compose.yaml"
    compose.write_text("services:\n  web: {extends: {file: ../secret.yaml, service: stolen}}\n")
    loose = tmp_path / "loose.yaml"
    loose.write_text("components: {web: {depends_on: [nobody]}}\n")

    async def session(editor: Editor) -> None:
        editor.open(tmp_path / "one" / "one.yaml")
        document = editor.open(loose)
        await editor.until(lambda each: bool(each.rules(compose)) and bool(each.rules(loose)))
        assert any("outside the folders" in each.message for each in editor.shown[compose.as_uri()])
        assert any("'nobody' is not described" in each.message for each in editor.shown[loose.as_uri()])
        offered = await editor.text_document_completion_async(types.CompletionParams(document, types.Position(0, 35)))
        assert isinstance(offered, types.CompletionList) and [each.label for each in offered.items] == []
        editor.workspace_did_change_workspace_folders(
            types.DidChangeWorkspaceFoldersParams(
                types.WorkspaceFoldersChangeEvent([], [types.WorkspaceFolder((tmp_path / "one").as_uri(), "one")])
            )
        )
        await editor.until(lambda each: not each.rules(compose))

    in_session(session, tmp_path / "one", tmp_path / "two")


@pytest.mark.parametrize(("encoding", "units"), [("utf-8", 8), ("utf-16", 4), ("utf-32", 2)])
def test_columns_are_counted_as_agreed(tmp_path: Path, encoding: str, units: int) -> None:
    """An emoji is four, two, or one unit; a name behind two of them is shown where the editor counts it."""
    file = tmp_path / "shop.yaml"
    text = 'components:\n  web: {owner: "🦊🦊", depends_on: [db, nobody]}\n  db: {owner: x}\n'
    file.write_text(text, "utf-8")
    start = len('  web: {owner: "", depends_on: [db, ') + units

    async def session(editor: Editor) -> None:
        editor.open(file)
        await editor.until(lambda each: "bad-input" in each.rules(file))
        found = next(each for each in editor.shown[file.as_uri()] if each.code == "bad-input")
        assert (found.range.start, found.range.end) == (types.Position(1, start), types.Position(1, start + 6))

    in_session(session, tmp_path, encodings=[encoding])


def test_a_broken_file_does_not_drown_the_others(shop: Path) -> None:
    """While one file is no YAML it has that finding alone, and the others are judged by what it last said."""
    file, other = shop / "shop.yaml", shop / "platform.yaml"

    async def session(editor: Editor) -> None:
        document = editor.open(file)
        await editor.until(lambda each: "unattainable-slo" in each.rules(file))
        before = editor.rules(other)
        editor.write(document, SHOP.replace("- platform/dns", "- {on: platform/dns, timeout"))
        await editor.until(lambda each: each.rules(file) == ["bad-input"])
        assert editor.rules(other) == before
        shown = await editor.text_document_hover_async(types.HoverParams(document, at(SHOP, "ledger", 2)))
        assert shown is not None and isinstance(shown.contents, types.MarkupContent) and "99.5 %" in shown.contents.value

    in_session(session, shop)


def test_an_unreadable_policy_is_said_where_it_stands(shop: Path) -> None:
    """A mistake in the policy is a finding in its file."""
    policy = shop / "sosgraph.toml"
    policy.write_text('fail-on = "never"\n')

    async def session(editor: Editor) -> None:
        editor.open(shop / "shop.yaml")
        await editor.until(lambda each: bool(each.rules(policy)))

    in_session(session, shop)
