"""Text from strangers, made inert: every name in a report may come from somebody else's pull request.

What is escaped stays visible, so that a name that tries to hide something shows that it does.
"""

import re
from unicodedata import category

_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_INVISIBLE = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))  # controls, format characters (bidi, zero width), lone surrogates, breaks
_markup = re.compile(r"[&<>`*\[\]|~$\\]|(?<![^\W_])_|_(?![^\W_])")
_opening = re.compile(r"^(?:[-+=#]|\d+(?=[.)](?: |$)))")
_link = re.compile(r"(?<=[@#])(?=\w)|(?<=:)(?=//)|(?<=\bwww)(?=\.)", re.IGNORECASE)


def terminal(text: str) -> str:
    r"""Return the text on one line, with every character that is invisible or moves the cursor as an escape: \x1b, \n, \u202e."""
    if text.isprintable():
        return text
    return "".join(character if category(character) not in _INVISIBLE else _escape(character) for character in text)


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
    text = _link.sub("\0", text)
    text = _markup.sub(_entity, text)
    text = _opening.sub(lambda match: "".join(map(_entity_of, match[0])), text)
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
