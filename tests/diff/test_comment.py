"""What a comment shows, folds and leaves out."""

from sosgraph.diff.comment import MARKER, comment
from sosgraph.renderers.markdown import render
from sosgraph.report import Report
from sosgraph.table import Column, Table

COLUMNS = (Column("what"),)


def table(name: str, rows: int, text: str = "x") -> Table:
    """Return a table of so many rows."""
    return Table(name, name, COLUMNS, tuple((text,) for _ in range(rows)), lead=f"lead of {name}")


def test_the_verdict_and_the_promises_are_open() -> None:
    """The rest is folded."""
    text = comment(Report(tables=(table("diff", 2), table("diff-promises", 3), table("diff-cycles", 1))), render)
    assert text.startswith(f"{MARKER}\n\n### diff\n\nlead of diff\n\n| what |")
    assert text.count("<details>") == text.count("</details>") == 1 and "<summary>diff-cycles (1 row)</summary>" in text


def test_many_changes_are_folded_too() -> None:
    """Their verdict is not."""
    text = comment(Report(tables=(table("diff", 11),)), render)
    assert text.startswith(f"{MARKER}\n\n### diff\n\nlead of diff\n\n<details>")


def test_nothing_is_a_short_comment() -> None:
    """Without the head of an empty table."""
    assert comment(Report(tables=(table("diff", 0),)), render) == f"{MARKER}\n\n### diff\n\nlead of diff\n"


def test_it_is_never_longer_than_a_comment_may_be() -> None:
    """And says what is missing."""
    tables = (table("diff", 2), table("diff-promises", 200, "y" * 2000), table("diff-cycles", 900, "z" * 90))
    text = comment(Report(tables=tables), render)
    assert len(text) < 65_536 and "no room here for" in text and "There is no room here for 1 more table" in text
