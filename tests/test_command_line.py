"""The program end to end: exit statuses, words it does not know, where output goes, and that it is the same every time."""

import json
import os
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from sosgraph import catalog
from sosgraph.finding import BESIDE_THE_RULES
from sosgraph.pages import page, pages
from sosgraph.published_schemas import mistakes, schema_names
from tests.running import run

ROOT = Path(__file__).parent.parent
WEBSHOP = str(ROOT / "fixtures" / "architectures" / "webshop.yaml")
CLEAN = b"sosgraph: 1\nsystem: s\nowner: o\ncomponents:\n  web: {entry: true, availability: 99.9%, slo: 99%}\n"
LOOP = """\
sosgraph: 1
system: s
owner: o
components:
  a: {entry: true, availability: 99.9%, slo: 90%, depends_on: [b]}
  b: {availability: 99.9%, slo: 90%, depends_on: [a]}
"""
LINT_FORMATS = ("text", "json", "csv", "markdown", "sarif")
TABLE_FORMATS = ("text", "json", "csv", "markdown")


def process(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Return how `python -m sosgraph WORDS` ended."""
    given = {**os.environ, **environment}
    return subprocess.run([sys.executable, "-m", "sosgraph", *words], cwd=ROOT, env=given, capture_output=True, check=False)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder that is the working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_clean_architecture_ends_with_0() -> None:
    """Nothing found, nothing on standard error."""
    outcome = run("lint", "-", stdin=CLEAN)
    assert (outcome.status, outcome.err) == (0, ""), outcome


def test_an_error_ends_with_1() -> None:
    """The finding is on standard output."""
    done = process("lint", WEBSHOP)
    assert done.returncode == 1 and b"error[hidden-shared-dependency]" in done.stdout and not done.stderr


@pytest.mark.parametrize(
    "words", [("lint", "absent.yaml"), ("lint", "."), ("cycles", "absent.yaml"), ("lint", "--config", "no.toml")]
)
def test_nothing_readable_ends_with_2(place: Path, words: tuple[str, ...]) -> None:
    """Neither a missing path nor a folder without YAML is a success; nothing goes to standard output."""
    outcome = run(*words)
    assert outcome.status == 2 and not outcome.out and outcome.err.startswith("sosgraph: ")
    assert "Traceback" not in outcome.err and len(outcome.err.splitlines()) == 1


def test_a_fault_of_the_program_ends_with_3(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says that it is not the user's fault, in printable words, without a traceback; the traceback can be asked for."""

    def broken(architecture: object) -> tuple[()]:
        raise ZeroDivisionError("a \x1b]0;title\x07 fault")

    rule = catalog.find("rules", "missing-slo")
    monkeypatch.setattr("sosgraph.rules.missing_slo.RULE", replace(rule, check=broken))
    outcome = run("lint", "-", stdin=CLEAN)
    assert outcome.status == 3 and not outcome.out and "internal error: ZeroDivisionError" in outcome.err
    assert "\x1b" not in outcome.err and "Traceback" not in outcome.err
    monkeypatch.setenv("SOSGRAPH_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        run("lint", "-", stdin=CLEAN)


@pytest.mark.parametrize(
    ("words", "nearest"),
    [
        (("lnt",), "lint"),
        (("blast-radios",), "blast-radius"),
        (("lint", "--fail-onn", "info"), "--fail-on"),
        (("lint", "-f", "jsno", WEBSHOP), "json"),
        (("render", "-f", "sgv", WEBSHOP), "svg"),
        (("explain", "tier-inversoin"), "tier-inversion"),
        (("composite-slo", "--component", "chekout", WEBSHOP), "checkout"),
    ],
)
def test_an_unknown_word_is_answered_with_the_nearest(words: tuple[str, ...], nearest: str) -> None:
    """Commands, options, formats, pages, components: exit 2, and what was probably meant."""
    outcome = run(*words)
    assert outcome.status == 2 and not outcome.out and nearest in outcome.err.replace("(Possible options:", "did you mean")
    assert "did you mean" in outcome.err.lower() or "possible options" in outcome.err.lower()


def test_a_format_that_shows_something_else_is_unknown() -> None:
    """Findings are not drawn, a diagram is not listed."""
    assert run("lint", "-f", "dot", WEBSHOP).status == 2 and run("render", "-f", "sarif", WEBSHOP).status == 2


def asking(name: str, component: str) -> tuple[str, ...]:
    """Return the words that ask an analysis; one that wants to know what is to be different is told that `component` is gone."""
    return (name, "--remove", component) if name == "what-if" else (name,)


@pytest.mark.parametrize("words", [("lint",), *(asking(name, "b") for name in catalog.names("analyses"))])
def test_hostile_names_do_not_reach_the_terminal(words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """A title sequence, a bell, a change of writing direction in names and texts are written as escapes."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    hostile = '"\\e]0;owned\\a\\u202Ex"'
    component = f"{hostile}: {{owner: {hostile}, depends_on: [{hostile}, b]}}"
    text = f"sosgraph: 1\nsystem: s\ncomponents:\n  {component}\n  b: {{tier: {hostile}}}\n"
    outcome = run(*words, "-", stdin=text.encode())
    for raw in ("\x1b]", "\x07", "\u202e"):
        assert raw not in outcome.out and raw not in outcome.err
    assert outcome.status in (0, 1)


def test_output_is_written_whole(place: Path) -> None:
    """The file holds what standard output would have shown; nothing is left beside it."""
    shown = run("lint", "-f", "json", WEBSHOP)
    written = run("lint", "-f", "json", "-o", "report.json", WEBSHOP)
    assert written.status == shown.status == 1 and not written.out
    assert (place / "report.json").read_text("utf-8") == shown.out and os.listdir(place) == ["report.json"]


def test_output_that_fails_leaves_the_old_file(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk at the last step: the old content stays, no half of the new one, and no temporary file."""
    (place / "old").write_text("before")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    outcome = run("schema", "-o", "old")
    assert outcome.status == 2 and "old cannot be written: No space left on device" in outcome.err
    assert (place / "old").read_text() == "before" and os.listdir(place) == ["old"]


def test_output_into_a_pipe_or_a_link_goes_where_it_leads(place: Path) -> None:
    """What is no file stays what it is: as root, a file renamed over a device would take it away from the whole machine."""
    os.mkfifo("pipe")
    reader = os.open("pipe", os.O_RDONLY | os.O_NONBLOCK)
    assert run("schema", "-o", "pipe").status == 0
    assert stat.S_ISFIFO(os.stat("pipe").st_mode) and os.read(reader, 1) == b"{"
    os.close(reader)
    (place / "real.json").write_text("")
    os.symlink("real.json", "link.json")
    assert run("schema", "-o", "link.json").status == 0
    assert os.path.islink("link.json") and (place / "real.json").read_text().startswith("{")


def test_output_into_a_folder_that_is_not_there_is_a_bad_call(place: Path) -> None:
    """Exit 2, in words."""
    outcome = run("schema", "-o", "none/schema.json")
    assert outcome.status == 2 and "none/schema.json cannot be written" in outcome.err


@pytest.mark.parametrize(("least", "status"), [("error", 0), ("warning", 1), ("info", 1)])
def test_fail_on_is_the_least_severity_that_fails(least: str, status: int) -> None:
    """A warning alone fails where warnings or less are asked for."""
    assert run("lint", "--fail-on", least, "-", stdin=LOOP.encode()).status == status


def test_help_lists_everything() -> None:
    """Every command and analysis, with its summary."""
    text = " ".join(process("--help").stdout.decode().split())
    for shelf in ("commands", "analyses"):
        for thing in catalog.everything(shelf):
            assert thing.name in text and thing.summary in text, thing.name


@pytest.mark.parametrize("name", [*catalog.names("commands"), *catalog.names("analyses")])
def test_every_verb_has_help(name: str) -> None:
    """With its parameters."""
    outcome = run(name, "--help")
    assert outcome.status == 0 and outcome.out.startswith(f"Usage: sosgraph {name}")
    if name in catalog.names("analyses"):
        assert all(f"--{parameter.name}" in outcome.out for parameter in catalog.find("analyses", name).parameters)


def test_explain_prints_every_page() -> None:
    """However its name is written; without a name it lists them all under their shelves, with what they are about."""
    lines = run("explain").out.splitlines()
    assert sorted(line.split()[0] for line in lines if line.startswith("  ")) == list(pages())
    assert all(len(line.split()) > 1 for line in lines if line.startswith("  "))
    assert lines.index("rules:") < lines.index("importers:") < lines.index("about the project:")
    for name, path in pages().items():
        assert run("explain", name.upper()).out == run("explain", name).out == page(path)


@pytest.mark.parametrize("name", [*BESIDE_THE_RULES, "policy"])
def test_what_is_no_rule_has_a_page_too(name: str) -> None:
    """Whoever reads the name in a report can ask about it."""
    assert run("explain", name).out.startswith(f"# {name}\n")


@pytest.mark.parametrize("name", schema_names())
def test_schema_prints_a_schema(name: str) -> None:
    """One that is itself valid."""
    outcome = run("schema", name)
    assert outcome.status == 0
    Draft202012Validator.check_schema(json.loads(outcome.out))


def test_init_writes_a_starter_that_lints(place: Path) -> None:
    """Without an error; a second time it refuses and leaves the file alone."""
    assert run("init").status == 0
    outcome = run("lint", "sosgraph.yaml")
    assert outcome.status == 0 and "error" not in outcome.out.replace("0 errors", ""), outcome.out
    (place / "sosgraph.yaml").write_text("mine")
    again = run("init")
    assert again.status == 2 and "already there" in again.err and (place / "sosgraph.yaml").read_text() == "mine"


NAMED = {
    "cycles": ("catalog",),
    "feasibility": ("checkout", "web"),
    "metastability": ("web",),
    "shared-dependencies": ("dns",),
    "start-order": ("catalog",),
    "uncertainty": ("web",),
    "what-if": ("dns", "checkout"),
    "emergence": ("catalog", "pricing"),
}
UNANSWERED = {"emergence"}
"""What cannot be said of the webshop without its traffic: two of its components call one another without end."""


@pytest.mark.parametrize("format", TABLE_FORMATS)
@pytest.mark.parametrize("name", catalog.names("analyses"))
def test_every_analysis_in_every_format(name: str, format: str) -> None:
    """Each names a component, and the JSON is a report under the published schema."""
    outcome = run(*asking(name, "dns"), "-f", format, WEBSHOP)
    assert outcome.status == (name in UNANSWERED) and not outcome.err
    assert all(component in outcome.out for component in NAMED.get(name, ("dns", "catalog")))
    if format == "json":
        assert mistakes("report-v1", json.loads(outcome.out)) == []


@pytest.mark.parametrize("format", LINT_FORMATS)
def test_lint_in_every_format(format: str) -> None:
    """The same findings in each."""
    outcome = run("lint", "-f", format, WEBSHOP)
    assert outcome.status == 1 and "hidden-shared-dependency" in outcome.out and not outcome.err


@pytest.mark.parametrize("words", [("lint", "-f", "json"), ("render", "-f", "dot")])
def test_the_same_bytes_every_time(words: tuple[str, ...]) -> None:
    """Whatever the order of sets is in this process."""
    runs = [process(*words, "fixtures/architectures", PYTHONHASHSEED=seed).stdout for seed in ("0", "1")]
    assert runs[0] == runs[1] and runs[0]


@pytest.mark.parametrize("name", catalog.names("analyses"))
def test_an_answer_says_what_it_is_not_of(name: str) -> None:
    """Where the input has mistakes, the first note of every table says so, and where; the exit status stays 1."""
    text = b"""
components:
  web: {slo: 99%, depend_on: [db], entry: {rate: 1/s}, capacity: {concurrency: 1, service_time: 10ms}}
  db: {slo: 99%}
"""
    outcome = run(*asking(name, "db"), "-f", "json", "-", stdin=text)
    notes = [table["notes"][0] for table in json.loads(outcome.out)["tables"]]
    assert outcome.status == 1 and notes
    assert set(notes) == {"1 mistake in the input, in web: the numbers are of what could be read"}


def test_controllers_and_policies_that_cannot_be_read_are_named() -> None:
    """Wherever they stand, by who has them; a number that is no part of one is not."""
    text = b"""components:
  web:
    entry: {rate: fast}
    depends_on:
      - {on: db, retry: {attempts: 2, budget: lots}, breaker: {errors: 50, window: 10s, sleep: 5s}, timeout: long}
      - any_of: [{on: db, hedge: {after: soon}}, log]
  db: {health_check: {every: often, timeout: 1s}, leases: {count: 5, period: 1m}}
  log:
controllers:
  - {name: scaler, senses: db.cpu, acts: db.concurrency, target: 60}
  - {senses: db.cpu, acts: db.concurrency}
  - {name: fine, senses: db.cpu, acts: db.concurrency, target: 60%}
"""
    outcome = run("load", "-f", "json", "-", stdin=text)
    note = json.loads(outcome.out)["tables"][0]["notes"][0]
    assert note.startswith(
        "9 mistakes in the input, in web, db: the numbers are of what could be read; left out, in whole or in "
    )
    assert set(note.partition("in part: ")[2].split(", ")) == {
        *("retry of web -> db", "breaker of web -> db", "hedge of web -> db"),
        *("health_check of db", "leases of db", "controller scaler", "controller number 2"),
    }
