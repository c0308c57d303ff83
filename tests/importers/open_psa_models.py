"""Fault trees as tests need them: loaded, and their top events judged by adding up all states."""

from collections.abc import Mapping
from itertools import product
from math import fsum, prod
from pathlib import Path
from posixpath import normpath

from sosgraph.composition import read_document
from sosgraph.document import Document
from sosgraph.errors import ReadRefused
from sosgraph.load import Loaded, load
from sosgraph.model.architecture import Architecture
from sosgraph.structure.functions import function_of

FIXTURES = Path(__file__).parents[2] / "fixtures" / "foreign" / "open_psa"


def loaded(*texts: str, others: Mapping[str, str] | None = None) -> tuple[Loaded, list[Document]]:
    """Return what models say together, the first called `model.xml`, and their documents; `others` may be included."""
    documents = [read_document(f"model{number or ''}.xml", text.encode()) for number, text in enumerate(texts)]
    return load(documents, neighbours(others or {})), documents


def neighbours(others: Mapping[str, str]):  # type: ignore[no-untyped-def]
    def neighbour(path: str) -> Document:
        if normpath(path) not in others:
            raise ReadRefused("it is not there")
        return read_document(path, others[normpath(path)].encode())

    return neighbour


def shipped(*names: str) -> tuple[Loaded, list[Document]]:
    """Return what fixtures say together, and their documents."""

    def neighbour(path: str) -> Document:
        if not (FIXTURES / path).is_file():
            raise ReadRefused("it is not there")
        return read_document(path, (FIXTURES / path).read_bytes())

    documents = [neighbour(name) for name in names]
    return load(documents, neighbour), documents


def tree(content: str, name: str = "t", outside: str = "") -> str:
    """Return a model with one fault tree on a line of its own."""
    return f'<opsa-mef>\n<define-fault-tree name="{name}">{content}</define-fault-tree>{outside}\n</opsa-mef>'


def event(name: str, probability: float) -> str:
    """Return the definition of a basic event."""
    return f'<define-basic-event name="{name}"><float value="{probability!r}"/></define-basic-event>'


def gate(name: str, formula: str) -> str:
    """Return the definition of a gate."""
    return f'<define-gate name="{name}">{formula}</define-gate>'


def messages(document: Document) -> list[tuple[int, str]]:
    """Return line and text of each mistake found so far."""
    return [(document.span(finding.at).start_line, finding.message) for finding in document.findings]


def unavailability(architecture: Architecture, name: str) -> float:
    """Return the probability that a component is down, by adding up all states of what can fail."""
    function = function_of(architecture)
    free = [variable for variable, false in enumerate(function.failure) if 0.0 < false < 1.0]
    always = [variable for variable, false in enumerate(function.failure) if false >= 1.0]
    terms = []
    for state in product((False, True), repeat=len(free)):
        false = [variable for variable, fails in zip(free, state, strict=True) if fails]
        if not function.equations.greatest_solution([*always, *false])[function.up[name]]:
            chances = (
                function.failure[variable] if fails else 1 - function.failure[variable]
                for variable, fails in zip(free, state, strict=True)
            )
            terms.append(prod(chances))
    return fsum(terms)
