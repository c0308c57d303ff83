"""Projects for the tests of the Compose importer, and what is read from them in a form that is easily compared."""

from pathlib import Path

from sosgraph.composition import read_document
from sosgraph.description.parts import DependencyDescription, Description
from sosgraph.document import Document
from sosgraph.errors import ReadRefused
from sosgraph.importers.compose import IMPORTER
from sosgraph.parameter import arguments

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "fixtures" / "foreign" / "compose"
PAGE = ROOT / "sosgraph" / "docs" / "importers" / "compose.md"


def imported(files: dict[str, str], first: str = "shop/compose.yaml", **given: object) -> tuple[Document, Description]:
    def neighbour(path: str) -> Document:
        if path not in files:
            raise ReadRefused("there is no such file")
        return read_document(path, files[path].encode())

    document = read_document(first, files[first].encode())
    (description,) = IMPORTER.read(document, neighbour, **arguments("compose", IMPORTER.parameters, given))
    return document, description


def one_file(services: str, **given: object) -> tuple[Document, Description]:
    return imported({"shop/compose.yaml": f"services:\n{services}"}, **given)


def shipped(folder: str, **given: object) -> tuple[Document, Description]:
    paths = [path for path in (FIXTURES / folder).rglob("*") if path.is_file()]
    files = {path.relative_to(FIXTURES).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    return imported(files, f"{folder}/compose.yaml", **given)


def needs(description: Description) -> dict[tuple[str, str], DependencyDescription]:
    found = {}
    for component in description.components:
        for need in component.needs:
            assert isinstance(need, DependencyDescription)
            assert (component.name, need.on) not in found
            found[component.name, need.on] = need
    return found


def edges(description: Description) -> dict[str, str]:
    """Return `caller -> callee` with what is said of it: `~` inferred, `?` soft, then kind and phases."""
    return {
        f"{caller} -> {callee}": ("~" if need.values.get("inferred") else "")
        + ("?" if need.soft else "")
        + f"{need.values['kind']} {'+'.join(need.values['phase'])}"
        for (caller, callee), need in needs(description).items()
    }


def messages(document: Document) -> list[tuple[int, str]]:
    return sorted((document.span(finding.at).start_line, finding.message) for finding in document.findings)
