"""The files of one Compose project: how they are found, and what their variables are worth."""

from collections.abc import Mapping
from posixpath import basename, dirname, join, normpath

from sosgraph.document import Document, Node
from sosgraph.errors import ReadRefused
from sosgraph.frozen import dataclass, replace
from sosgraph.importers import Neighbour
from sosgraph.importers.compose.dotenv import assignments
from sosgraph.importers.compose.interpolation import Unsubstitutable, interpolated
from sosgraph.source import Pointer, Span


@dataclass(frozen=True, slots=True)
class ComposeFile:
    """A Compose file of the project, its services, its path, and the variables that its texts may use."""

    root: Node
    services: Node
    path: str
    variables: Mapping[str, str]

    def beside(self, relative: str) -> str:
        """Return the path of a file that is named relative to this one."""
        return normpath(join(dirname(self.path), relative))

    def text(self, node: Node) -> str:
        """Return the text of a scalar with its variables substituted; empty where there is none, a mistake where it is wrong."""
        if node.text is None or "\n" not in node.text:
            return node.read(self.substituted, "")
        try:
            return self.substituted(node.text)
        except Unsubstitutable as mistake:
            node.document.report(_line_with(mistake.found, node), f"{node.label}: {mistake}")
            return ""

    def substituted(self, text: str) -> str:
        """Return `text` with its variables substituted; raises `ValueError` where it cannot be."""
        return interpolated(text, self.variables)

    def has_default(self, text: str) -> bool:
        """Tell whether defaults of variables that are not set make a difference to `text`."""
        try:
            return self.substituted(text) != interpolated(text, self.variables, defaults=False)
        except ValueError:
            return False


def _line_with(words: str, node: Node) -> Pointer:
    """Return the first place of the `words` in a text of many lines; the whole text where they are not written as they read."""
    (first, _), (last, _) = node.document.extent(node.at)
    for number, line in enumerate(node.document.lines[first - 1 : last], first):
        column = line.find(words) + 1
        if column:
            return Pointer(node.document.name, (Span(number, column, number, column + len(words)),))
    return node.at


class Project:
    """The first file of a project, and whatever it asks for: it is read once, and its mistakes are gathered on the first."""

    __slots__ = ("_documents", "_files", "_neighbour", "_texts", "document")

    def __init__(self, document: Document, neighbour: Neighbour) -> None:
        self.document = document
        self._neighbour = neighbour
        self._documents: dict[str, Document] = {}
        self._files: dict[str, ComposeFile] = {}
        self._texts: dict[str, tuple[str, str] | None] = {}

    def first_files(self) -> tuple[ComposeFile, ...]:
        """Return what the project begins with: the YAML documents of the first file, the later ones on top."""
        path = normpath(self.document.name)
        variables = self.variables(join(dirname(path), ".env"), {})
        roots = [root for root in self.document.streams() if not root.empty and root.mapping()]
        files = tuple(ComposeFile(root, root["services"], path, variables) for root in roots)
        if files:
            self._files[path] = files[0]
        return files

    def file(self, path: str, variables: Mapping[str, str], asked_at: Node) -> ComposeFile | None:
        """Return another Compose file; None where there is none, which is a mistake at `asked_at`."""
        if path in self._files:
            return replace(self._files[path], variables=variables)
        if "://" in path or path.startswith("git@"):
            asked_at.mistake(f"{path!r} is not a file here, and nothing is fetched from elsewhere; copy it beside this file")
            return None
        try:
            document = self._documents[path] = self._neighbour(path)
        except ReadRefused as refusal:
            asked_at.mistake(f"{path!r} cannot be read: {refusal}")
            return None
        root = document.root
        file = self._files[path] = ComposeFile(root, root["services"], path, variables)
        return file

    def text(self, path: str) -> tuple[str, str] | None:
        """Return the name and the text of a file that need not be YAML, nor there at all."""
        if path not in self._texts:
            try:
                document = self._neighbour(path)
                self._texts[path] = document.name, document.text
            except ReadRefused:
                self._texts[path] = None
        return self._texts[path]

    def variables(self, path: str, given: Mapping[str, str]) -> Mapping[str, str]:
        """Return the `given` variables and those that the `.env` file at `path` adds, if there is one."""
        found = self.text(normpath(path))
        return given if found is None else {each.name: each.value for each in assignments(found[1], given)} | dict(given)

    def gather_mistakes(self) -> None:
        """Report what is wrong in the other Compose files on the first one."""
        for document in self._documents.values():
            for finding in document.findings:
                self.document.report(finding.at, finding.message, *finding.notes)


def project_name(files: tuple[ComposeFile, ...], document: Document) -> str:
    """Return the name of the system: top-level `name`, else the folder, else the file, with what names may not hold as `-`."""
    named = [name for file in files if (name := file.text(file.root["name"]))]
    written = named[-1] if named else document.folder or basename(document.name).partition(".")[0]
    valid = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "_-.") else "-" for letter in written[:200])
    return valid if valid.strip("-.") else "compose"
