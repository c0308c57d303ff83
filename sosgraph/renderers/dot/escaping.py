"""Text on its way into DOT: nothing that a user wrote may end a string or a tag, or mean something to Graphviz."""

from html import escape


def quoted(text: str) -> str:
    r"""Return a DOT string in double quotes; a backslash stays one, so that `\N` and `\l` are nothing special."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def markup(text: str) -> str:
    r"""Return text for an HTML-like label; Graphviz reads `\N` there too."""
    return escape(text.replace("\\", "\\\\"), quote=True)
