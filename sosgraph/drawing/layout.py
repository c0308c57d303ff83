"""From DOT to a picture: which of Graphviz's layouts, with which limits, and what to say when it does not work."""

from collections.abc import Callable

from sosgraph.errors import BadCall, ProgramMissing

FORMATS = ("svg", "png", "pdf")

LARGE, HUGE = 400, 1500
"""Arrows from which `dot` gets straight lines and fewer rounds, and from which it never ends and `sfdp` takes over."""

TIME_LIMIT_S = 60.0

_CAREFUL = ("dot",)
_QUICK = ("dot", "-Gsplines=line", "-Gnslimit=1", "-Gnslimit1=1", "-Gmclimit=0.3")
_SPRINGS = ("sfdp", "-Goverlap=prism", "-Gsplines=line", "-Goutputorder=edgesfirst")

Run = Callable[[list[str], bytes, float], bytes]
"""`run(argv, input, seconds)` returns what the program writes.

It raises FileNotFoundError (no such program), TimeoutError (ended by the time limit), or ChildProcessError with what the
program complained of.
"""


def picture(dot_text: str, format: str, run: Run, time_limit_s: float = TIME_LIMIT_S) -> bytes:
    """Return the picture of a DOT text in one of `FORMATS`, drawn by Graphviz within `time_limit_s` seconds.

    Raises `ProgramMissing` where Graphviz is not installed and `BadCall` where it does not end in time or fails. Where
    `dot` does not end in its part of the time, `sfdp` draws: an uglier picture is better than none.
    """
    if format not in FORMATS:
        raise BadCall(f"{format!r} is no format of pictures; choose one of {', '.join(FORMATS)}")
    layouts = _layouts(dot_text.count(" -> "))
    resolution = ("-Gdpi=144",) if format == "png" and len(layouts) > 1 else ()
    for layout in layouts:
        try:
            return run([*layout, f"-T{format}", *resolution], dot_text.encode(), time_limit_s / len(layouts))
        except TimeoutError:
            continue
        except FileNotFoundError:
            raise ProgramMissing(
                f"Graphviz's program {layout[0]!r} is not on this machine; install it (apt-get install graphviz, "
                "brew install graphviz, winget install graphviz), or ask for -f dot or -f mermaid, which need nothing"
            ) from None
        except ChildProcessError as failure:
            raise BadCall(f"Graphviz could not draw the {format}: {failure}") from failure
    raise BadCall(
        f"Graphviz did not end within {time_limit_s:g} s; draw fewer files at a time, or ask for -f dot and lay it out yourself"
    )


def _layouts(edges: int) -> tuple[tuple[str, ...], ...]:
    if edges >= HUGE:
        return (_SPRINGS,)
    return (_QUICK if edges >= LARGE else _CAREFUL, _SPRINGS)
