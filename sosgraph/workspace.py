"""The outside: files within the given roots, programs, and where output goes."""

import gc
import os
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from posixpath import normpath
from typing import Any, BinaryIO

from sosgraph.composition import HEAD, longest, read_document
from sosgraph.document import Document
from sosgraph.errors import BadCall, NothingReadable, ReadRefused
from sosgraph.load import Loaded, load

STDIN = "stdin"
"""The name of the document that is read from standard input."""
_WHAT_NEXT = "name a file, or run 'sosgraph init' for a starter"
MOST_FILES = 10_000
"""How many files of a folder are read."""
_ENDINGS = (".yaml", ".yml")
TREES_IN_XML = b"<opsa-mef"
"""What stands at the head of an XML file that holds fault trees."""
PASSED_OVER = ("node_modules", "__pycache__", "venv")
"""Folders whose files are other people's."""


class Workspace:
    """The files that the user names, each read once, and what they may refer to.

    `found` are the names of files met in folders to which nothing refers; they may be something else altogether. `neighbours`
    is what others hold that were asked for, or why they are not read.
    """

    def __init__(self, paths: Sequence[str], passed_over: Iterable[str] = ()) -> None:
        """`passed_over`: files and folders that are read only where they are named, as paths from the working directory."""
        self.paths = tuple(paths) or (".",)
        self._passed_over = frozenset(passed_over)
        self.documents: dict[str, Document] = {}
        self.found: set[str] = set()
        self.neighbours: dict[str, bytes | str] = {}
        self._roots = roots_of(self.paths)
        self._contents: dict[str, bytes] = {}  # read, and not yet a document

    def read(self) -> tuple[Document, ...]:
        """Return the documents at the given paths; raises `NothingReadable` when there is none."""
        with without_collector():
            read = tuple(self._document(name) for name in tuple(self._contents) or self._names())
        if not read:
            unread = " (JSON is read only where a file is named)" if _hold_json(self.paths) else ""
            raise NothingReadable(f"no YAML file in {', '.join(self.paths)}{unread}; {_WHAT_NEXT}")
        return read

    def contents(self) -> dict[str, bytes]:
        """Return what the files at the given paths hold, by name and in their order; `read` reads them no more."""
        self._contents = {name: file_content(name) for name in self._names()}
        return dict(self._contents)

    def neighbour(self, path: str) -> Document:
        """Return the document of a file that another one refers to; `ReadRefused` outside the roots."""
        name = normpath(path)
        self.found.discard(name)
        if name not in self.documents:
            content = self.neighbours[name] = self.beside(name)
            if isinstance(content, str):
                raise ReadRefused(content)
            self._contents[name] = content
        return self._document(name)

    def beside(self, name: str) -> bytes | str:
        """Return what a file holds that another one refers to, or why it is not read."""
        real = os.path.realpath(name)
        if not any(real == root or real.startswith(root.rstrip(os.sep) + os.sep) for root in self._roots):
            return "it lies outside the folders that were given"
        return file_content(name) if os.path.isfile(real) else "it is not there"

    def load(self, parameters: Mapping[str, Mapping[str, Any]]) -> Loaded:
        """Return what the files say together, under the `parameters` of importers, by name.

        Documents that were only met in a folder and are of no known format are forgotten; raises `NothingReadable` where all are.
        """
        with without_collector():
            loaded = load(self.read(), self.neighbour, parameters, frozenset(self.found))
        if not loaded.read:
            from sosgraph.enumeration import some_of

            skipped = f"{some_of(loaded.skipped)} {'is' if len(loaded.skipped) == 1 else 'are'} of no format known here"
            raise NothingReadable(f"no architecture in {', '.join(self.paths)}: {skipped}; {_WHAT_NEXT}")
        for name in self.found.intersection(loaded.skipped):
            del self.documents[name]
        return loaded

    def _document(self, name: str) -> Document:
        if name not in self.documents:
            folder = "" if name == STDIN else os.path.basename(os.path.dirname(os.path.abspath(name)))
            content = self._contents.pop(name) if name in self._contents else file_content(name)
            self.documents[name] = read_document(name, content, folder)
        return self.documents[name]

    def _names(self) -> list[str]:
        """Return the names of the files at the given paths in an order of their own: that of the paths changes no answer."""
        return sorted(dict.fromkeys(self._found_names()))

    def _found_names(self) -> Iterator[str]:
        for path in self.paths:
            if path == "-":
                yield STDIN
            elif os.path.isdir(path):
                for name in _files_below(path, self._passed_over):
                    self.found.add(name)
                    yield name
            elif os.path.exists(path):
                yield _as_name(path)
            else:
                raise BadCall(f"there is no file or folder {path!r}")


def text_in(path: str) -> str:
    """Return the text in a file that is named; raises `BadCall` when it cannot be read."""
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except FileNotFoundError:
        raise BadCall(f"there is no file {path!r}") from None
    except OSError as mistake:
        raise BadCall(f"{path} cannot be read: {(mistake.strerror or 'unknown reason').lower()}") from None
    except UnicodeDecodeError:
        raise BadCall(f"{path} is not UTF-8; save it as UTF-8") from None


