"""Places in documents: symbolic ones that rules speak of, and the lines and columns that people see."""

from typing import NamedTuple, Union


class Span(NamedTuple):
    """Lines and columns in a document, counted from 1 in code points; the end column is the one after the last."""

    start_line: int
    start_column: int
    end_line: int
    end_column: int


class Mark:
    """A place in a text, counted from 0 in code points, as PyYAML has it."""

    __slots__ = ("column", "index", "line")

    def __init__(self, index: int, line: int, column: int) -> None:
        self.index = index
        self.line = line
        self.column = column


_made = tuple.__new__


class Pointer(NamedTuple):
    """A symbolic place: a document and the keys and indices that lead there from its root.

    The first step is the number of the YAML document in its stream; in a text without any that of the line, from 1. A place
    that has no structure, such as a syntax error, is a path of one `Span`.
    """

    document: str
    path: tuple[Union[str, int, Span], ...] = ()

    def __truediv__(self, step: str | int) -> "Pointer":
        """Return the place one step further in; it need not be written there."""
        return _made(Pointer, (self[0], (*self[1], step)))
