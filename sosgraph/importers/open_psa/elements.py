"""XML as elements that know where they stand; what makes XML dangerous is refused."""

from collections.abc import Callable
from xml.parsers import expat

from sosgraph.composed import DEEPEST
from sosgraph.document import Document
from sosgraph.finding import Note
from sosgraph.source import Pointer, Span

Report = Callable[..., None]
"""Remember a mistake: its place, its message, and notes (`Document.report`)."""


_made = tuple.__new__  # that of named tuples looks at each value once more, and each element has a place


class Element:
    """One element: its name, attributes and children, and its line and column counted as expat does (from 1 and from 0)."""

    __slots__ = ("attributes", "children", "column", "line", "tag")

    def __init__(self, tag: str, attributes: dict[str, str], line: int, column: int) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Element] = []
        self.line = line
        self.column = column

    def place(self, document: str) -> Pointer:
        """Return the place of the beginning of its tag in `document`."""
        begin = self.column + 1
        span = _made(Span, (self.line, begin, self.line, begin + 1 + len(self.tag)))
        return _made(Pointer, (document, (span,)))


class _Refused(Exception):
    """The file asks for what is not done with files of strangers."""


def place(document: str, line: int, column: int, length: int) -> Pointer:
    """Return the place of `length` characters after `column` characters of a line (counted from 1)."""
    return Pointer(document, (Span(line, column + 1, line, column + 1 + length),))


def root_of(document: Document, report: Report) -> Element | None:
    """Return the outermost element; None, and one finding where the text stops making sense, when there is none.

    Refused are entities (they can grow without bound, or name other files) and nesting beyond `DEEPEST`. Nothing but the
    text itself is read; of an external DTD only the name is seen.
    """
    parser = expat.ParserCreate()
    outside = Element("", {}, 1, 0)
    inside = [outside]

    def begun(tag: str, attributes: dict[str, str]) -> None:
        element = Element(tag, attributes, parser.CurrentLineNumber, parser.CurrentColumnNumber)
        inside[-1].children.append(element)
        inside.append(element)
        if len(inside) > DEEPEST:
            raise _Refused(f"nested deeper than {DEEPEST} levels; write it flatter")

    def ended(_: str) -> None:
        inside.pop()

    def declared(*_: object) -> None:
        raise _Refused("entities are declared here, which can grow without bound; write their texts out")

    parser.StartElementHandler = begun
    parser.EndElementHandler = ended
    parser.EntityDeclHandler = declared
    try:
        parser.Parse(document.text, True)
    except _Refused as refusal:
        here = place(document.name, parser.CurrentLineNumber, parser.CurrentColumnNumber, 1)
        report(here, str(refusal))
        return None
    except expat.ExpatError as mistake:
        report(place(document.name, mistake.lineno, mistake.offset, 1), *_not_xml(mistake, inside, document.name))
        return None
    return outside.children[0]


def _not_xml(mistake: expat.ExpatError, inside: list[Element], document: str) -> tuple[str | Note, ...]:
    problem = f"not XML: {expat.ErrorString(mistake.code)}"
    if len(inside) == 1:
        return (problem,)
    unclosed = inside[-1]
    return problem, Note(unclosed.place(document), f"<{unclosed.tag}> begins here and is not closed before")
