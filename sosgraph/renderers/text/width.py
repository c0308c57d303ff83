"""How many columns of a terminal a text takes: two for wide characters, none for combining ones."""

from unicodedata import category, east_asian_width


def width(text: str) -> int:
    """Return the columns that a text without control characters takes."""
    if text.isascii():
        return len(text)
    return sum(_width(character) for character in text)


def cut(text: str, most: int) -> str:
    """Return the text, with `…` for its middle where it takes more than `most` columns: both ends say what it is."""
    if width(text) <= most:
        return text
    front = most // 2
    return f"{_first(text, front)}…{_first(text[::-1], most - 1 - front)[::-1]}"


def _first(text: str, most: int) -> str:
    """Return as many of the first characters as take no more than `most` columns."""
    taken = 0
    for index, character in enumerate(text):
        taken += _width(character)
        if taken > most:
            return text[:index]
    return text


def _width(character: str) -> int:
    if category(character) in ("Mn", "Me"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
