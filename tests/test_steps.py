"""A finding's further places as numbered steps."""

from sosgraph.finding import Finding, Note
from sosgraph.report import Report
from sosgraph.source import Pointer
from sosgraph.steps import step_lines, steps
from tests.renderers.specimens import specimen


def finding(*branches: int) -> Finding:
    return Finding(Pointer("a"), "m", tuple(Note(Pointer("a"), f"n{index}", branch) for index, branch in enumerate(branches)))


def test_paths_and_steps_are_numbered_where_there_are_several() -> None:
    """One branch is no *path 1*, and one note of a branch is no *1.*."""
    assert [step[:2] for step in steps(finding())] == []
    assert [step[:2] for step in steps(finding(5))] == [(0, 0)]
    assert [step[:2] for step in steps(finding(1, 2))] == [(0, 0), (0, 0)]
    assert [step[:2] for step in steps(finding(1, 1))] == [(0, 1), (0, 2)]
    assert [step[:2] for step in steps(finding(7, 9, 9))] == [(1, 0), (2, 1), (2, 2)]


def test_lines_name_their_paths() -> None:
    """Each path once, before its steps, each step with its place where it is written anywhere."""
    assert list(step_lines(specimen(), specimen().findings[1]))[3:5] == [
        "path 2",
        "1. web uses search (architectures/shop.yaml:7:9)",
    ]
    assert list(step_lines(Report(), Finding(Pointer(""), "m", (Note(Pointer(""), "x\ny"),)))) == ["x y"]
