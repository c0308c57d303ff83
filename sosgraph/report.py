"""All that is known at the end of a run: the one argument of every renderer."""

from collections.abc import Mapping

from sosgraph.document import Document
from sosgraph.finding import Finding, Severity
from sosgraph.frozen import dataclass, field
from sosgraph.model.architecture import Architecture
from sosgraph.source import Pointer, Span
from sosgraph.table import Table
from sosgraph.view import View


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
    `width` is how many columns a table may take where people read it, `terminal` tells that they do at a terminal, where what
    is longer is cut.
    `fail_on` is the least severity that fails the run. `known` are findings that a baseline has, which are not among `findings`
    then, and `gone` is how many of it occur no more; None where there is no baseline. `view` is what a picture shows; `pictures`
    are drawn ones by their names, for a format that holds pictures: SVG for HTML, Mermaid for Markdown.
    """

    architecture: Architecture = field(default_factory=Architecture)
    documents: Mapping[str, Document] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    tables: tuple[Table, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    checked: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    width: int = 160
    terminal: bool = False
    fail_on: Severity = Severity.ERROR
    known: tuple[Finding, ...] = ()
    gone: int | None = None
    view: View = field(default_factory=View)
    pictures: Mapping[str, str] = field(default_factory=dict)

    def span(self, at: Pointer) -> Span:
        """Return where a place stands; the first character of the first line where its document is not known."""
        document = self.documents.get(at.document)
        return document.span(at) if document is not None else Span(1, 1, 1, 1)

    @property
    def cut_short(self) -> bool:
        """Whether a document could not be read at all: what is not found then may be found tomorrow."""
        return any(document.findings and not document.roots for document in self.documents.values())

    def anchor(self, at: Pointer) -> Pointer:
        """Return the place; for what is written nowhere the beginning of the first document, where a format must have a file."""
        return at if at.document or not self.documents else Pointer(min(self.documents))

    def fails(self, finding: Finding) -> bool:
        """Tell whether a finding is grave enough to fail the run."""
        return finding.severity.rank <= self.fail_on.rank
