"""Words of strangers for the page: on one line, what hides or turns the direction of text as escapes, what is long cut."""

from sosgraph.escaping import one_line, terminal

LONGEST = 300
"""Characters of a name that are shown in panels and tables; a box in the picture shows fewer (`drawing/wording.py`)."""


def words(text: str, longest: int = LONGEST) -> str:
    """Return the text as people may see it, at most `longest` characters."""
    line = terminal(one_line(text))
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
