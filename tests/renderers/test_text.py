"""The text renderer: carets, paths, aligned tables, a last line that sums up."""

from dataclasses import replace

import pytest
from click import unstyle
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from sosgraph.document import Document
from sosgraph.escaping import terminal
from sosgraph.finding import Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.renderers.text import RENDERER
from sosgraph.renderers.text.width import cut, width
from sosgraph.report import Report
from sosgraph.source import Pointer, Span
from sosgraph.table import Column, Table
from tests.renderers.specimens import HOSTILE, golden, hostile, specimen


def shown(report: Report) -> str:
    return unstyle(RENDERER.render(report))


def at(line: int, column: int, end: int, document: str = "a.yaml") -> Pointer:
    return Pointer(document, (Span(line, column, line, end),))


def report_on(text: str, *findings: Finding) -> Report:
    return Report(documents={"a.yaml": Document("a.yaml", text)}, findings=findings)


def test_looks_as_agreed() -> None:
    """Findings with carets and numbered paths, a table, the assumption and the summary."""
    text = shown(specimen())
    assert text == golden("text", "specimen.txt", text)


def test_same_report_same_bytes() -> None:
    """Two reports made alike are rendered alike."""
    assert RENDERER.render(specimen()) == RENDERER.render(specimen())


def test_every_place_has_a_caret_line() -> None:
    """The main place and every note, also two on one line, and one beyond the first 120 columns of that line."""
    line = "a" * 500
    notes = (Note(at(1, 5, 8), "near"), Note(at(1, 400, 403), "far"), Note(at(3, 1, 4), "below"))
    text = shown(report_on(f"{line}\nb\nccc", Finding(at(1, 1, 3), "m", notes)))
    carets = [line.split("| ")[1] for line in text.splitlines() if "^" in line]
    assert [caret.strip() for caret in carets] == ["^^", "^^^ 1. near", "^^^ 2. far", "^^^ 3. below"]
    assert text.count("-->") == 1 and ":::" not in text, "neighbouring lines of one file share an excerpt"


@given(
    st.text(st.sampled_from("ab \t\u65e5\u0301\x1b\u202e\u200b\U0001f600\xe9"), min_size=1, max_size=30),
    st.sampled_from((0, 100, 1000)),
    st.sampled_from((0, 100, 1000)),
    st.data(),
)
def test_caret_stands_under_its_text(middle: str, before: int, after: int, data: st.DataObject) -> None:
    """Whatever the width of the characters and wherever a long line is cut."""
    start = data.draw(st.integers(0, len(middle) - 1))
    end = data.draw(st.integers(start + 1, len(middle)))
    line = "x" * before + middle + "y" * after
    text = shown(report_on(line + "\nz", Finding(at(1, before + start + 1, before + end + 1), "m")))
    source, caret = (part.partition("|")[2][1:] for part in text.splitlines()[3:5])
    offset, length = len(caret) - len(caret.lstrip()), len(caret.strip())
    expected = "".join("    " if character == "\t" else terminal(character) for character in middle[start:end])
    columns = [character for character in source.ljust(200) for _ in range(width(character))]  # trailing spaces are not written
    under = columns[offset : offset + length]
    assert under == [character for character in expected for _ in range(width(character))][:length] or width(expected) == 0
    assert width(source) <= 122
    assert length == max(1, width(expected)) or width(expected) > 80


@pytest.mark.parametrize("name", HOSTILE)
def test_strangers_names_stay_inert(name: str) -> None:
    """They add no line, and nothing that a terminal would obey or hide."""
    text = shown(hostile(name))
    assert all(line == terminal(line) for line in text.splitlines())
    assert text.count("\n") == shown(hostile("name")).count("\n")


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=40))
def test_no_name_adds_a_line(name: str) -> None:
    """Drawn names, too."""
    table = Table("t", name, (Column("a"), Column("b", "names")), ((name, (name,)),), (name,))
    text = shown(Report(tables=(table,), findings=(Finding(Pointer(""), name, (), "r"),)))
    assert len(text.splitlines()) == text.count("\n") == 8
    assert all(line == terminal(line) for line in text.splitlines())


def test_widths_are_those_of_a_terminal() -> None:
    """Our widths agree with rich's for letters, wide characters and combining marks; a cut text keeps its bound."""
    for text in ("plain", "\u65e5\u672c", "e\u0301", "\uff1d", "\u30c1\u30fc\u30e0 x"):
        assert width(text) == cell_len(text)
        for most in range(2, 8):
            assert width(cut(text, most)) <= most


def test_clean_report_says_so() -> None:
    """No findings, how much was looked at, and what was suppressed."""
    architecture = Architecture({f"s/{n}": Component(f"s/{n}", "s") for n in range(12)}, ("s",))
    documents = {str(n): Document(str(n), "") for n in range(3)}
    assert shown(Report(architecture, documents)) == "no findings (12 components, 3 files)\n"


def test_an_answer_has_no_verdict() -> None:
    """A command that answers a question looked for nothing, so it does not say that it found nothing."""
    table = Table("t", "title", (Column("n", "count"),), ((1,),))
    assert shown(Report(tables=(table,))) == "title\nn\n1\n"
    assert shown(Report(tables=(table,), checked=("r",))).endswith("\n\nno findings (0 components, 0 files)\n")


