"""Text from strangers, made inert: every name in a report may come from somebody else's pull request.

What is escaped stays visible, so that a name that tries to hide something shows that it does.
"""

import re

_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_INVISIBLE = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))  # controls, format characters (bidi, zero width), lone surrogates, breaks
_MARKUP = r"[&<>`*\[\]|~$\\]|(?<![^\W_])_|_(?![^\W_])"
_OPENING = r"^(?:[-+=#]|\d+(?=[.)](?: |$)))"
_COMMAND = r"##(?=\w*\[)"  # ##[error], ##vso[…], ##teamcity[…]: orders to whoever runs a job, wherever in a line
_ORDER = r"^(\s*):(?=:)"  # ::error::, at the beginning of one
_FOREIGN = r"[^\w.+:@~-]"
_LINK = r"(?<=[@#])(?=\w)|(?<=:)(?=//)|(?<=\bwww)(?=\.)"


def terminal(text: str) -> str:
    r"""Return the text on one line, with every character that is invisible or moves the cursor as an escape: \x1b, \n, \u202e.

    Nor does it hold an order to a continuous integration that reads its jobs' output: `##[` and `::` at the beginning
    are written `#\x23[` and `\x3a:`.
    """
    if not text.isprintable():
        from unicodedata import category

        text = "".join(character if category(character) not in _INVISIBLE else _escape(character) for character in text)
    return ordering_nothing(re.sub(_ORDER, r"\1\\x3a", text)) if "::" in text or "##" in text else text


def ordering_nothing(text: str, escape: str = r"\x23") -> str:
    """Return the text with each `##[` of an order to a continuous integration divided by the `escape` of its second sign."""
    return re.sub(_COMMAND, lambda _: f"#{escape}", text)


def orders(text: str) -> tuple[int, ...]:
    """Return where in the text the second sign of each such `##[` stands."""
    return tuple(match.end() - 1 for match in re.finditer(_COMMAND, text))


def quoted(text: str, longest: int = 60) -> str:
    """Return the text in quotes, as messages name what somebody wrote: of more than `longest` characters only the beginning."""
    return repr(text) if len(text) <= longest else f"{text[:longest]!r}…"


def one_line(text: str) -> str:
    """Return the text with every run of white space as one space, and none at its ends."""
    return " ".join(text.split())


def markdown(text: str) -> str:
    """Return Markdown that shows the text as it is, on one line: no markup, no HTML, no link, no mention of a user or an issue.

    It is inert in a paragraph, a list element, the cell of a table and as the text of an HTML element. Entities cannot
    begin a structure (CommonMark 0.31, 2.5); GitHub makes mentions and links after they are resolved, so a zero-width
    space divides those.
    """
    text = terminal(one_line(text))
    # a place for the zero-width space that no input can hold: the terminal form has no control characters
    text = re.sub(_LINK, "\0", text, flags=re.IGNORECASE)
    text = re.sub(_MARKUP, _entity, text)
    text = re.sub(_OPENING, lambda match: "".join(map(_entity_of, match[0])), text)
    return text.replace("\0", "&#8203;")


def _entity(match: re.Match[str]) -> str:
    return {"&": "&amp;", "<": "&lt;", ">": "&gt;"}.get(match[0]) or _entity_of(match[0])


def _entity_of(character: str) -> str:
    return f"&#{ord(character)};"


def _escape(character: str) -> str:
    code = ord(character)
    if character in _SHORT:
        return _SHORT[character]
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def component_name(written: str) -> str:
    """Return the name under which what is called `written` in another tool is a component; different ones stay different.

    Letters and digits of any alphabet and `_ . + : @ ~ -` stay; all else, some of which is syntax here (`/`, `#`, blanks
    around arrows) is percent-encoded as in addresses.
    """
    return re.sub(_FOREIGN, _percent_encoded, written)


def _percent_encoded(match: re.Match[str]) -> str:
    return "".join(f"%{octet:02X}" for octet in match[0].encode("utf-8", "surrogatepass"))


def system_name(file: str) -> str:
    """Return the name of a system that only its file names: that of the file up to its first dot, strange letters as `-`."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", file.rpartition("/")[2].partition(".")[0]) or "system"
