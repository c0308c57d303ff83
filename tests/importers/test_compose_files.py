"""Which files a Compose project consists of, and what it is called."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.composition import read_document
from sosgraph.description.resolving import architecture_of
from sosgraph.importers.compose import IMPORTER
from tests.importers.compose_projects import FIXTURES, edges, imported, one_file
from tests.running import run


@pytest.mark.parametrize(
    ("path", "name", "system"),
    [
        ("shop/compose.yaml", "name: web-${STAGE:-dev}\n", "web-dev"),
        ("a/my shop/compose.yaml", "", "my-shop"),
        ("docker-compose.prod.yml", "", "docker-compose"),
        ("../compose.yaml", "", "compose"),
    ],
)
def test_the_system_is_named_by_the_file_or_its_folder(path: str, name: str, system: str) -> None:
    """Top-level name, else parent folder, else the file; what a name may not hold becomes a hyphen."""
    document, description = imported({path: f"{name}services: {{web: {{image: x}}}}"}, path)
    assert description.system == system
    assert document.span(description.at).start_line == 1


def test_included_files_have_their_own_variables() -> None:
    """An included file uses the `.env` beside it or the one that is named for it, below that of the first file."""
    document, description = imported(
        {
            "shop/compose.yaml": "include: [pay/compose.yaml, {path: [log/a.yaml, log/b.yaml], env_file: log.env}]\nservices: {}",
            "shop/.env": "X=x",
            "shop/log.env": "Y=y",
            "shop/pay/.env": "X=other\nY=z",
            "shop/pay/compose.yaml": "services: {x: {image: i}, y: {image: i}, z: {image: i, environment: [A=$X:80 $Y:80]}}",
            "shop/log/a.yaml": "services: {log: {image: i, depends_on: [x]}}",
            "shop/log/b.yaml": "services: {log: {environment: {A: 'http://$X,http://$Y'}}}",
        }
    )
    assert not document.findings
    assert edges(description) == {"z -> x": "~call run", "log -> x": "call start+run", "log -> y": "~call run"}


def test_later_documents_of_a_file_lie_on_top() -> None:
    """Compose merges the YAML documents of one file."""
    document, description = one_file(
        "  a: {image: x, depends_on: [b]}\n  b: {image: y}\n---\nservices: {a: {depends_on: [c]}, c: {image: z}}\n"
    )
    assert not document.findings
    assert set(edges(description)) == {"a -> b", "a -> c"}


def test_a_broken_neighbour_is_reported_with_its_place() -> None:
    """Mistakes in an extended or included file are found on the first document, at their places in that file."""
    document, _ = imported(
        {
            "shop/compose.yaml": "include: [more.yaml, 'oci://x/y']\nservices: {a: {extends: {file: broken.yaml, service: b}}}",
            "shop/broken.yaml": "services: {b: [",
            "shop/more.yaml": "services: {a: {image: x}, c: {labels: {sosgraph.slow: '1'}}}",
            "shop/.env": "A: [not YAML\n%\n",
        }
    )
    assert sorted((finding.at.document, finding.message.partition(";")[0]) for finding in document.findings) == [
        ("shop/broken.yaml", "not YAML: did not find expected node content while parsing a flow node"),
        ("shop/compose.yaml", "'oci://x/y' is not a file here, and nothing is fetched from elsewhere"),
        ("shop/more.yaml", "'a' is defined by two files of the project"),
        ("shop/more.yaml", "'slow' of 'sosgraph.slow' is not known here"),
    ]


@pytest.mark.parametrize(
    ("text", "recognised"),
    [
        ("services: {web: {image: x}}", True),
        ("version: '3'\nservices: {web: {build: .}}\nvolumes: {}", True),
        ("include: [a.yaml]", True),
        ("web: {image: x}", False),
        ("services: {App: {arguments: []}}", False),
        ("services: [a]", False),
        ("sosgraph: 1\nservices: {web: {image: x}}", False),
        ("# nothing", False),
        ("- services", False),
    ],
)
def test_recognises_compose_by_its_services(text: str, recognised: bool) -> None:
    """A Compose file has services that look like services; the first version of the format had none and is not read."""
    assert IMPORTER.recognises(read_document("x.yaml", text.encode())) is recognised


@given(st.data())
def test_mutilated_text_never_raises(data: st.DataObject) -> None:
    """Whatever is cut out of a file, reading ends with findings and never with an exception."""
    text = (FIXTURES / data.draw(st.sampled_from(["shop", "faults"])) / "compose.yaml").read_text(encoding="utf-8")
    start, length = data.draw(st.integers(0, len(text))), data.draw(st.integers(0, 60))
    mutilated = text[:start] + data.draw(st.sampled_from(["", "[", "*app", ": ", "!reset ", "${", "- "])) + text[start + length :]
    _, description = imported({"shop/compose.yaml": mutilated})
    architecture_of([description])


def test_what_nobody_describes_is_asked_for_in_the_words_of_the_file() -> None:
    """A Compose file has services, not components, also where it is included."""
    files = {
        "shop/compose.yaml": "include: [more.yaml]\nservices: {a: {image: x, depends_on: [zz]}}",
        "shop/more.yaml": "services: {b: {image: x, depends_on: [yy]}}",
    }
    _, description = imported(files)
    _, findings = architecture_of([description])
    assert [finding.message for finding in findings] == [
        f"'{name}' is not described in system shop; describe it under services, or pass its file too" for name in ("zz", "yy")
    ]


def test_a_missing_file_is_named_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what is wrong with it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "compose.yaml").write_text("include: [more.yaml]\nservices: {a: {image: x}}")
    assert "]: 'more.yaml' cannot be read: it is not there\n" in run("lint").out