def test_the_lead_stands_under_the_title() -> None:
    """The answer in a sentence, before the rows."""
    table = Table("t", "title", (Column("n", "count"),), ((1,),), lead="it is one")
    assert shown(Report(tables=(table,))) == "title\nit is one\nn\n1\n"


def test_numbers_are_aligned_to_the_right() -> None:
    """By what the column holds, with wide characters counted as two."""
    table = Table("t", "t", (Column("a"), Column("b", "count"), Column("c")), (("\u65e5\u672c", 7, "x"), ("q", 1234, "y")))
    assert shown(Report(tables=(table,))).splitlines()[1:] == ["a        b  c", "\u65e5\u672c     7  x", "q     1234  y"]


def test_a_table_too_wide_becomes_blocks() -> None:
    """One block a row, and nothing of it cut."""
    columns = tuple(Column(f"column-{n}") for n in range(6))
    lines = shown(Report(tables=(Table("t", "t", columns, (("v" * 50,) * 6, ("w" * 70,) * 6)),))).splitlines()
    assert len(lines) == 1 + 12
    assert lines[1] == f"column 0    {'v' * 50}" and lines[2] == f"  column 1  {'v' * 50}" and lines[-1].endswith(f"  {'w' * 70}")


def test_the_widest_columns_stand_below_their_row() -> None:
    """Where the others fit then, so that numbers can still be compared; one column in four, and never the first."""
    columns = (Column("a" * 30), Column("at"), Column("n", "count"), Column("m", "count"))
    table = Table("t", "t", columns, (("x", "p" * 40, 1, 22), ("y", "q" * 39, 333, 4)))
    assert shown(Report(tables=(table,), width=40)).splitlines()[1:] == [
        f"{'a' * 30}    n   m",
        f"x{' ' * 29}    1  22",
        f"  at  {'p' * 40}",
        f"y{' ' * 29}  333   4",
        f"  at  {'q' * 39}",
    ]
    assert len(shown(Report(tables=(table,), width=35)).splitlines()) == 1 + 8, "what is left is too wide as well"


def test_a_long_cell_is_cut_in_the_middle_at_a_terminal_alone() -> None:
    """Where the table fits then; both ends of a chain say where it leads, and in a file or a wide window all of it stands."""
    chain = " -> ".join(f"component-{number}" for number in range(8))
    table = Table("t", "t", (Column("a"), Column("b", "count")), ((chain, 1),))
    narrow = Report(tables=(table,), width=80)
    whole = [line.strip() for line in shown(narrow).splitlines()]
    assert whole == ["t", f"a    {chain}", "b  1"]
    lines = shown(replace(narrow, terminal=True)).splitlines()
    assert lines[2] == f"{chain[:30]}\u2026{chain[-29:]}  1"
    assert chain in shown(replace(narrow, terminal=True, width=160))
    assert chain in shown(replace(narrow, terminal=True, width=30)), "blocks have room for it"


def test_fewer_names_are_shown_where_a_table_is_too_wide() -> None:
    """As many as fit, before it becomes blocks."""
    names = tuple(f"component-{n}" for n in range(9))
    table = Table("t", "t", (Column("a", "names"), Column("b", "names")), ((names, names[:2]),))
    lines = shown(Report(tables=(table,), width=80)).splitlines()
    assert lines[2] == "component-0, component-1, component-2 and 6 more  component-0, component-1"
    lines = shown(Report(tables=(table,), width=50)).splitlines()
    assert lines[2] == "component-0 and 8 more  component-0, component-1"
    assert len(shown(Report(tables=(table,), width=40)).splitlines()) == 3
    assert shown(Report(tables=(table,), width=40)).splitlines()[1].startswith("a    component-0, component-1, component-2, ")


def test_places_that_cannot_be_shown_are_named() -> None:
    """An unknown document, a line beyond the end, a place nowhere: still a finding, still its words."""
    unknown = Finding(
        at(7, 2, 3, "b.yaml"), "m", (Note(at(9, 1, 2), "beyond"), Note(Pointer(""), "nowhere")), "r", Severity.WARNING
    )
    assert shown(report_on("x", unknown)).splitlines()[:5] == [
        "warning[r]: m",
        " --> b.yaml:7:2".replace("7:2", "1:1"),
        "  |",
        " ::: a.yaml:9:1",
        "  = 1. beyond",
    ]


def test_a_place_of_several_lines_is_underlined_on_its_first() -> None:
    """To the end of that line's text."""
    text = shown(report_on("ab cd  \nef", Finding(Pointer("a.yaml", (Span(1, 4, 2, 3),)), "m")))
    assert text.splitlines()[4] == "  |    ^^"


def test_of_very_many_findings_the_gravest_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order of their places; how many more there are is said, and where."""
    monkeypatch.setattr("sosgraph.renderers.text.MOST", 2)
    weights = (Severity.INFO, Severity.WARNING, Severity.INFO, Severity.ERROR)
    report = Report(findings=tuple(Finding(Pointer(""), f"m{n}", severity=each) for n, each in enumerate(weights)))
    lines = [line for line in shown(report).splitlines() if line]
    assert lines == [
        "warning[bad-input]: m1",
        "error[bad-input]: m3",
        "2 more findings, no graver than these; '--format concise' lists all, '--select RULE' fewer",
        "1 error, 1 warning, 2 info in 0 files (0 components)",
    ]
    assert "more" not in shown(replace(report, findings=report.findings[:2]))
