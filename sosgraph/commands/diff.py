"""sosgraph diff: what changed between two versions, in meaning and in answers."""

import os
from collections.abc import Callable, Sequence
from posixpath import normpath
from typing import Any

import click

from sosgraph import catalog
from sosgraph.commands import Command
from sosgraph.diff.comment import comment
from sosgraph.diff.comparison import compared
from sosgraph.diff.findings import Side
from sosgraph.diff.tables import tables
from sosgraph.document import Document
from sosgraph.errors import BadCall, NothingReadable
from sosgraph.escaping import system_name
from sosgraph.frozen import dataclass, replace
from sosgraph.invocation import CONFIG, OUTPUT, Deadline, cut_short, format_option, policy_for, progress_shown, show
from sosgraph.lint import lint
from sosgraph.load import Loaded
from sosgraph.model.architecture import Architecture
from sosgraph.patience import waiting_until
from sosgraph.policy import Policy
from sosgraph.report import Report
from sosgraph.revision import Repository, Revision
from sosgraph.summary import plural
from sosgraph.table import Table
from sosgraph.workspace import Workspace, kept_to_the_end, run, without_collector, write

HELP = """Say what changed from BASE to HEAD: in meaning (components, dependencies, promises) and in answers (composites, cycles,
what redundancy shares, single points of failure, blast radii, findings), and which change did it.

Each is a folder or a file, where there is one of that name, else a git ref. Without HEAD the files of the working directory
are meant. Words behind -- are paths; of commits and of the working directory only these are read.

Exit status: 0 fine, 1 worse and --fail-on worse, 2 nothing readable or a bad call, 3 internal error.
"""
_HERE = "the working tree"
_NOTHING = Loaded(Architecture(), (), ())


class WithPaths(click.Command):
    """A command that is handed as `paths` the words behind `--`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the words before `--` as usual, and leave those behind it alone."""
        end = args.index("--") if "--" in args else len(args)
        ctx.params["paths"] = tuple(args[end + 1 :])
        return super().parse_args(ctx, args[:end])


def _diff(
    base: str,
    head: str | None,
    paths: tuple[str, ...],
    further: tuple[str, ...],
    format: str,
    output: str | None,
    config: str | None,
    fail_on: str | None,
) -> None:
    if further:
        raise BadCall(
            f"{further[0]!r} is a third version, and two are compared; where it is a path, "
            f"write 'sosgraph diff {base} {head} -- {' '.join((*further, *paths))}'"
        )
    versions = _versions(base, head, paths)
    policy = policy_for(paths if head is None or not os.path.lexists(head) else (head,), config)
    deadline = Deadline()
    with without_collector(), progress_shown(), waiting_until(deadline):
        before, after = (version.read(policy) for version in versions)
        if not before.read and not after.read:
            names = " and none in ".join(version.name for version in versions)
            raise NothingReadable(f"no architecture in {names}; name the folders that hold one")
        sides = _linted(versions, (before, after), policy)
        found = compared(*sides)
        kept_to_the_end()
    told = cut_short(_with_reservations(tables(found), sides, (before, after)), deadline)
    report = Report(after.architecture, sides[1].report.documents, tables=told)
    if format == "markdown":
        render = catalog.find("renderers", format).render
        write(comment(report, render).encode("utf-8", "backslashreplace"), output, report.documents)
    else:
        show(report, format, output)
    readable = before.understood and after.understood
    raise SystemExit(2 if not readable else int(fail_on is not None and bool(told[0].facts["worse"])))


@dataclass(frozen=True, slots=True)
class _Version:
    """One of the two: what people call it, its files (None: there are none), and what `Side` says of them."""

    name: str
    files: Workspace | Revision | None
    alike: Callable[[str], str] = str
    called: frozenset[str] = frozenset()

    def read(self, policy: Policy) -> Loaded:
        """Return what the files say; nothing where there is none, as before the first and after the last."""
        try:
            return _NOTHING if self.files is None else self.files.load(policy.importers)
        except NothingReadable:
            return _NOTHING

    def documents(self, loaded: Loaded) -> dict[str, Document]:
        """Return the documents that were read."""
        return {} if self.files is None or loaded is _NOTHING else self.files.documents

    def texts(self) -> dict[str, str]:
        """Return what stands in the files."""
        return {} if self.files is None else {self.alike(name): each.text for name, each in self.files.documents.items()}


