"""How many columns of a terminal a text takes: two for wide characters, none for combining ones."""

from unicodedata import category, east_asian_width


def width(text: str) -> int:
    """Return the columns that a text without control characters takes."""
    if text.isascii():
        return len(text)
    return sum(_width(character) for character in text)


def cut(text: str, most: int) -> str:
    """Return the text, with `…` for its end where it takes more than `most` columns."""
    if width(text) <= most:
        return text
    taken = 0
    for index, character in enumerate(text):
        taken += _width(character)
        if taken > most - 1:
            return f"{text[:index]}…"
    return text


def _width(character: str) -> int:
    if category(character) in ("Mn", "Me"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
