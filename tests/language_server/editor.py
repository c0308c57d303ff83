"""An editor for tests: a real client of the protocol, over the standard input and output of a real server."""

import asyncio
import sys
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.client import LanguageClient

PATIENCE_S = 30.0
ROOT = Path(__file__).parent.parent.parent


class Editor(LanguageClient):  # type: ignore[misc]  # of a library
    """What an editor knows: the findings shown in each file, and what the server said."""

    def __init__(self) -> None:
        super().__init__("tests", "1")
        self.shown: dict[str, Sequence[types.Diagnostic]] = {}
        self.said: list[str] = []
        self._news = asyncio.Event()
        self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda params: self._show(params))
        self.feature(types.WINDOW_SHOW_MESSAGE)(lambda params: self._hear(params))

    def _show(self, params: types.PublishDiagnosticsParams) -> None:
        self.shown[params.uri] = params.diagnostics
        self._news.set()

    def _hear(self, params: types.ShowMessageParams) -> None:
        self.said.append(params.message)
        self._news.set()

    def open(self, path: Path, text: str | None = None) -> types.TextDocumentIdentifier:
        """Open a file with the text that it has, or another one."""
        item = types.TextDocumentItem(path.as_uri(), "yaml", 1, path.read_text("utf-8") if text is None else text)
        self.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return types.TextDocumentIdentifier(path.as_uri())

    def write(self, document: types.TextDocumentIdentifier, text: str, version: int = 2) -> None:
        """Type a text in place of all."""
        changed = types.VersionedTextDocumentIdentifier(version, document.uri)
        whole = types.TextDocumentContentChangeWholeDocument(text)
        self.text_document_did_change(types.DidChangeTextDocumentParams(changed, [whole]))

    async def until(self, holds: Callable[["Editor"], bool]) -> None:
        """Wait until something holds of what is shown; fails after a long time."""
        async with asyncio.timeout(PATIENCE_S):
            while not holds(self):
                self._news.clear()
                await self._news.wait()

    def rules(self, path: Path) -> list[str]:
        """Return the names of the rules whose findings are shown in a file."""
        return [str(each.code) for each in self.shown.get(path.as_uri(), ())]


Session = Callable[[Editor], Coroutine[Any, Any, None]]


def in_session(session: Session, *roots: Path, encodings: Sequence[str] = ()) -> None:
    """Hold a session with a server that is started for it, on these folders, and end it as an editor does."""

    async def held() -> int | None:
        editor = Editor()
        await editor.start_io(sys.executable, "-m", "sosgraph", "lsp", "--stdio", cwd=ROOT)
        general = types.GeneralClientCapabilities(position_encodings=[types.PositionEncodingKind(each) for each in encodings])
        abilities = types.ClientCapabilities(general=general if encodings else None)
        folders = [types.WorkspaceFolder(root.as_uri(), root.name) for root in roots]
        await editor.initialize_async(types.InitializeParams(abilities, workspace_folders=folders))
        editor.initialized(types.InitializedParams())
        await session(editor)
        await editor.shutdown_async(None)
        editor.exit(None)
        server = editor._server
        assert server is not None
        status = await asyncio.wait_for(server.wait(), PATIENCE_S)
        await editor.stop()
        return status

    assert asyncio.run(held()) == 0