def _versions(base: str, head: str | None, paths: Sequence[str]) -> tuple[_Version, _Version]:
    """Return the two versions, not yet read; raises `BadCall` for what cannot be compared."""
    on_disk = [word is not None and os.path.lexists(word) for word in (base, head)]
    if on_disk[0] and (on_disk[1] or head is None):
        if paths:
            raise BadCall("paths behind -- are of commits and the working tree; name the folders themselves as BASE and HEAD")
        if head is None and _is_inside(base):
            raise BadCall(
                f"{base!r} is a path in the working tree, with which it would be compared; name HEAD too, "
                f"or write 'sosgraph diff HEAD -- {base}' for what changed there since the last commit"
            )
        return _at(base, base), _at(head or ".", head or _HERE)
    if head is not None and any(on_disk):
        path, ref = (base, head) if on_disk[0] else (head, base)
        raise BadCall(
            f"{path!r} is a path, and {ref!r} is none; write 'sosgraph diff {ref} -- {path}', or the ref in full (refs/heads/…)"
        )
    return _of_refs(base, head, paths)


def _at(path: str, name: str) -> _Version:
    whole = normpath(path.replace(os.sep, "/"))
    alone = not os.path.isdir(path)

    def alike(document: str) -> str:
        return "" if alone and document == whole else document.removeprefix(f"{whole}/")

    real = os.path.realpath(path)
    folder = os.path.basename(os.path.dirname(real) if alone else real)
    return _Version(name, Workspace([path]), alike, frozenset((folder, system_name(path)) if alone else (folder,)))


def _of_refs(base: str, head: str | None, paths: Sequence[str]) -> tuple[_Version, _Version]:
    repository = Repository(run)
    revisions = [Revision(repository, word, paths) for word in (base, head) if word is not None]
    there = [path for path in paths if head is None and os.path.lexists(path)]
    for path in paths:
        if path not in there and not any(revision.holds(path) for revision in revisions):
            raise BadCall(f"there is no file or folder {path!r}, neither before nor after")
    before = _Version(base, revisions[0])
    if head is not None:
        return before, _Version(head, revisions[1])
    return before, _Version(_HERE, Workspace(there, repository.uncommitted()) if there or not paths else None)


def _linted(versions: Sequence[_Version], loaded: Sequence[Loaded], policy: Policy) -> tuple[Side, Side]:
    """Return the versions with what the rules find; where nothing differs but names of files, they run once."""
    sides: list[Side] = []
    for version, each in zip(versions, loaded, strict=True):
        same = bool(sides) and versions[0].texts() == version.texts()
        report = sides[0].report if same else lint(each, version.documents(each), policy)
        sides.append(Side(version.name, report, sides[0].alike if same else version.alike, version.called))
    return sides[0], sides[1]


def _is_inside(path: str) -> bool:
    here, there = os.path.realpath("."), os.path.realpath(path)
    return there == here or there.startswith(here.rstrip(os.sep) + os.sep)


def _with_reservations(found: Sequence[Table], sides: Sequence[Side], read: Sequence[Loaded]) -> tuple[Table, ...]:
    """Return the tables; the first one with a note for each version that is empty, or that could not be read as a whole."""
    notes = []
    for side, loaded in zip(sides, read, strict=True):
        if not loaded.read:
            notes.append(f"no architecture in {side.name}")
        if loaded.findings:
            notes.append(f"{plural(len(loaded.findings), 'mistake')} in the input of {side.name}: compared is what could be read")
    first, *others = found
    return (replace(first, notes=(*notes, *first.notes)), *others)


def _build() -> click.Command:
    params: list[Any] = [
        click.Argument(["base"], type=click.Path()),
        click.Argument(["head"], required=False, type=click.Path()),
        click.Argument(["further"], nargs=-1, metavar="[-- PATH...]"),
        format_option("tables", "text"),
        OUTPUT,
        CONFIG,
        click.Option(["--fail-on"], type=click.Choice(["worse"]), help="Exit 1 where HEAD is worse."),
    ]
    return WithPaths("diff", callback=_diff, params=params, help=HELP)


COMMAND = Command(name="diff", summary="what changed between two versions, in meaning and in answers", build=_build)