def run(argv: list[str], content: bytes, seconds: float) -> bytes:
    """Return what a program writes, given `content`; raises as `drawing.layout.Run` says."""
    import subprocess

    try:
        done = subprocess.run(argv, input=content, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        raise TimeoutError(f"{argv[0]} did not end within {seconds:g} s") from None
    if done.returncode != 0:
        raise ChildProcessError(done.stderr.decode("utf-8", "replace").strip()[:500] or f"exit {done.returncode}")
    return done.stdout


def writable(path: str | None, inputs: Iterable[str] = ()) -> None:
    """Raise `BadCall` where `write` would, as far as that can be seen beforehand: before a long answer is looked for in vain."""
    if path is None or path == "-":
        return
    _no_input(path, inputs)
    whole = os.path.realpath(path)
    folder = os.path.dirname(whole)
    if not os.path.isdir(folder) or os.path.isdir(whole):
        what = "it is a folder" if os.path.isdir(whole) else f"there is no folder {os.path.dirname(path) or folder}"
        raise BadCall(f"{path} cannot be written: {what}")
    if not os.access(whole if os.path.exists(whole) and not os.path.isfile(whole) else folder, os.W_OK):
        raise BadCall(f"{path} cannot be written: permission denied")


def _no_input(path: str, inputs: Iterable[str]) -> None:
    """Raise `BadCall` where a file is one of the `inputs`."""
    if os.path.realpath(path) in {os.path.realpath(name) for name in inputs if name != STDIN}:
        raise BadCall(f"{path} is one of the files that were read, and would be overwritten; name another file with -o")


def write(content: bytes, path: str | None, inputs: Iterable[str] = ()) -> None:
    """Write to standard output, or to a file: beside it first, then renamed, so that nobody sees half of it.

    Raises `BadCall` where the file cannot be written, and where it is one of the `inputs`; that standard output cannot be is
    told by `__main__`, since not all of it is written here.
    """
    if path is None or path == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    _no_input(path, inputs)
    try:
        if os.path.exists(path) and not os.path.isfile(path):
            with open(path, "wb") as file:  # a device or a pipe: to put a file in its place would take it away from everybody
                file.write(content)
        else:
            _replace(os.path.realpath(path), content)
    except OSError as mistake:
        raise BadCall(f"{path} cannot be written: {mistake.strerror}") from None


def _replace(path: str, content: bytes) -> None:
    """Put a file with `content` at `path`, whole or not at all."""
    import tempfile

    handle, beside = tempfile.mkstemp(prefix=".sosgraph-", dir=os.path.dirname(path))
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(beside, 0o666 & ~_umask())
        os.replace(beside, path)
    except OSError:
        os.unlink(beside)
        raise


@contextmanager
def without_collector() -> Iterator[None]:
    """Keep the garbage collector off while very many objects are made that all stay: it would cost four times the parse."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def kept_to_the_end() -> None:
    """Take all that was made so far out of the collector's sight: a program that is about to end would walk millions in vain."""
    gc.freeze()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def roots_of(paths: Sequence[str]) -> tuple[str, ...]:
    """Return the folders that may be read: those given, those of the files given, and the working directory around them."""
    here = os.path.realpath(".")
    given = [os.path.realpath(path if os.path.isdir(path) else os.path.dirname(path) or ".") for path in paths if path != "-"]
    inside = [here] if any(folder == here or folder.startswith(here + os.sep) for folder in given) or not given else []
    return tuple(dict.fromkeys((*given, *inside)))


def _as_name(path: str) -> str:
    return normpath(path.replace(os.sep, "/"))


def _files_below(folder: str, passed_over: Collection[str] = ()) -> Iterator[str]:
    count = 0
    for here, folders, files in os.walk(folder):
        searched = (name for name in folders if not name.startswith(".") and name not in PASSED_OVER)
        folders[:] = sorted(name for name in searched if not passed_over or _as_name(os.path.join(here, name)) not in passed_over)
        for name in sorted(files):
            path = os.path.join(here, name)
            if name.startswith(".") or not os.path.isfile(path) or os.path.islink(path):
                continue
            if name.endswith(_ENDINGS) or (name.endswith(".xml") and _holds_fault_trees(path)):
                if passed_over and _as_name(path) in passed_over:
                    continue
                count += 1
                if count > MOST_FILES:
                    raise BadCall(f"{folder} holds more than {MOST_FILES} YAML files; name the folders that matter")
                yield _as_name(path)


def is_looked_for(path: str) -> bool:
    """Tell whether a file at `path` below a folder is looked for in it: YAML, or XML that may hold fault trees."""
    *folders, name = path.split("/")
    passed_over = any(folder.startswith(".") or folder in PASSED_OVER for folder in folders)
    return not passed_over and not name.startswith(".") and name.endswith((*_ENDINGS, ".xml"))


def _holds_fault_trees(path: str) -> bool:
    """Tell whether an XML file begins as fault trees do: of all the others there may be thousands."""
    try:
        with open(path, "rb") as file:
            return TREES_IN_XML in file.read(HEAD)
    except OSError:
        return False


def _hold_json(folders: Iterable[str]) -> bool:
    return any(name.endswith(".json") for folder in folders for name in os.listdir(folder))


def file_content(name: str) -> bytes:
    """Return what a file holds, as much of it as is read; raises `BadCall` where it cannot be."""
    try:
        if name == STDIN:
            return _no_more_than_is_read(name, sys.stdin.buffer)
        with open(name, "rb") as file:
            return _no_more_than_is_read(name, file)
    except OSError as mistake:
        raise BadCall(f"{name} cannot be read: {mistake.strerror}") from None


def _no_more_than_is_read(name: str, file: BinaryIO) -> bytes:
    """Return the content, or one byte more than is read of its kind."""
    head = file.read(HEAD)
    return head + file.read(longest(name, head) + 1 - len(head)) if len(head) == HEAD else head
