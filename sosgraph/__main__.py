"""Run the program: `sosgraph`, or `python -m sosgraph`."""

import errno
import gc
import os
import sys

_FULL = 100_000  # new objects before garbage is looked for: what a program loads all stays, and 700 of it are soon made
_UNWRITABLE = {errno.EBADF, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.ENOSPC}
"""Why standard output, which has no file name, cannot be written; that its reader has left is no mistake."""
_WITH_WORK_LEFT = {"concurrent.futures", "logging", "multiprocessing"}
"""What tidies up when an interpreter ends, if it was loaded."""


def run() -> None:
    """Run `main` as all that a process does, which then ends at once: a twentieth of a short run is taking its objects apart."""
    try:
        main()
    except SystemExit as end:
        for stream in (sys.stdout, sys.stderr):
            try:
                if not stream.closed:
                    stream.flush()
            except OSError:  # that it cannot be written was said; whoever tries again at the end shall not say so, too
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if not isinstance(end.code, int) or not _WITH_WORK_LEFT.isdisjoint(sys.modules):
            raise
        os._exit(end.code)


def main() -> None:
    """Run the program with the words of the command line, and end with its exit status.

    0 fine, 1 findings, 2 nothing readable or a bad call, 3 a fault of sosgraph itself.
    """
    gc.set_threshold(_FULL)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by who called: nobody reads it
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
    from sosgraph.command_line import program
    from sosgraph.errors import SosgraphError

    try:
        program()(prog_name="sosgraph")
    except SosgraphError as mistake:
        sys.stderr.write(f"sosgraph: {_printable(str(mistake))}\n")
        raise SystemExit(2) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # the reader has seen enough; nothing is left to say
        raise SystemExit(0) from None
    except (Exception, RecursionError) as fault:
        if isinstance(fault, OSError) and fault.errno in _UNWRITABLE and not fault.filename:
            sys.stderr.write(f"sosgraph: standard output cannot be written: {fault.strerror}\n")
            raise SystemExit(2) from None
        if os.environ.get("SOSGRAPH_TRACEBACK"):
            raise
        sys.stderr.write(f"sosgraph: internal error: {type(fault).__name__}: {_printable(str(fault))}\n")
        sys.stderr.write("this is a fault of sosgraph; please report it with the output under SOSGRAPH_TRACEBACK=1\n")
        raise SystemExit(3) from None


def _printable(text: str) -> str:
    from sosgraph.escaping import terminal

    return terminal(text)


if __name__ == "__main__":
    run()
