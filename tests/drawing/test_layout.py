"""From DOT to a picture, with a program that does as it is told."""

import pytest

from sosgraph.drawing.layout import FORMATS, HUGE, LARGE, picture
from sosgraph.errors import BadCall, ProgramMissing


class Program:
    """Answers with the way it was called, or fails for the named programs."""

    def __init__(self, **failures: Exception) -> None:
        self.failures = failures
        self.calls: list[tuple[list[str], float]] = []

    def __call__(self, argv: list[str], text: bytes, seconds: float) -> bytes:
        self.calls.append((argv, seconds))
        if argv[0] in self.failures:
            raise self.failures[argv[0]]
        return b"drawn " + text


def dot_text(edges: int) -> str:
    return "digraph {\n" + "n1 -> n2;\n" * edges + "}\n"


@pytest.mark.parametrize(
    ("edges", "program", "straight"), [(1, "dot", False), (LARGE - 1, "dot", False), (LARGE, "dot", True), (HUGE, "sfdp", True)]
)
def test_larger_pictures_are_laid_out_with_less_care(edges: int, program: str, straight: bool) -> None:
    """Curves while they are affordable, then straight lines, then springs."""
    run = Program()
    assert picture(dot_text(edges), "svg", run) == b"drawn " + dot_text(edges).encode()
    ((argv, _),) = run.calls
    assert (argv[0], "-Gsplines=line" in argv) == (program, straight)
    assert "-Tsvg" in argv


def test_springs_take_over_within_the_time_limit() -> None:
    """When dot does not end, sfdp draws, and both together have the time that was given."""
    run = Program(dot=TimeoutError())
    assert picture(dot_text(1), "png", run, 10.0).startswith(b"drawn")
    assert [argv[0] for argv, _ in run.calls] == ["dot", "sfdp"]
    assert sum(seconds for _, seconds in run.calls) == 10.0


def test_a_layout_that_does_not_end_is_a_bad_call_with_advice() -> None:
    """It names the limit and what to do."""
    with pytest.raises(BadCall, match=r"did not end within 60 s; draw fewer files at a time"):
        picture(dot_text(1), "svg", Program(dot=TimeoutError(), sfdp=TimeoutError()))


def test_a_missing_program_is_named_with_the_way_to_get_it() -> None:
    """The message says what to install, and what works without."""
    with pytest.raises(ProgramMissing, match=r"'dot' is not on this machine; install it \(apt-get install graphviz.*-f mermaid"):
        picture(dot_text(1), "svg", Program(dot=FileNotFoundError()))


def test_a_complaint_is_passed_on() -> None:
    """What Graphviz says is part of the message."""
    with pytest.raises(BadCall, match="could not draw the pdf: syntax error in line 1"):
        picture("nonsense", "pdf", Program(dot=ChildProcessError("syntax error in line 1")))


def test_unknown_formats_are_refused() -> None:
    """The message lists the known ones, and nothing is run."""
    run = Program()
    with pytest.raises(BadCall, match=", ".join(FORMATS)):
        picture(dot_text(1), "jpeg", run)
    assert run.calls == []
