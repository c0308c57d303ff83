"""The files of a commit, as git holds them: read through the git program, never checked out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from posixpath import basename, dirname, normpath
from typing import Any, NamedTuple

from sosgraph.catalog import did_you_mean
from sosgraph.composition import HEAD, LONGEST_LIST, read_document
from sosgraph.document import Document
from sosgraph.errors import BadCall, ProgramMissing, ReadRefused
from sosgraph.load import Loaded, load
from sosgraph.workspace import MOST_FILES, TREES_IN_XML, is_looked_for

Run = Callable[[list[str], bytes, float], bytes]
"""`workspace.run`."""
_SECONDS = 60.0
_AT_ONCE = 64 * 1024 * 1024  # bytes asked of git in one call
_ORDINARY = ("100644", "100755")
_MODULE = b"160000 "
_LONGEST_REF = 1000
_NEAR = 10_000  # refs among which a near name is looked for
_OUTSIDE = ("/", "..")  # a path from the working directory begins so that leads out of it, or to what nobody calls so


class Blob(NamedTuple):
    """A file of a commit: its name in git's store, and how many bytes it has."""

    identity: str
    size: int


class Repository:
    """The git repository around the working directory; nothing in it is changed."""

    def __init__(self, run: Run) -> None:
        self._run = run
        told = self._git("rev-parse", "--show-toplevel", "--show-prefix")
        self.bare = told is None
        if told is None:
            told = self._git("rev-parse", "--absolute-git-dir")
        if told is None:
            raise BadCall("the working directory is in no git repository; name two folders or files, or change to a checkout")
        top, prefix, *_ = (*told.decode("utf-8", "surrogateescape").split("\n"), "")
        self.prefix = prefix.rstrip("/")
        folder = basename(self.prefix or top)
        self.folder = folder.removesuffix(".git") if self.bare else folder

    def commit(self, ref: str) -> str:
        """Return the commit that `ref` names; raises `BadCall` with near names where there is none."""
        if not ref or ref.startswith("-") or len(ref) > _LONGEST_REF or not ref.isprintable():
            raise BadCall(f"{ref[:100]!r} is no git ref; write a branch, a tag or a commit")
        if ".." in ref:
            base, _, head = ref.partition("..")
            end = head.lstrip(".") or "HEAD"
            told = f"$(git merge-base {base or 'HEAD'} {end}) {end}" if head.startswith(".") else f"{base or 'HEAD'} {end}"
            raise BadCall(f"{ref!r} names two commits; write: sosgraph diff {told}")
        found = self._git("rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
        if found is None:
            raise BadCall(f"there is no path and no git ref {ref!r}{self._near(ref)}{self._shallow()}")
        return found.decode("ascii", "replace").strip()

    def uncommitted(self) -> frozenset[str]:
        """Return the files and folders below the working directory that no commit holds: those ignored, and submodules."""
        if self.bare:
            raise BadCall("there are no files here but those of commits, since the repository is bare; name HEAD too")
        ignored = self._git("ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory") or b""
        staged = (self._git("ls-files", "-z", "--stage") or b"").split(b"\0")
        modules = (entry.partition(b"\t")[2] for entry in staged if entry.startswith(_MODULE))
        return frozenset(
            name.decode("utf-8", "surrogateescape").rstrip("/") for name in (*ignored.split(b"\0"), *modules) if name
        )

    def blobs(self, commit: str) -> dict[str, Blob]:
        """Return the ordinary files of a commit below the working directory, by their paths from there; no links or modules."""
        below = ("--", self.prefix) if self.prefix else ()
        told = self._git("ls-tree", "-r", "-z", "-l", "--full-tree", commit, *below)
        if told is None:
            raise BadCall(f"git cannot list the files of {commit[:12]}{self._shallow()}")
        found = {}
        for entry in told.split(b"\0"):
            head, tab, path = entry.partition(b"\t")
            if tab:
                mode, kind, identity, size = head.decode("ascii").split()
                name = self._relative(path.decode("utf-8", "surrogateescape"))
                if mode in _ORDINARY and kind == "blob" and name:
                    found[name] = Blob(identity, int(size))
        return found

    def contents(self, blobs: Mapping[str, Blob]) -> Iterator[tuple[str, bytes]]:
        """Yield what stands in the files, some at a time so that memory is bounded."""
        pending = list(blobs.items())
        while pending:
            size = 0
            batch: list[tuple[str, Blob]] = []
            while pending and (not batch or size + pending[-1][1].size <= _AT_ONCE):
                batch.append(pending.pop())
                size += batch[-1][1].size
            asked = "".join(f"{blob.identity}\n" for _, blob in batch).encode()
            told = self._git("cat-file", "--batch", content=asked)
            if told is None:
                raise BadCall(f"git cannot read {batch[0][0]}{self._shallow()}")
            start = 0
            for name, blob in batch:
                end = told.find(b"\n", start)
                if told[start:end].split()[1:] != [b"blob", str(blob.size).encode()]:
                    raise BadCall(f"git does not hold {name}, which the commit names{self._shallow()}")
                yield name, told[end + 1 : end + 1 + blob.size]
                start = end + blob.size + 2

    def _relative(self, path: str) -> str:
        """Return the path from the working directory; empty for what lies outside it."""
        if not self.prefix:
            return path
        return path[len(self.prefix) + 1 :] if path.startswith(f"{self.prefix}/") else ""

    def _near(self, ref: str) -> str:
        told = self._git("for-each-ref", f"--count={_NEAR}", "--format=%(refname:short)")
        names = (told or b"").decode("utf-8", "replace").split()
        elsewhere = [name for name in names if name.endswith(f"/{ref}")]
        return f"; did you mean {elsewhere[0]!r}?" if elsewhere else did_you_mean(ref, names)

    def _shallow(self) -> str:
        if (self._git("rev-parse", "--is-shallow-repository") or b"").strip() != b"true":
            return ""
        return "; this clone is shallow: fetch what is missing ('git fetch --unshallow'; in GitHub's checkout, 'fetch-depth: 0')"

    def _git(self, *words: str, content: bytes = b"") -> bytes | None:
        """Return what git writes, None where it fails; raises `ProgramMissing` without git and `BadCall` where it hangs."""
        try:
            return self._run(["git", "--no-optional-locks", "--literal-pathspecs", *words], content, _SECONDS)
        except FileNotFoundError:
            raise ProgramMissing("git is not on this machine; install it, or name two folders or files") from None
        except TimeoutError:
            raise BadCall(f"git did not end within {_SECONDS:g} s; name the paths that matter, behind --") from None
        except ChildProcessError:
            return None


class Revision:
    """The files of a commit at the given paths, read as a `Workspace` reads those of the disk, and under the same names.

    `documents` are those read; `loaded` is what they say.
    """

    def __init__(self, repository: Repository, ref: str, paths: Sequence[str]) -> None:
        self.documents: dict[str, Document] = {}
        self._repository = repository
        self._ref = ref
        self._within = tuple(_inside(path) for path in paths or (".",))
        self._blobs = repository.blobs(repository.commit(ref))
        self._read: dict[str, bytes] = {}
        self._found: set[str] = set()

    def holds(self, path: str) -> bool:
        """Tell whether the commit has a file or a folder at `path`."""
        name = _inside(path)
        return not name or any(each == name or each.startswith(f"{name}/") for each in self._blobs)

    def load(self, parameters: Mapping[str, Mapping[str, Any]]) -> Loaded:
        """Return what the files say together, under the `parameters` of importers, by name; where there are none, nothing."""
        documents = [self._document(name) for name in self._names()]
        loaded = load(documents, self._neighbour, parameters, frozenset(self._found))
        for name in self._found.intersection(loaded.skipped):
            del self.documents[name]
        return loaded

    def _neighbour(self, path: str) -> Document:
        """Return the document of a file that another one refers to; `ReadRefused` outside the folder, and what is no file."""
        name = normpath(path)
        self._found.discard(name)
        if name.startswith(_OUTSIDE):
            raise ReadRefused("it lies outside the folders that were given")
        if name not in self._blobs:
            raise ReadRefused("it is not there")
        return self._document(name)

    def _document(self, name: str) -> Document:
        if name not in self.documents:
            content = self._read.pop(name) if name in self._read else self._content(name)
            folder = basename(dirname(name)) or self._repository.folder
            self.documents[name] = read_document(name, content, folder)
        return self.documents[name]

    def _content(self, name: str) -> bytes:
        blob = self._blobs[name]
        if blob.size > LONGEST_LIST:
            raise BadCall(f"{name} of {self._ref} is larger than {LONGEST_LIST // 1024**2} MiB; split it by system")
        return dict(self._repository.contents({name: blob}))[name]

    def _names(self) -> Iterator[str]:
        """Yield what is looked for at the paths, and read all of it on the way: git is asked a few times, not once a file."""
        named = {name for name in self._blobs if name in self._within}
        met = {name for name in self._blobs if name not in named and self._is_met(name)}
        if len(met) > MOST_FILES:
            raise BadCall(f"{self._ref} holds more than {MOST_FILES} YAML files; name the folders that matter, behind --")
        small = {name: blob for name in sorted(named | met) if (blob := self._blobs[name]).size <= LONGEST_LIST}
        self._read = dict(self._repository.contents(small))
        for name in sorted(named | met):
            if name in named or not name.endswith(".xml") or TREES_IN_XML in self._read.get(name, b"")[:HEAD]:
                self._found.update(met.intersection([name]))
                yield name

    def _is_met(self, name: str) -> bool:
        inside = (name.removeprefix(f"{folder}/") for folder in self._within if not folder or name.startswith(f"{folder}/"))
        return any(is_looked_for(path) for path in inside)


def _inside(path: str) -> str:
    """Return the path from the top of what is read, empty for all of it; raises `BadCall` for what lies outside."""
    name = normpath(path)
    if name.startswith(_OUTSIDE):
        raise BadCall(f"{path!r} lies outside the working directory, from which a commit is read; change to a folder above it")
    return "" if name == "." else name
