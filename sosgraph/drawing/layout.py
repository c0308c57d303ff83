"""From DOT to a picture: with which care Graphviz lays it out, for how long, and what to say when it does not work."""

import re
from collections.abc import Callable, Iterator

from sosgraph.errors import BadCall, ProgramMissing

FORMATS = ("svg", "png", "pdf")

LARGE = 250
"""Arrows from which `dot` gets straight lines and fewer rounds."""

TIME_LIMIT_S = 20.0
"""For one try; then the picture is folded to half as many boxes."""

FEWEST = 10
"""Boxes that Graphviz lays out in any time at all."""

_DATE = re.compile(rb"(?<=/CreationDate \(D:)\d{14}")
_NO_DATE = b"19700101000000"  # as long, or the places written at the end of a PDF were wrong

_CAREFUL = ("dot",)
_QUICK = ("dot", "-Gsplines=line", "-Gnslimit=1", "-Gnslimit1=1", "-Gmclimit=0.3")

Run = Callable[[list[str], bytes, float], bytes]
"""`run(argv, input, seconds)` returns what the program writes.

It raises FileNotFoundError (no such program), TimeoutError (ended by the time limit), or ChildProcessError with what the
program complained of.
"""


def picture(drawn: Callable[[int], str], most: int, format: str, run: Run, time_limit_s: float = TIME_LIMIT_S) -> bytes:
    """Return the picture of `drawn(most)`, the DOT text of at most so many boxes, in one of `FORMATS`, drawn by Graphviz.

    Where that does not end within `time_limit_s`, of half as many boxes, and so on: a coarse picture is better than none.
    Raises `ProgramMissing` where Graphviz is not installed and `BadCall` where it fails.
    """
    if format not in FORMATS:
        raise BadCall(f"{format!r} is no format of pictures; choose one of {', '.join(FORMATS)}")
    for boxes in _fewer_and_fewer(most):
        try:
            return _laid_out(drawn(boxes), format, run, time_limit_s)
        except TimeoutError:
            continue
    raise BadCall(
        f"Graphviz did not end within {time_limit_s:g} s, even for {boxes} boxes; draw fewer files at a time, or ask for -f dot "
        "and lay it out yourself"
    )


def _laid_out(dot_text: str, format: str, run: Run, time_limit_s: float) -> bytes:
    layout = _QUICK if dot_text.count(" -> ") >= LARGE else _CAREFUL
    resolution = ("-Gdpi=144",) if format == "png" else ()
    try:
        drawn = run([*layout, f"-T{format}", *resolution], dot_text.encode(), time_limit_s)
    except FileNotFoundError:
        raise ProgramMissing(
            "Graphviz's program 'dot' is not on this machine; install it (apt-get install graphviz, "
            "brew install graphviz, winget install graphviz), or ask for -f html, -f report-markdown, -f mermaid or -f dot, "
            "which do without it"
        ) from None
    except ChildProcessError as failure:
        raise BadCall(f"Graphviz could not draw the {format}: {failure}") from failure
    return _DATE.sub(_NO_DATE, drawn) if format == "pdf" else drawn


def _fewer_and_fewer(most: int) -> Iterator[int]:
    yield most
    while most > FEWEST:
        most = max(FEWEST, most // 2)
        yield most
