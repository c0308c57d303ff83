"""Places as editors count them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import Position

from sosgraph.language_server.positions import Places
from sosgraph.source import Span

ENCODINGS = ("utf-8", "utf-16", "utf-32")
TEXTS = st.text(st.sampled_from("ab \n\r\x0c\x85\u2028é🦊\ud800"), max_size=30)


def by_counting(text: str, offset: int, encoding: str) -> tuple[int, int]:
    """Return the position of an offset letter by letter: an oracle too simple to be wrong."""
    line = column = 0
    for index, letter in enumerate(text[:offset]):
        if letter == "\n" or (letter == "\r" and text[index + 1 : index + 2] != "\n"):
            line, column = line + 1, 0
        else:
            octets = len(letter.encode("utf-8", "surrogatepass"))
            column += {"utf-8": octets, "utf-16": 2 if ord(letter) > 0xFFFF else 1, "utf-32": 1}[encoding]
    return line, column


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(text=TEXTS, share=st.floats(0, 1))
def test_positions_are_counted_in_the_units_agreed_on(encoding: str, text: str, share: float) -> None:
    """Lines end at LF, CR LF and CR alone, whatever else Python and YAML take for an end; there and back is the same place."""
    offset = round(share * len(text))
    if text[offset - 1 : offset + 1] == "\r\n":
        offset -= 1  # between the two there is no position
    found = Places(text, encoding).position(offset)
    assert (found.line, found.character) == by_counting(text, offset, encoding)
    assert Places(text, encoding).offset(found) == offset


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(text=TEXTS, line=st.integers(0, 40), column=st.integers(0, 100))
def test_positions_that_are_not_there_are_the_nearest_that_are(encoding: str, text: str, line: int, column: int) -> None:
    """Behind a line its end, behind the text that: an editor may be ahead of us."""
    offset = Places(text, encoding).offset(Position(line, column))
    assert 0 <= offset <= len(text)
    if line < len(Places(text, encoding).starts):
        assert Places(text, encoding).position(offset).line == line


@given(text=TEXTS, span=st.tuples(*[st.integers(-1, 40)] * 4))
def test_any_span_has_a_place(text: str, span: tuple[int, int, int, int]) -> None:
    """Be it of a document that has changed since: never outside the text, and never ending before it begins."""
    start, end = Places(text).offsets(Span(*span))
    assert 0 <= start <= end <= len(text)
