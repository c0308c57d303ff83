"""The language server: the protocol's requests, each answered by one function of this room."""

import asyncio
from collections.abc import Callable
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer

from sosgraph import __version__
from sosgraph.errors import BadCall, SosgraphError
from sosgraph.language_server.actions import actions
from sosgraph.language_server.completion import TRIGGERS, completion
from sosgraph.language_server.desk import Desk
from sosgraph.language_server.diagnostics import diagnostics
from sosgraph.language_server.folder import Folder, Snapshot
from sosgraph.language_server.hover import hover
from sosgraph.language_server.names import Occurrence, everywhere, named_at
from sosgraph.language_server.positions import Places
from sosgraph.language_server.renaming import Edit, renamed
from sosgraph.language_server.symbols import symbols

SETTLED_S = 0.3
"""How long nothing must have been typed before lint runs."""
HOVER_S = 1.0
"""How long a hover may look for exact numbers; from then on they are bounds or samples."""
_WATCHED = "**/{*.yaml,*.yml,*.toml,*.xml,*.env,.env}"

Here = tuple[Folder, Snapshot, str, Places, int]


class Server(LanguageServer):
    """A language server for one editor."""

    def __init__(self, patience: Callable[[float], Callable[[], bool]]) -> None:
        # whole texts: the library splits lines at form feeds and more, where the protocol does not
        super().__init__("sosgraph", __version__, types.TextDocumentSyncKind.Full)
        self.desk = Desk()
        self.patience = patience
        self._shown: dict[str, list[types.Diagnostic]] = {}
        self.watching = False
        self._told = ""
        self._changes = 0
        self._linting: asyncio.Task[None] | None = None
        for feature, answer in _ANSWERS.items():
            self.feature(feature, _OPTIONS.get(feature))(_bound(self, answer))

    def here(self, uri: str, position: types.Position) -> Here:
        """Return the folder and what it says, the document's name, and the offset of a position in it."""
        name = self.desk.name(uri)
        folder = self.desk.folder(name)
        places = self.desk.places(name)
        return folder, folder.snapshot(), name, places, places.offset(position)

    def location(self, named: Occurrence) -> types.Location:
        """Return a place where a component is named."""
        places = self.desk.places(named.document)
        return types.Location(self.desk.uri(named.document), places.between(named.start, named.end))

    def changed(self) -> None:
        """Lint once nothing has been typed for a moment."""
        self._changes += 1
        if self._linting is None or self._linting.done():
            self._linting = asyncio.get_running_loop().create_task(self._lint_when_settled())

    async def _lint_when_settled(self) -> None:
        linted = -1
        while linted != self._changes:
            before = -1
            while before != self._changes:
                before = self._changes
                await asyncio.sleep(SETTLED_S)
            linted = self._changes
            await self._lint()

    async def _lint(self) -> None:
        """Show what lint says of all folders; in another thread, so that questions are answered meanwhile."""
        found: dict[str, list[types.Diagnostic]] = {}
        if not self.watching:
            self.desk.forget()
        for folder in self.desk.everything():
            try:
                snapshot = folder.snapshot()
                report = await asyncio.to_thread(snapshot.lint)
            except Exception as fault:  # be it one of ours: what is typed next may be understood again
                self._tell(str(fault) if isinstance(fault, SosgraphError) else f"internal error: {type(fault).__name__}: {fault}")
                continue
            self._tell(snapshot.trouble)
            for name, each in diagnostics(report, self.desk.encoding, self.desk.uri).items():
                uri = self.desk.uri(name)
                if self.desk.shows(folder, uri):
                    found[uri] = each
        for uri in {**found, **self._shown}:
            self._show(uri, found.get(uri, []))

    def _show(self, uri: str, found: list[types.Diagnostic]) -> None:
        """Show the findings of a document where they are new; that there are none is said of open ones, and of mended ones."""
        if found != self._shown.get(uri, None if self.desk.is_open(uri) else []):
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found))
        if found or self.desk.is_open(uri):
            self._shown[uri] = found
        else:
            self._shown.pop(uri, None)

    def _tell(self, trouble: str) -> None:
        """Say what keeps sosgraph from reading a folder, once."""
        if trouble and trouble != self._told:
            self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, f"sosgraph: {trouble}"))
        self._told = trouble or self._told


def _initialize(server: Server, params: types.InitializeParams) -> None:
    folders = [folder.uri for folder in params.workspace_folders or ()] or [params.root_uri or ""]
    server.desk.encoding = str(getattr(server.workspace.position_encoding, "value", server.workspace.position_encoding))
    for uri in folders:
        server.desk.add(uri)


