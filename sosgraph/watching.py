"""The same again whenever a file changes.

By asking the disk twice a second, not by events of the operating system: it needs no library, and works over network mounts
and in containers, where events are lost.
"""

import gc
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from sosgraph.errors import BadCall, SosgraphError
from sosgraph.escaping import terminal
from sosgraph.fingerprint import fingerprints
from sosgraph.renderers.concise import line
from sosgraph.report import Report
from sosgraph.workspace import MOST_FILES, PASSED_OVER

INTERVAL_S = 0.5
"""How long to wait between two looks at the files."""
_CLEAR = "\x1b[2J\x1b[3J\x1b[H"

_MOST = 10  # findings that are told as new, and as many as gone
State = Mapping[str, tuple[int, int]]


class Since:
    """What is found now and was not, and what is found no more: the end of a long list is what people look at."""

    def __init__(self) -> None:
        self._before: Mapping[str, str] | None = None

    def lines(self, report: Report) -> tuple[str, ...]:
        """Return a line for each finding that is new, then for each that is gone, since the report of the last call."""
        now = dict(zip(fingerprints(report), (line(report, finding) for finding in report.findings), strict=True))
        before, self._before = self._before, now
        if before is None:
            return ()
        new = [words for mark, words in now.items() if mark not in before]
        gone = [words for mark, words in before.items() if mark not in now]
        return (*_listed("new", new), *_listed("gone", gone)) or ("nothing is new, nothing is gone",)


def _listed(word: str, lines: Sequence[str]) -> Iterator[str]:
    yield from (f"{word}: {each}" for each in lines[:_MOST])
    if len(lines) > _MOST:
        yield f"{word}: {len(lines) - _MOST:,} more"


def watch(paths: Sequence[str], run: Callable[[], None], besides: Callable[[], Iterable[str]], written: Iterable[str]) -> None:
    """Call `run` now, and again whenever a file at `paths`, beside them or among `besides` changes; ends the program on Ctrl-C.

    What is `written` by it does not count. What `run` raises as an exit status is passed over, what it refuses is said. Raises
    `BadCall` where standard input is to be watched, or what is not there, or more than 10,000 files.
    """
    if "-" in paths:
        raise BadCall("standard input does not change; name the files to watch")
    for path in paths:
        if not os.path.lexists(path):
            raise BadCall(f"there is no file or folder {path!r} to watch")
    apart = {os.path.realpath(path) for path in written}
    try:
        while True:
            seen = _state(paths, besides, apart)
            _run(run, len(seen))
            _wait(seen, lambda: _state(paths, besides, apart))
    except KeyboardInterrupt:
        raise SystemExit(0) from None


def _run(run: Callable[[], None], count: int) -> None:
    if sys.stdout.isatty():
        sys.stdout.write(_CLEAR)
    try:
        run()
    except SystemExit:
        pass
    except SosgraphError as mistake:
        sys.stderr.write(f"sosgraph: {terminal(str(mistake))}\n")
    gc.unfreeze()  # what a run keeps to its end is given back: another one follows
    gc.collect()
    sys.stderr.write(f"sosgraph: watching {count:,} file{'' if count == 1 else 's'}; Ctrl-C ends\n")
    sys.stderr.flush()


def _wait(seen: State, state: Callable[[], State]) -> None:
    """Wait until something has changed, and then until nothing does any more: editors write in several steps."""
    before, now = seen, seen
    while now == seen or now != before:
        time.sleep(INTERVAL_S)
        before, now = now, state()


def _state(paths: Sequence[str], besides: Callable[[], Iterable[str]], apart: set[str]) -> State:
    state: dict[str, tuple[int, int]] = {}
    for path in (*_files(paths), *besides()):
        if os.path.realpath(path) not in apart:
            try:
                found = os.stat(path)
            except OSError:
                continue  # gone since it was listed
            state[path] = (found.st_mtime_ns, found.st_size)
            if len(state) > MOST_FILES:
                raise BadCall(f"more than {MOST_FILES} files are too many to watch; name the folders that matter")
    return state


def _files(paths: Sequence[str]) -> Iterator[str]:
    """Yield the files below the folders given, and those beside the files given: what may be read of them."""
    for path in paths or (".",):
        deep = os.path.isdir(path)
        for here, folders, files in os.walk(path if deep else os.path.dirname(path) or "."):
            folders[:] = [name for name in folders if deep and not name.startswith(".") and name not in PASSED_OVER]
            yield from (os.path.join(here, name) for name in files)
