"""Run the program: `sosgraph`, or `python -m sosgraph`."""

import gc
import os
import sys

_FULL = 100_000  # new objects before garbage is looked for: what a program loads all stays, and 700 of it are soon made


def main() -> None:
    """Run the program with the words of the command line, and end with its exit status.

    0 fine, 1 findings, 2 nothing readable or a bad call, 3 a fault of sosgraph itself.
    """
    gc.set_threshold(_FULL)
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
        if os.environ.get("SOSGRAPH_TRACEBACK"):
            raise
        sys.stderr.write(f"sosgraph: internal error: {type(fault).__name__}: {_printable(str(fault))}\n")
        sys.stderr.write("this is a fault of sosgraph; please report it with the output under SOSGRAPH_TRACEBACK=1\n")
        raise SystemExit(3) from None


def _printable(text: str) -> str:
    from sosgraph.escaping import terminal

    return terminal(text)


if __name__ == "__main__":
    main()