def _initialized(server: Server, params: types.InitializedParams) -> None:
    abilities = server.client_capabilities.workspace
    watching = abilities.did_change_watched_files if abilities is not None else None
    if watching is not None and watching.dynamic_registration:
        options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(_WATCHED)])
        wanted = types.Registration("sosgraph-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        server.watching = True
        server.client_register_capability(types.RegistrationParams([wanted]))
    server.changed()


def _opened(server: Server, params: types.DidOpenTextDocumentParams) -> None:
    server.desk.change(params.text_document.uri, params.text_document.text)
    server.changed()


def _changed(server: Server, params: types.DidChangeTextDocumentParams) -> None:
    if params.content_changes:
        server.desk.change(params.text_document.uri, params.content_changes[-1].text)
        server.changed()


def _closed(server: Server, params: types.DidCloseTextDocumentParams) -> None:
    server.desk.change(params.text_document.uri, None)
    server.changed()


def _touched(server: Server, params: Any) -> None:
    server.desk.forget()
    server.changed()


def _moved(server: Server, params: types.DidChangeWorkspaceFoldersParams) -> None:
    for folder in params.event.removed:
        server.desk.remove(folder.uri)
    for folder in params.event.added:
        server.desk.add(folder.uri)
    server.changed()


def _hover(server: Server, params: types.HoverParams) -> types.Hover | None:
    _, snapshot, name, places, offset = server.here(params.text_document.uri, params.position)
    return hover(snapshot, name, places, offset, server.patience(HOVER_S))


def _definition(server: Server, params: types.DefinitionParams) -> list[types.Location]:
    _, snapshot, name, _, offset = server.here(params.text_document.uri, params.position)
    named = named_at(snapshot, name, offset)
    found = everywhere(snapshot, named.component) if named is not None else []
    return [server.location(each) for each in found if each.description]


def _references(server: Server, params: types.ReferenceParams) -> list[types.Location]:
    _, snapshot, name, _, offset = server.here(params.text_document.uri, params.position)
    named = named_at(snapshot, name, offset)
    found = everywhere(snapshot, named.component) if named is not None else []
    declared = params.context.include_declaration
    return [server.location(each) for each in found if declared or not each.description]


def _prepared(server: Server, params: types.PrepareRenameParams) -> types.Range | None:
    _, snapshot, name, places, offset = server.here(params.text_document.uri, params.position)
    named = named_at(snapshot, name, offset)
    if named is None or not named.plain:
        return None
    return places.between(max(named.start, places.text.rfind("/", named.start, named.end) + 1), named.end)


def _renamed(server: Server, params: types.RenameParams) -> types.WorkspaceEdit | None:
    folder, snapshot, name, _, offset = server.here(params.text_document.uri, params.position)
    named = named_at(snapshot, name, offset)
    if named is None:
        raise JsonRpcInvalidParams("no component is named here; put the cursor on its name")
    try:
        edits = renamed(folder, snapshot, named.component, params.new_name)
    except BadCall as mistake:
        raise JsonRpcInvalidParams(str(mistake)) from None
    changes: dict[str, list[types.TextEdit]] = {}
    for edit in edits:
        changes.setdefault(server.desk.uri(edit.document), []).append(_text_edit(server, edit))
    return types.WorkspaceEdit(changes)


def _text_edit(server: Server, edit: Edit) -> types.TextEdit:
    return types.TextEdit(server.desk.places(edit.document).between(edit.start, edit.end), edit.text)


def _completion(server: Server, params: types.CompletionParams) -> types.CompletionList:
    _, snapshot, name, places, offset = server.here(params.text_document.uri, params.position)
    return completion(snapshot, name, places, offset)


def _symbols(server: Server, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
    _, snapshot, name, places, _ = server.here(params.text_document.uri, types.Position(0, 0))
    return symbols(snapshot, name, places)


def _actions(server: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    _, _, name, places, _ = server.here(params.text_document.uri, params.range.start)
    return actions(name, params.text_document.uri, places, list(params.context.diagnostics))


def _bound(server: Server, answer: Callable[[Server, Any], Any]) -> Callable[[Any], Any]:
    """Return the answer as the library wants it: a function of the request alone."""

    def bound(params: Any) -> Any:
        return answer(server, params)

    return bound


_ANSWERS: dict[str, Callable[[Server, Any], Any]] = {
    types.INITIALIZE: _initialize,
    types.INITIALIZED: _initialized,
    types.TEXT_DOCUMENT_DID_OPEN: _opened,
    types.TEXT_DOCUMENT_DID_CHANGE: _changed,
    types.TEXT_DOCUMENT_DID_SAVE: _touched,
    types.TEXT_DOCUMENT_DID_CLOSE: _closed,
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: _touched,
    types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: _moved,
    types.TEXT_DOCUMENT_HOVER: _hover,
    types.TEXT_DOCUMENT_DEFINITION: _definition,
    types.TEXT_DOCUMENT_REFERENCES: _references,
    types.TEXT_DOCUMENT_PREPARE_RENAME: _prepared,
    types.TEXT_DOCUMENT_RENAME: _renamed,
    types.TEXT_DOCUMENT_COMPLETION: _completion,
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: _symbols,
    types.TEXT_DOCUMENT_CODE_ACTION: _actions,
}
_OPTIONS: dict[str, Any] = {
    types.TEXT_DOCUMENT_COMPLETION: types.CompletionOptions(trigger_characters=list(TRIGGERS)),
    types.TEXT_DOCUMENT_RENAME: types.RenameOptions(prepare_provider=True),
    types.TEXT_DOCUMENT_CODE_ACTION: types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix]),
}
