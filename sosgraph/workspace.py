"""The outside: files within the given roots, the policy nearest to them, programs, and where output goes."""

import gc
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from posixpath import normpath
from typing import Any

from sosgraph.composition import LONGEST, read_document
from sosgraph.document import Document
from sosgraph.errors import BadCall, NothingReadable, ReadRefused
from sosgraph.load import Loaded, load
from sosgraph.policy import Policy, parse_policy
from sosgraph.summary import some_of

STDIN = "stdin"
"""The name of the document that is read from standard input."""
_WHAT_NEXT = "name a file, or run 'sosgraph init' for a starter"
POLICY_FILES = ("sosgraph.toml", "pyproject.toml")
MOST_FILES = 10_000
"""How many files of a folder are read."""
_ENDINGS = (".yaml", ".yml")
_PASSED_OVER = ("node_modules", "__pycache__", "venv")


class Workspace:
    """The files that the user names, each read once, and what they may refer to.

    `found` are the names of files met in folders to which nothing refers; they may be something else altogether.
    """

    def __init__(self, paths: Sequence[str]) -> None:
        self.paths = tuple(paths) or (".",)
        self.documents: dict[str, Document] = {}
        self.found: set[str] = set()
        self._roots = _roots(self.paths)

    def read(self) -> tuple[Document, ...]:
        """Return the documents at the given paths; raises `NothingReadable` when there is none."""
        with without_collector():
            read = tuple(self._document(name) for name in dict.fromkeys(self._names()))
        if not read:
            unread = " (JSON is read only where a file is named)" if _hold_json(self.paths) else ""
            raise NothingReadable(f"no YAML file in {', '.join(self.paths)}{unread}; {_WHAT_NEXT}")
        return read

    def neighbour(self, path: str) -> Document:
        """Return the document of a file that another one refers to; `ReadRefused` outside the roots."""
        name = normpath(path)
        self.found.discard(name)
        if name not in self.documents:
            real = os.path.realpath(name)
            if not any(real == root or real.startswith(root.rstrip(os.sep) + os.sep) for root in self._roots):
                raise ReadRefused("it lies outside the folders that were given")
            if not os.path.isfile(real):
                raise ReadRefused("it is not there")
        return self._document(name)

    def load(self, parameters: Mapping[str, Mapping[str, Any]]) -> Loaded:
        """Return what the files say together, under the `parameters` of importers, by name.

        Documents that were only met in a folder and are of no known format are forgotten; raises `NothingReadable` where all are.
        """
        loaded = load(self.read(), self.neighbour, parameters, frozenset(self.found))
        if not loaded.read:
            skipped = f"{some_of(loaded.skipped)} {'is' if len(loaded.skipped) == 1 else 'are'} of no format known here"
            raise NothingReadable(f"no architecture in {', '.join(self.paths)}: {skipped}; {_WHAT_NEXT}")
        for name in self.found.intersection(loaded.skipped):
            del self.documents[name]
        return loaded

    def _document(self, name: str) -> Document:
        if name not in self.documents:
            folder = "" if name == STDIN else os.path.basename(os.path.dirname(os.path.abspath(name)))
            self.documents[name] = read_document(name, _content(name), folder)
        return self.documents[name]

    def _names(self) -> Iterator[str]:
        for path in self.paths:
            if path == "-":
                yield STDIN
            elif os.path.isdir(path):
                for name in _files_below(path):
                    self.found.add(name)
                    yield name
            elif os.path.exists(path):
                yield _as_name(path)
            else:
                raise BadCall(f"there is no file or folder {path!r}")


def nearest_policy(paths: Sequence[str]) -> Policy:
    """Return the policy of the nearest `sosgraph.toml`, or `pyproject.toml` with `[tool.sosgraph]`, above the first path."""
    first = next((path for path in paths if path != "-"), ".")
    folder = os.path.abspath(first if os.path.isdir(first) else os.path.dirname(first) or ".")
    while True:
        for file_name in POLICY_FILES:
            path = os.path.join(folder, file_name)
            if os.path.isfile(path) and (file_name == POLICY_FILES[0] or _speaks_of_us(path)):
                policy = policy_in(path)
                if policy is not None:
                    return policy
        parent = os.path.dirname(folder)
        if parent == folder:
            return Policy()
        folder = parent


def _speaks_of_us(path: str) -> bool:
    """Tell whether a `pyproject.toml` may hold a policy, before a parser of TOML is loaded."""
    try:
        with open(path, "rb") as file:
            return b"sosgraph" in file.read(LONGEST)
    except OSError:
        return False


def policy_in(path: str) -> Policy | None:
    """Return the policy in a file; raises `BadCall` when it cannot be read."""
    try:
        with open(path, encoding="utf-8") as file:
            return parse_policy(os.path.relpath(path), file.read(LONGEST))
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


def write(content: bytes, path: str | None, inputs: Iterable[str] = ()) -> None:
    """Write to standard output, or to a file: beside it first, then renamed, so that nobody sees half of it.

    Raises `BadCall` where it cannot be written, and where it is one of the `inputs`.
    """
    if path is None or path == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    if os.path.realpath(path) in {os.path.realpath(name) for name in inputs if name != STDIN}:
        raise BadCall(f"{path} is one of the files that were read, and would be overwritten; name another file with -o")
    import tempfile

    folder = os.path.dirname(path) or "."
    try:
        handle, beside = tempfile.mkstemp(prefix=".sosgraph-", dir=folder)
    except OSError as mistake:
        raise BadCall(f"{path} cannot be written: {mistake.strerror}") from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(beside, 0o666 & ~_umask())
        os.replace(beside, path)
    except OSError as mistake:
        os.unlink(beside)
        raise BadCall(f"{path} cannot be written: {mistake.strerror}") from None


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


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _roots(paths: Sequence[str]) -> tuple[str, ...]:
    """Return the folders that may be read: those given, those of the files given, and the working directory around them."""
    here = os.path.realpath(".")
    given = [os.path.realpath(path if os.path.isdir(path) else os.path.dirname(path) or ".") for path in paths if path != "-"]
    inside = [here] if any(folder == here or folder.startswith(here + os.sep) for folder in given) or not given else []
    return tuple(dict.fromkeys((*given, *inside)))


def _as_name(path: str) -> str:
    return normpath(path.replace(os.sep, "/"))


def _files_below(folder: str) -> Iterator[str]:
    count = 0
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _PASSED_OVER)
        for name in sorted(files):
            path = os.path.join(here, name)
            if name.endswith(_ENDINGS) and not name.startswith(".") and os.path.isfile(path) and not os.path.islink(path):
                count += 1
                if count > MOST_FILES:
                    raise BadCall(f"{folder} holds more than {MOST_FILES} YAML files; name the folders that matter")
                yield _as_name(path)


def _hold_json(folders: Iterable[str]) -> bool:
    return any(name.endswith(".json") for folder in folders for name in os.listdir(folder))


def _content(name: str) -> bytes:
    try:
        if name == STDIN:
            return sys.stdin.buffer.read(LONGEST + 1)
        with open(name, "rb") as file:
            return file.read(LONGEST + 1)
    except OSError as mistake:
        raise BadCall(f"{name} cannot be read: {mistake.strerror}") from None
