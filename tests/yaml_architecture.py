"""Architectures as people write them, for tests that are easier to read in the language than in the model."""

from textwrap import dedent

from sosgraph.composition import read_document
from sosgraph.description.resolving import architecture_of
from sosgraph.document import Document
from sosgraph.importers.architecture import read
from sosgraph.model.architecture import Architecture


def architecture(text: str) -> Architecture:
    """Return the architecture written in `text`; a mistake in it fails the test."""
    document = read_document("test.sosgraph.yaml", dedent(text).encode())
    found, findings = architecture_of(read(document, _no_neighbour))
    assert not document.findings, document.findings
    assert not findings, findings
    return found


def _no_neighbour(path: str) -> Document:
    raise AssertionError(f"the language reads no other file, but asked for {path}")
