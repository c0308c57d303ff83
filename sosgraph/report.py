"""All that is known at the end of a run: the one argument of every renderer."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sosgraph.document import Document
from sosgraph.finding import Finding
from sosgraph.model.architecture import Architecture
from sosgraph.source import Pointer, Span
from sosgraph.table import Table


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that a comment allows, and the reason that it gives."""

    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """An architecture, the documents it was read from, and what was found and answered.

    `findings` and `suppressed` are in the order of their places. `checked` names the rules that ran, `skipped` the files met
    in folders that are of none of our formats.
    `width` is how many columns a table may take where people read it.
    """

    architecture: Architecture = field(default_factory=Architecture)
    documents: Mapping[str, Document] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    tables: tuple[Table, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    checked: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    width: int = 160

    def span(self, at: Pointer) -> Span:
        """Return where a place stands; the first character of the first line where its document is not known."""
        document = self.documents.get(at.document)
        return document.span(at) if document is not None else Span(1, 1, 1, 1)
