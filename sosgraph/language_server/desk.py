"""What one editor has open: its folders, the files outside of them, and the addresses under which it knows them."""

import os

from pygls.uris import from_fs_path, to_fs_path

from sosgraph.language_server.folder import Folder
from sosgraph.language_server.positions import Places


class Desk:
    """Folders and open texts of an editor; each file belongs to the innermost folder that holds it."""

    def __init__(self) -> None:
        self.folders: dict[str, Folder] = {}
        self._loose: dict[str, Folder] = {}
        self.encoding = "utf-16"
        self._uris: dict[str, str] = {}
        self._texts: dict[str, str] = {}

    def add(self, uri: str) -> None:
        """Open a folder; what is not on this machine's disk is passed over."""
        path = to_fs_path(uri) if uri.startswith("file:") else None
        if path is not None and os.path.isdir(path):
            self.folders[uri] = Folder(path)
            self._deal()

    def remove(self, uri: str) -> None:
        """Close a folder; what is open in it stays open, outside."""
        if self.folders.pop(uri, None) is not None:
            self._deal()

    def change(self, uri: str, text: str | None) -> None:
        """Take the text of a file that the editor has open; None: it is closed."""
        name = self.name(uri)
        if text is None:
            self._texts.pop(name, None)
            self._uris.pop(name, None)
        else:
            self._texts[name], self._uris[name] = text, uri
        self._hand_out(name, text)

    def _deal(self) -> None:
        """Hand out all open texts anew."""
        self._loose.clear()
        for name, text in self._texts.items():
            self._hand_out(name, text)

    def _hand_out(self, name: str, text: str | None) -> None:
        """Give a text to every folder that holds the file; where none does, the file is an architecture of its own."""
        holding = [folder for folder in self.folders.values() if folder.holds(name)]
        for folder in holding or [self._loose.setdefault(name, Folder(None))]:
            folder.change(name, text)
        if text is None or holding:
            self._loose.pop(name, None)

    def forget(self) -> None:
        """Look at all files again before the next answer."""
        for folder in self.folders.values():
            folder.forget()

    def folder(self, name: str) -> Folder:
        """Return the innermost folder that holds a file; one for the file alone where none does."""
        holding = [folder for folder in self.folders.values() if folder.holds(name)]
        return max(holding, key=lambda folder: len(folder.root or ""), default=None) or self._loose.get(name) or Folder(None)

    def everything(self) -> tuple[Folder, ...]:
        """Return all folders, those of single files too."""
        return (*self.folders.values(), *self._loose.values())

    def shows(self, folder: Folder, uri: str) -> bool:
        """Tell whether what is found in a file is shown by this folder: the innermost one, any where none is (a policy above)."""
        owner = self.folder(self.name(uri))
        return owner is folder or owner not in self.everything()

    def is_open(self, uri: str) -> bool:
        """Tell whether the editor has the file at an address open."""
        return self.name(uri) in self._texts

    def name(self, uri: str) -> str:
        """Return the name of the document at an address: its path where it has one, links in its folders followed."""
        path = to_fs_path(uri) if uri.startswith("file:") else None
        if not path:
            return uri
        folder = os.path.realpath(os.path.dirname(path) or "/")
        return os.path.join(folder, os.path.basename(path)).replace(os.sep, "/")

    def uri(self, name: str) -> str:
        """Return the address of a document: the editor's own where it has the file open."""
        return self._uris.get(name) or from_fs_path(os.path.abspath(name)) or name

    def places(self, name: str) -> Places:
        """Return the places in a document as it is now, in the units that the editor counts in."""
        document = self.folder(name).snapshot().written(name)
        text = self._texts.get(name)
        return Places(text if text is not None else document.text if document is not None else "", self.encoding)
