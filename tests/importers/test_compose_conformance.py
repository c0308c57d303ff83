"""Compose files that nobody here wrote; skipped where they are not at hand."""

import csv
from pathlib import Path

import pytest

from sosgraph.composition import read_document
from sosgraph.description.parts import DependencyDescription, Description
from sosgraph.document import Document
from sosgraph.errors import ReadRefused
from sosgraph.graph.components import strong_components
from sosgraph.importers.compose import IMPORTER

REALWORLD = Path(__file__).parents[3] / "shared" / "data" / "realworld"
pytestmark = [
    pytest.mark.conformance,
    pytest.mark.skipif(not REALWORLD.is_dir(), reason="the reference data is not at hand"),
]

CYCLES = {
    "evolutioncrm": {"evo-bot-runtime", "evo-core", "evo-crm", "evo-processor"},
    "huly": {"account", "fulltext", "transactor"},
    "penpot": {"penpot-exporter", "penpot-frontend"},
    "supabase": {"kong", "studio"},
}
BLUEPRINTS = "compose-bulk/Dokploy+templates/blueprints"
OTHERWISE_INFERRED = {
    "compose/opea-project+GenAIExamples/ChatQnA/docker_compose/intel/cpu/xeon/compose.yaml": 1,  # …_SERVICE_IP
    "compose/opea-project+GenAIExamples/GraphRAG/docker_compose/intel/cpu/xeon/compose.yaml": 1,  # …_SERVICE_IP
    "compose/coollabsio+coolify/templates/compose/penpot.yaml": 1,  # - PENPOT_SMTP_HOST=${PENPOT_SMTP_HOST:-mailpit}
    f"{BLUEPRINTS}/appflowy/docker-compose.yml": 1,  # - AI_SERVER_HOST=${AI_SERVER_HOST:-ai}
    f"{BLUEPRINTS}/seaweedfs/docker-compose.yml": -1,  # -filer="filer:8888" in a command
}


def rows() -> list[dict[str, str]]:
    with (REALWORLD / "INDEX.csv").open(encoding="utf-8") as index:
        return list(csv.DictReader(index))


def neighbour(path: str) -> Document:
    try:
        return read_document(path, (REALWORLD / path).read_bytes())
    except OSError:
        raise ReadRefused("it is not there") from None


def imported(path: str) -> tuple[Document, Description]:
    document = neighbour(path)
    (description,) = IMPORTER.read(document, neighbour)
    return document, description


def dependencies(description: Description) -> list[tuple[str, DependencyDescription]]:
    return [
        (component.name, need)
        for component in description.components
        for need in component.needs
        if isinstance(need, DependencyDescription)
    ]


def cycles(description: Description) -> list[set[str]]:
    """Return the strong components of hard dependencies to run that have several members or an edge to themselves."""
    names = [component.name for component in description.components]
    number = {name: index for index, name in enumerate(names)}
    adjacency: list[list[int]] = [[] for _ in names]
    for caller, need in dependencies(description):
        if not need.soft and "run" in need.values["phase"] and need.on in number:
            adjacency[number[caller]].append(number[need.on])
    found = strong_components(adjacency)
    return [{names[index] for index in each} for each in found if len(each) > 1 or each[0] in adjacency[each[0]]]


def test_compose_files_and_no_others_are_recognised() -> None:
    """All files of the kind, and none of another."""
    wrong = [
        row["local_path"] for row in rows() if IMPORTER.recognises(neighbour(row["local_path"])) != (row["kind"] == "compose")
    ]
    assert wrong == []


def test_the_cycles_are_those_that_people_found() -> None:
    """Four files have a cycle of hard dependencies to run; no other file has one."""
    found = {row["local_path"]: cycles(imported(row["local_path"])[1]) for row in rows() if row["kind"] == "compose"}
    assert {path: each for path, each in found.items() if each} == {
        f"{BLUEPRINTS}/{name}/docker-compose.yml": [members] for name, members in CYCLES.items()
    }


def test_counts_agree_with_an_independent_count() -> None:
    """Services and declared edges agree in all files, inferred edges in all but the five that the page explains."""
    different = {}
    for row in rows():
        if row["kind"] == "compose":
            _, description = imported(row["local_path"])
            inferred = sum(bool(need.values.get("inferred")) for _, need in dependencies(description))
            declared = len(dependencies(description)) - inferred
            assert (len(description.components), declared) == (int(row["services"]), int(row["edges_declared"])), row[
                "local_path"
            ]
            if inferred != int(row["edges_inferred"]):
                different[row["local_path"]] = inferred - int(row["edges_inferred"])
    assert different == OTHERWISE_INFERRED


def test_findings_are_those_that_compose_itself_has() -> None:
    """Files that are not there, and dollar signs that Compose refuses; nothing else in 136 files."""
    messages = {
        finding.message for row in rows() if row["kind"] == "compose" for finding in imported(row["local_path"])[0].findings
    }
    assert len(messages) > 2
    assert [each for each in messages if "it is not there" not in each and "write $$ for a dollar sign" not in each] == []


def test_a_merge_of_a_list_is_one_finding() -> None:
    """A `<<` that merges a list of 52 texts is said once; a file of comments is no Compose file."""
    document, description = imported("negative/coolify-langfuse.yaml")
    assert IMPORTER.recognises(document)
    assert [finding.message for finding in document.findings] == ["'<<' merges mappings, this is text; name a mapping"]
    assert len(description.components) == 5
    assert not IMPORTER.recognises(neighbour("negative/otel-demo-compose.extras.yaml"))
