"""Names as users may write them, and text that breaks what quotes it badly."""

from functools import cache

from hypothesis import strategies as st

_HOSTILE = (
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</style></svg>", "&lt;&amp;", "-->", "]]>", "<!--", '"', "'"),
    *("\\", "\\n", '"]; a -> b [label="', "a|b", "`code`", "```", "# heading", "[link](javascript:alert(1))", "%%{init: {}}%%"),
    *("line\nbreak", "carriage\r\nreturn", "tab\there", "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "nul\x00", "\ufeffmark"),
    *(
        "\u202eright to left",
        "\u200bzero\u200dwidth",
        "\u2028separator",
        "\u2066isolate",
        "é",
        "e\u0301",
        "数据库",
        "🧨",
        "x" * 300,
    ),
    *("=1+1", "+1", "-1", "@SUM(A1)", "::error::x", "##[error]x", "##vso[x]", "##teamcity[x]", "%s %d {0} {x}", "%0A"),
    *("${HOME}", "$(id)", "; rm -rf /", "../../etc/passwd", "file:///etc", "null", "no", "1e3", "a -> b", "a/b", "a#1", " ", ""),
)


@cache
def words() -> st.SearchStrategy[str]:
    """Return names of systems and of components in their system: letters, digits, `_`, `-` and `.`."""
    return st.from_regex(r"\A[A-Za-z0-9_][A-Za-z0-9_.-]{0,11}\Z")


@cache
def names() -> st.SearchStrategy[str]:
    """Return full names, `system/component`."""
    return st.tuples(words(), words()).map("/".join)


@cache
def hostile_text() -> st.SearchStrategy[str]:
    """Return text that breaks what quotes it badly: HTML, escapes, control characters, right to left, formulas, length."""
    pieces = st.sampled_from(_HOSTILE)
    return pieces | st.lists(pieces, min_size=2, max_size=3).map("".join) | st.text(st.characters(codec="utf-8"), max_size=8)
