"""Places as editors count them: lines end where the protocol says, columns are code units of the encoding agreed on."""

from bisect import bisect_right
from functools import cached_property
from itertools import accumulate

from lsprotocol.types import Position, PositionEncodingKind, Range

from sosgraph.source import Span

_UNITS = {PositionEncodingKind.Utf8: ("utf-8", 1), PositionEncodingKind.Utf16: ("utf-16-le", 2)}


class Places:
    """Conversions between offsets in a text (code points from 0), spans of a document, and positions of the protocol.

    Three notions of a line meet here: the protocol's, which knows no end but LF, CR LF and CR; that of YAML and of spans, which
    knows more; and one column is one code point for us, and one or more code units for an editor.
    """

    def __init__(self, text: str, encoding: str = PositionEncodingKind.Utf16) -> None:
        self.text = text
        self._codec = _UNITS.get(PositionEncodingKind(encoding))

    @cached_property
    def starts(self) -> list[int]:
        """The offset of each line of the protocol."""
        text, starts, at = self.text, [0], 0
        while True:
            ends = [end for end in (text.find("\n", at), text.find("\r", at)) if end >= 0]
            if not ends:
                return starts
            at = min(ends) + (2 if text.startswith("\r\n", min(ends)) else 1)
            starts.append(at)

    @cached_property
    def _ours(self) -> list[int]:
        """The offset of each line of a span."""
        return [0, *accumulate(map(len, self.text.splitlines(keepends=True)))]

    def offset(self, position: Position) -> int:
        """Return the offset of a position; of one behind a line its end, of one behind the text that."""
        if position.line >= len(self.starts):
            return len(self.text)
        start, end = self.starts[position.line], self.line_end(position.line)
        units = position.character
        for index in range(start, min(end, start + units)):
            units -= self._units(self.text[index])
            if units <= 0:
                return index + (units == 0)  # within a letter: before it
        return end if units > 0 else start

    def line_end(self, line: int) -> int:
        """Return the offset where the text of a line of the protocol ends."""
        last = self.starts[line + 1] if line + 1 < len(self.starts) else len(self.text)
        return self.starts[line] + len(self.text[self.starts[line] : last].rstrip("\r\n"))

    def position(self, offset: int) -> Position:
        """Return the position of an offset."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self.starts, offset) - 1
        before = self.text[self.starts[line] : offset]
        return Position(line, self._units(before))

    def _units(self, text: str) -> int:
        if self._codec is None:
            return len(text)
        codec, width = self._codec
        return len(text.encode(codec, "surrogatepass")) // width

    def between(self, start: int, end: int) -> Range:
        """Return the range between two offsets."""
        return Range(self.position(start), self.position(end))

    def offsets(self, span: Span) -> tuple[int, int]:
        """Return where a span begins and ends."""
        start = self._offset(span.start_line, span.start_column)
        return start, max(start, self._offset(span.end_line, span.end_column))

    def range(self, span: Span) -> Range:
        """Return the range of a span."""
        return self.between(*self.offsets(span))

    def _offset(self, line: int, column: int) -> int:
        line = max(1, min(line, len(self._ours)))
        end = self._ours[line] if line < len(self._ours) else len(self.text)
        return min(self._ours[line - 1] + max(column - 1, 0), max(end, self._ours[line - 1]), len(self.text))
