"""A folder of the editor: its files, what is typed into them and not saved yet, and what they say together."""

import os
from collections.abc import Iterator, Mapping

from sosgraph.composition import read_document
from sosgraph.document import Document
from sosgraph.errors import BadCall, NothingReadable
from sosgraph.frozen import dataclass, field
from sosgraph.lint import lint
from sosgraph.load import Loaded
from sosgraph.model.architecture import Architecture
from sosgraph.policy import Policy
from sosgraph.policy_files import decided
from sosgraph.report import Report
from sosgraph.workspace import Workspace, file_content

Stamp = tuple[int, int] | str
"""What tells whether a document is still the same: time and size of a file, or what an editor holds of it."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What the files of a folder said at one time.

    `broken` are documents that are no YAML at the moment; in `documents`, and so in the architecture, stands what they last were.
    `trouble` is why nothing, or not all, could be read; empty where there is no reason.
    """

    loaded: Loaded
    documents: Mapping[str, Document]
    broken: Mapping[str, Document] = field(default_factory=dict)
    policy: Policy = field(default_factory=Policy)
    trouble: str = ""

    @property
    def architecture(self) -> Architecture:
        """What the documents describe."""
        return self.loaded.architecture

    def written(self, name: str) -> Document | None:
        """Return the document as it is now, be it broken."""
        return self.broken.get(name) or self.documents.get(name)

    def lint(self) -> Report:
        """Return what lint says of these documents; of a broken one only why it cannot be read."""
        report = lint(self.loaded, self.documents, self.policy)
        kept = tuple(finding for finding in report.findings if finding.at.document not in self.broken)
        mistakes = tuple(finding for document in self.broken.values() for finding in document.findings)
        return Report(report.architecture, {**report.documents, **self.broken}, (*mistakes, *kept), checked=report.checked)


class _Files(Workspace):
    """The files of one folder as a workspace, read through it; without a folder, what the editor holds and nothing else."""

    def __init__(self, folder: "Folder") -> None:
        super().__init__([folder.root] if folder.root is not None else [])
        self._roots = (os.path.realpath(folder.root),) if folder.root is not None else ()
        self._folder = folder

    def _found_names(self) -> Iterator[str]:
        if self._folder.root is not None:
            yield from super()._found_names()
        for name in sorted(self._folder.texts):
            self.found.add(name)
            yield name

    def _document(self, name: str) -> Document:
        if name not in self.documents:
            self.documents[name] = self._folder.document(name)
        return self.documents[name]


class Folder:
    """One folder that an editor has open (None: a file outside all of them), and the texts in it that are open, by name."""

    def __init__(self, root: str | None) -> None:
        self.root = None if root is None else os.path.realpath(root).replace(os.sep, "/")
        self.texts: dict[str, str] = {}
        self._known: dict[str, tuple[Stamp, Document]] = {}
        self._sound: dict[str, Document] = {}
        self._broken: dict[str, Document] = {}
        self._snapshot: Snapshot | None = None

    def holds(self, name: str) -> bool:
        """Tell whether a file lies in the folder."""
        return self.root is not None and name.startswith(self.root.rstrip("/") + "/")

    def change(self, name: str, text: str | None) -> None:
        """Take what the editor holds of a file; None: it is closed, and the file counts again."""
        self._snapshot = None
        if text is None:
            self.texts.pop(name, None)
            self._sound.pop(name, None)
        elif self.texts.get(name) != text:
            self.texts[name] = text

    def forget(self) -> None:
        """Look at the files again before the next answer: something may have changed on the disk."""
        self._snapshot = None

    def snapshot(self) -> Snapshot:
        """Return what the files say now; the same as before where nothing was changed or forgotten."""
        if self._snapshot is None:
            self._snapshot = self.with_texts({})
        return self._snapshot

    def with_texts(self, texts: Mapping[str, str]) -> Snapshot:
        """Return what the files would say with these texts in place of those that they have."""
        texts_now, sound = self.texts, dict(self._sound)
        self.texts, self._broken = {**self.texts, **texts}, {}
        try:
            policy, trouble = self._policy()
            files = _Files(self)
            try:
                loaded = files.load(policy.importers)
            except (NothingReadable, BadCall) as mistake:
                return Snapshot(Loaded(Architecture(), (), ()), files.documents, self._broken, policy, trouble or _why(mistake))
            return Snapshot(loaded, files.documents, dict(self._broken), policy, trouble)
        finally:
            self.texts = texts_now
            self._sound = sound if texts else self._sound

    def _policy(self) -> tuple[Policy, str]:
        """Return the policy that lint would obey in this folder, its mistakes among the findings; where that is none, why."""
        try:
            return (Policy(), "") if self.root is None else (decided([self.root]).policy, "")
        except BadCall as mistake:
            return Policy(), str(mistake)

    def document(self, name: str) -> Document:
        """Return the document of that name, unread: what is typed, while that is broken what it was, else what the file holds."""
        text = self.texts.get(name)
        stamp: Stamp = _stamp(name) if text is None else text
        if name not in self._known or self._known[name][0] != stamp:
            content = file_content(name) if text is None else text.encode("utf-8", "replace")
            document = read_document(name, content, os.path.basename(os.path.dirname(name)))
            self._known[name] = (stamp, document)
        document = self._known[name][1]
        if text is None:
            return _unread(document)
        if document.findings and not document.roots and name in self._sound:
            self._broken[name] = document
            return _unread(self._sound[name])
        self._sound[name] = document
        return _unread(document)


def _unread(document: Document) -> Document:
    """Return the same document as it was before anybody read it: what importers report on it belongs to one reading."""
    fresh = Document(document.name, document.text, document.roots, document.folder)
    for finding in document.findings:
        fresh.report(finding.at, finding.message, *finding.notes)
    return fresh


def _stamp(name: str) -> Stamp:
    try:
        state = os.stat(name)
    except OSError:
        return "gone"
    return state.st_mtime_ns, state.st_size


def _why(mistake: Exception) -> str:
    return "" if isinstance(mistake, NothingReadable) else str(mistake)
