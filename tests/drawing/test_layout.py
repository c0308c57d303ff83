"""From DOT to a picture, with a program that does as it is told."""

import pytest

from sosgraph.drawing.layout import FEWEST, FORMATS, LARGE, picture
from sosgraph.errors import BadCall, ProgramMissing


class Program:
    """Answers with what it was given, or fails as often as it is told."""

    def __init__(self, *failures: Exception) -> None:
        self.failures = list(failures)
        self.calls: list[tuple[list[str], float]] = []

    def __call__(self, argv: list[str], text: bytes, seconds: float) -> bytes:
        self.calls.append((argv, seconds))
        if self.failures:
            raise self.failures.pop(0)
        return b"drawn " + text


def arrows(number: int) -> str:
    return "digraph {\n" + "n1 -> n2;\n" * number + "}\n"


@pytest.mark.parametrize(("number", "straight"), [(1, False), (LARGE - 1, False), (LARGE, True)])
def test_larger_pictures_are_laid_out_with_less_care(number: int, straight: bool) -> None:
    """Curves while they are affordable, then straight lines."""
    run = Program()
    assert picture(lambda boxes: arrows(number), 100, "svg", run) == b"drawn " + arrows(number).encode()
    ((argv, _),) = run.calls
    assert (argv[0], "-Gsplines=line" in argv, "-Tsvg" in argv) == ("dot", straight, True)


def test_a_pdf_does_not_say_when_it_was_drawn() -> None:
    """The same picture is the same bytes, and no byte moves."""

    def drawing(argv: list[str], content: bytes, seconds: float) -> bytes:
        return b"<< /CreationDate (D:20261123024847Z) >>"

    assert picture(str, 1, "pdf", drawing) == b"<< /CreationDate (D:19700101000000Z) >>"


def test_what_takes_too_long_is_folded_further() -> None:
    """Half as many boxes, and again half: a coarse picture is better than none."""
    run = Program(TimeoutError(), TimeoutError())
    assert picture(str, 100, "png", run, 10.0) == b"drawn 25"
    assert [seconds for _, seconds in run.calls] == [10.0] * 3


def test_a_layout_that_never_ends_is_a_bad_call_with_advice() -> None:
    """After ever fewer boxes; it names the limit and what to do."""
    run = Program(*[TimeoutError()] * 9)
    with pytest.raises(BadCall, match=rf"did not end within 20 s, even for {FEWEST} boxes; draw fewer files at a time"):
        picture(str, 100, "svg", run)
    assert len(run.calls) == 5


@pytest.mark.parametrize("most", [1, FEWEST - 1, FEWEST, 15])
def test_never_more_boxes_than_asked_for(most: int) -> None:
    """Few from the beginning are tried once; the last try is of few."""
    run = Program(*[TimeoutError()] * 9)
    tried: list[int] = []
    with pytest.raises(BadCall, match=rf"even for {min(most, FEWEST)} boxes"):
        picture(lambda boxes: tried.append(boxes) or "", most, "svg", run)
    assert tried == ([most, FEWEST] if most > FEWEST else [most])


def test_a_missing_program_is_named_with_the_way_to_get_it() -> None:
    """The message says what to install, and what works without."""
    with pytest.raises(ProgramMissing, match=r"'dot' is not on this machine; install it \(apt-get install graphviz.*-f mermaid"):
        picture(str, 100, "svg", Program(FileNotFoundError()))


def test_a_complaint_is_passed_on() -> None:
    """What Graphviz says is part of the message."""
    with pytest.raises(BadCall, match="could not draw the pdf: syntax error in line 1"):
        picture(str, 100, "pdf", Program(ChildProcessError("syntax error in line 1")))


def test_unknown_formats_are_refused() -> None:
    """There are three."""
    with pytest.raises(BadCall, match="'gif' is no format of pictures; choose one of svg, png, pdf"):
        picture(str, 100, "gif", Program())
    assert FORMATS == ("svg", "png", "pdf")
