"""What is found, what is read, and what is never overwritten."""

import json
from pathlib import Path

import pytest

from sosgraph.composition import LONGEST
from tests.running import Outcome, run

SHOP = "system: shop\nowner: o\ncomponents:\n  web: {slo: 99%, entry: true, depends_on: [db]}\n  db: {slo: 99.9%}\n"
COMPOSE = "services:\n  web: {image: nginx, depends_on: [db]}\n  db: {image: postgres}\n"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder that is the working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lint(*words: str, stdin: bytes = b"") -> tuple[int, dict]:
    """Return how `sosgraph lint` ends, and its JSON report."""
    outcome = run("lint", "-f", "json", *words, stdin=stdin)
    return outcome.status, json.loads(outcome.out)


@pytest.mark.parametrize("path", ["docker-compose.yml", "./docker-compose.yml", ".", "../ov/docker-compose.yml", "absolute"])
def test_a_compose_file_is_named_by_its_folder_however_its_path_is_spelt(
    place: Path, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that an overlay that names the folder always matches."""
    (place / "ov").mkdir()
    (place / "ov" / "docker-compose.yml").write_text(COMPOSE)
    (place / "slo.yaml").write_text("system: ov\ncomponents: {db: {slo: 99%}}\n")
    monkeypatch.chdir(place / "ov")
    given = str(place / "ov" / "docker-compose.yml") if path == "absolute" else path
    _, report = lint(given, "../slo.yaml")
    assert report["summary"]["components"] == 2 and report["summary"]["documents"] == 2


def test_a_compose_file_on_standard_input_has_a_fixed_name(place: Path) -> None:
    """Where it was piped from is not known."""
    outcome = run("lint", "-", "slo.yaml", stdin=COMPOSE.encode())
    assert outcome.status == 2  # no slo.yaml
    (place / "slo.yaml").write_text("system: stdin\ncomponents: {db: {slo: 99%}}\n")
    assert lint("-", "slo.yaml", stdin=COMPOSE.encode())[1]["summary"]["components"] == 2


def test_fault_trees_in_a_folder_are_read(place: Path) -> None:
    """By their outermost element; of other XML, of which there may be thousands, nothing is said."""
    tree = '<opsa-mef><define-fault-tree name="t"><define-basic-event name="e"/></define-fault-tree></opsa-mef>'
    (place / "tree.xml").write_text(f"<?xml version='1.0'?>\n<!-- a tree -->\n{tree}")
    (place / "pom.xml").write_text("<project/>")
    (place / "shop.yaml").write_text(SHOP)
    _, report = lint(".")
    assert (report["summary"]["components"], report["summary"]["documents"], report["skipped"]) == (3, 2, [])


def test_what_is_of_no_known_format_in_a_folder_is_listed(place: Path) -> None:
    """Not counted as read; in the last line at most three of them."""
    (place / "shop.yaml").write_text(SHOP)
    for number in range(4):
        (place / f"values-{number}.yaml").write_text("image: {tag: 1}\n")
    status, report = lint(".")
    assert (status, report["summary"]["documents"]) == (0, 1)
    assert report["skipped"] == [f"values-{number}.yaml" for number in range(4)]
    last = run("lint").out.splitlines()[-1]
    assert last.endswith(
        "(2 components, 1 file); 4 files skipped, of no format known here: values-0.yaml, values-1.yaml, values-2.yaml and 1 more"
    )


@pytest.mark.parametrize("text", ["componets: {web: {slo: 99%}}", "component:\n  web:\n", "sytem: shop\nCompnents: {web: {}}"])
def test_a_misspelt_key_is_found_in_a_folder_too(place: Path, text: str) -> None:
    """A file that was meant is not skipped."""
    (place / "shop.yaml").write_text(SHOP)
    (place / "other.yaml").write_text(text)
    status, report = lint(".")
    assert status == 1 and report["skipped"] == []
    assert any("did you mean 'components'?" in finding["message"] for finding in report["findings"])


@pytest.mark.parametrize("text", ["component: {name: x, version: 1}", "controller: {a: {}}", "component_management: {a: {}}"])
def test_a_key_that_only_looks_alike_is_nobodys(place: Path, text: str) -> None:
    """Other formats have components and controllers too."""
    (place / "shop.yaml").write_text(SHOP)
    (place / "other.yaml").write_text(text)
    assert lint(".")[1]["skipped"] == ["other.yaml"]


def test_a_damaged_file_of_ours_is_not_skipped(place: Path) -> None:
    """Its text says what it was."""
    (place / "shop.yaml").write_text(SHOP)
    (place / "other.yaml").write_text("components: {web: [}\n")
    status, report = lint(".")
    assert status == 1 and report["findings"][0]["message"].startswith("not YAML")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"# caf\xe9\n" + SHOP.encode(), "byte 0xe9 is not UTF-8"),
        (SHOP.encode("utf-16"), "byte 0xff is not UTF-8"),
        (SHOP.encode() + b"#" * LONGEST, "the file is larger than 16 MiB"),
    ],
    ids=["Latin-1", "UTF-16", "huge"],
)
def test_a_file_of_ours_that_cannot_be_read_is_not_skipped(place: Path, content: bytes, message: str) -> None:
    """Its first words say what it was, in another encoding too."""
    (place / "shop.yaml").write_text(SHOP)
    (place / "other.yaml").write_bytes(content)
    (place / "values.yaml").write_bytes(b"title: caf\xe9\n")
    status, report = lint(".")
    assert status == 1 and report["skipped"] == ["values.yaml"]
    assert [finding["message"].startswith(message) for finding in report["findings"] if finding["rule"] == "bad-input"] == [True]


@pytest.mark.parametrize("text", ["components: {}", "components:"])
def test_no_component_under_components_is_a_mistake(place: Path, text: str) -> None:
    """However nothing is written."""
    (place / "shop.yaml").write_text(text)
    status, report = lint("shop.yaml")
    assert status == 1 and "'components' is empty" in report["findings"][0]["message"]


def said(outcome: Outcome) -> str:
    """Return what standard error says, in one line, with nothing beside it."""
    assert outcome.status == 2 and not outcome.out and len(outcome.err.splitlines()) == 1
    return outcome.err


@pytest.mark.parametrize("verb", ["lint", "cycles", "render"])
def test_a_folder_of_other_things_is_no_success(place: Path, verb: str) -> None:
    """Exit 2, and what was skipped."""
    (place / "values.yaml").write_text("image: {tag: 1}\n")
    assert "no architecture in .: values.yaml is of no format known here" in said(run(verb, "."))


def test_a_folder_of_json_says_how_json_is_read(place: Path) -> None:
    """It is full of other things in most repositories, so it must be named."""
    (place / "shop.json").write_text('{"components": {"web": {"slo": "99%"}}}')
    assert "JSON is read only where a file is named" in said(run("lint", "."))
    assert lint("shop.json")[1]["summary"]["components"] == 1


_UNREADABLE = {
    "empty": b"",
    "comment": b"# components\n",
    "tabs": b"components:\n\tweb:\n",
    "brace": b"components: {web: {\n",
    "UTF-16": "components: {web: }".encode("utf-16"),
    "binary": b"\x7fELF\x02\x01\x00",
    "text": b"hello",
    "foreign": b"openapi: 3.1.0\ninfo: {}\n",
}


@pytest.mark.parametrize("verb", ["lint", "composite-slo"])
@pytest.mark.parametrize("content", _UNREADABLE.values(), ids=_UNREADABLE.keys())
def test_nothing_readable_ends_with_2_and_says_why(place: Path, verb: str, content: bytes) -> None:
    """From a file and from standard input; beside a readable file it is a finding like any other."""
    (place / "a.yaml").write_bytes(content)
    for words, stdin in ((("a.yaml",), b""), (("-",), content)):
        outcome = run(verb, *words, stdin=stdin)
        assert outcome.status == 2 and "error[bad-input]" in outcome.out
    (place / "shop.yaml").write_text(SHOP)
    assert run(verb, "a.yaml", "shop.yaml").status == 1


def test_another_language_is_named_also_where_it_is_no_yaml(place: Path) -> None:
    """What the file is says more than where its YAML breaks."""
    (place / "workspace.dsl").write_text('workspace "Shop" {\n  model {\n    u = person "User"\n  }\n}\n')
    _, report = lint("workspace.dsl")
    (finding,) = report["findings"]
    assert "looks like Structurizr DSL" in finding["message"]


@pytest.mark.parametrize(
    "words",
    [
        ("lint", "-o", "t1.yaml", "t1.yaml"),
        ("cycles", "-o", "./t1.yaml", "."),
        ("render", "t1.yaml", "-f", "dot", "-o", "t1.yaml"),
        ("lint", "t1.yaml", "-o", "link.yaml"),
    ],
)
def test_an_input_is_never_overwritten(place: Path, words: tuple[str, ...]) -> None:
    """However its name is spelt."""
    (place / "t1.yaml").write_text(SHOP)
    (place / "link.yaml").symlink_to("t1.yaml")
    assert "one of the files that were read" in said(run(*words))
    assert (place / "t1.yaml").read_text() == SHOP


def test_a_report_of_yesterday_is_overwritten(place: Path) -> None:
    """What was met in the folder and skipped is no input."""
    (place / "shop.yaml").write_text(SHOP)
    for _ in range(2):
        assert run("lint", ".", "-f", "json", "-o", "report.yaml").status == 0
