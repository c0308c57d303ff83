"""Text from strangers, made inert."""

from unicodedata import category

from hypothesis import given
from hypothesis import strategies as st

from sosgraph.escaping import markdown, one_line, terminal


def test_what_moves_or_hides_is_shown() -> None:
    """Escapes, bidirectional overrides, zero-width characters, tags and lone surrogates; letters of all scripts stay."""
    assert terminal("\x1b[31m\n\r\t\x85\u202e\u200b\u2028\ufeff\U000e0041\udc80") == (
        "\\x1b[31m\\n\\r\\t\\x85\\u202e\\u200b\\u2028\\ufeff\\U000e0041\\udc80"
    )
    assert terminal("e\u0301 \u65e5 \u05d0 \xa0 \U0001f600") == "e\u0301 \u65e5 \u05d0 \xa0 \U0001f600"


@given(st.text(st.characters()))
def test_terminal_text_is_visible_and_stays_so(text: str) -> None:
    """No invisible character is left, escaping twice is escaping once, and it can be encoded."""
    shown = terminal(text)
    assert not {category(character) for character in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert terminal(shown) == shown
    shown.encode()


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    """White space divides words once; the words stay."""
    assert len(one_line(text).splitlines()) <= 1
    assert one_line(text).split(" ") == (text.split() or [""])


@given(st.text(alphabet="<>&|`*[]~$\\ _a"))
def test_markdown_has_no_markup(text: str) -> None:
    """None of its characters but the ampersand of entities."""
    assert not set("<>|`*[]~$\\") & set(markdown(text))
    assert markdown("a_b_c") == "a_b_c" and "_" not in markdown("_a_")


def test_long_names_are_quick() -> None:
    """A megabyte of spaces is one pass, not its square."""
    assert one_line(" " * 1_000_000 + "x") == markdown(" " * 1_000_000 + "x") == "x"


def test_a_name_gives_no_orders() -> None:
    """A continuous integration takes `##[` anywhere in a line, and `::` at its beginning, for its own; all else stays."""
    assert terminal("::error::x") == "\\x3a:error::x" and terminal("\xa0::x") == "\xa0\\x3a:x"
    assert terminal("a ##[error] ##vso[x] ###[y]") == "a #\\x23[error] #\\x23vso[x] ##\\x23[y]"
    assert terminal("a::b ## c [d]") == "a::b ## c [d]"
