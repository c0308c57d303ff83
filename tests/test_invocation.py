"""The words that commands have in common: formats, and what a shell may complete."""

from pathlib import Path

import pytest

from sosgraph import catalog
from tests.running import run

SHOP = "system: shop\ncomponents:\n  web: {slo: 99%, entry: true, depends_on: [db]}\n  db: {slo: 99.9%}\n"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with an architecture that is the working directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shop.yaml").write_text(SHOP)
    return tmp_path


@pytest.mark.parametrize(
    ("verb", "file", "begins"),
    [
        ("lint", "x.json", '{\n  "sosgraph_report"'),
        ("lint", "x.sarif", '{\n  "$schema"'),
        ("lint", "x.sarif.json", '{\n  "$schema"'),
        ("lint", "x.md", "<!-- sosgraph lint -->\n\n**"),
        ("lint", "x.csv", "rule,severity"),
        ("lint", "x.xml", '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites'),
        ("lint", "gl-code-quality-report.json", "[]\n"),
        ("lint", "x.html", "<!DOCTYPE html>"),
        ("lint", "x.log", "no findings"),
        ("cycles", "x.CSV", "size,"),
        ("render", "x.dot", "digraph"),
        ("render", "x.mmd", "---\n"),
    ],
)
def test_the_output_file_says_the_format(place: Path, verb: str, file: str, begins: str) -> None:
    """By its ending, where no format is asked for; an ending that says nothing leaves the usual one."""
    assert run(verb, "-o", file, "shop.yaml").status == 0
    assert (place / file).read_text().startswith(begins)


def test_an_ending_of_no_format_is_refused(place: Path) -> None:
    """Rather than text written under it; where a format is asked for, the file may be called anything."""
    outcome = run("cycles", "-o", "x.xlsx", "shop.yaml")
    assert outcome.status == 2 and "no format has the ending '.xlsx'; name one with -f, or end the file in .csv" in outcome.err
    assert not (place / "x.xlsx").exists()
    assert run("cycles", "-o", "x.xlsx", "-f", "text", "shop.yaml").status == 0 and (place / "x.xlsx").exists()


def test_a_format_that_is_asked_for_holds(place: Path) -> None:
    """Whatever the file is called, and in whichever order it is said."""
    for words in (("-f", "csv", "-o", "x.json"), ("-o", "x.json", "-f", "csv")):
        assert run("lint", *words, "shop.yaml").status == 0 and (place / "x.json").read_text().startswith("rule,severity")


def test_pictures_have_their_own_endings() -> None:
    """Each format of a diagram is chosen by its name."""
    options = {option.name: option for option in catalog.find("commands", "render").build().params}
    of_file = options["format"].type.of_file
    assert [of_file(f"x.{ending}") for ending in ("svg", "png", "pdf", "gv", "yaml")] == ["svg", "png", "pdf", "dot", None]


def completed(words: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what bash is told at the end of `words`: a kind and a word each."""
    monkeypatch.setenv("_SOSGRAPH_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(len(words.split(" ")) - 1))
    return run().out.splitlines()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("sosgraph lint sh", "file,sh"),
        ("sosgraph composite-slo sh", "file,sh"),
        ("sosgraph lint -o re", "file,re"),
        ("sosgraph lint --config so", "file,so"),
        ("sosgraph init sh", "file,sh"),
        ("sosgraph explain hidden-s", "plain,hidden-shared-dependency"),
        ("sosgraph composite-slo --grade ob", "plain,observed"),
        ("sosgraph cycles --phase rec", "plain,recover"),
        ("sosgraph render -f sv", "plain,svg"),
    ],
)
def test_a_shell_can_complete(words: str, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths, pages, and the words of options."""
    assert completed(words, monkeypatch) == [expected]


def test_minutes_of_no_time_are_refused(place: Path) -> None:
    """A budget over nothing is nothing."""
    outcome = run("composite-slo", "--window", "0d", "shop.yaml")
    assert outcome.status == 2 and "'0d' is no time at all" in outcome.err
