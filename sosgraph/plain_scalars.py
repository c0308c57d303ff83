# cython: boundscheck=False, wraparound=False, initializedcheck=False, annotation_typing=False
"""Scalars of everyday YAML, and what stands between them.

A kernel, run as it stands or compiled (`plain_scalars.pxd` beside it).
"""

from typing import Any

from sosgraph.source import Mark

TAGS = {"scalar": "tag:yaml.org,2002:str", "sequence": "tag:yaml.org,2002:seq", "mapping": "tag:yaml.org,2002:map"}
"""The tag of a node on which none is written, by its kind."""


class Unusual(Exception):
    """The text holds more than is read here, or a mistake."""


class PlainNode:
    """What is composed, with the attributes of PyYAML's nodes; its marks are made when somebody asks for them."""

    __slots__ = ("begin", "column", "end", "end_column", "end_line", "flow_style", "id", "line", "style", "value")

    def begun(self, kind: str, begin: int, line: int, column: int) -> "PlainNode":
        """Return this node, which is new: it begins at a place, and as yet ends there."""
        self.id = kind
        self.value: Any = None
        self.style: str | None = None
        self.flow_style: bool | None = None
        self.begin, self.line, self.column = begin, line, column
        self.end, self.end_line, self.end_column = begin, line, column
        return self

    @property
    def tag(self) -> str:
        """The tag of a node on which none is written."""
        return TAGS[self.id]

    @property
    def start_mark(self) -> Mark:
        """Where it begins."""
        return Mark(self.begin, self.line, self.column)

    @property
    def end_mark(self) -> Mark:
        """Where it ends; a block collection where the next thing begins."""
        return Mark(self.end, self.end_line, self.end_column)


class Scanner:
    """Where reading is in a text: `at` its code point `at`, in the line `line` that starts at `start`, counted from 0.

    `words` are the scalars met so far, of which the same one is kept once; `depth` is how many collections are open, `flow` how
    many of them have brackets.
    """

    __slots__ = ("at", "depth", "flow", "line", "size", "start", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.size = len(text)
        self.at = self.line = self.start = self.depth = self.flow = 0
        self.words: dict[str, str] = {}

    def to_next(self) -> bool:
        """Go on to what is written next, and tell whether a line ended before it."""
        ended = False
        while self.at < self.size:
            char = self.text[self.at]
            if char == " ":
                self.at += 1
            elif char == "\n":
                self.at += 1
                self.line += 1
                self.start = self.at
                ended = True
            elif char == "#":
                if self.at > self.start and self.text[self.at - 1] != " ":
                    raise Unusual
                found = self.text.find("\n", self.at)
                self.at = found if found >= 0 else self.size
            else:
                break
        return ended

    def is_blank(self, at: int) -> bool:
        """Tell whether nothing stands at a place: a blank, or the end of the line or text."""
        return at >= self.size or self.text[at] == " " or self.text[at] == "\n"

    def is_value(self) -> bool:
        """Go over the blanks behind a scalar in a block, and tell whether a colon makes it a key."""
        while self.at < self.size and self.text[self.at] == " ":
            self.at += 1
        return self.at < self.size and self.text[self.at] == ":" and self.is_blank(self.at + 1)

    def made(self, kind: str) -> PlainNode:
        """Return a node that begins here, and as yet ends here."""
        return PlainNode().begun(kind, self.at, self.line, self.at - self.start)

    def empty(self, at: int, line: int, column: int) -> PlainNode:
        """Return the scalar of no characters at a place."""
        node = PlainNode().begun("scalar", at, line, column)
        node.value = node.style = ""
        return node

    def quoted(self, quote: str) -> PlainNode:
        """Return the scalar in quotes that begins here."""
        node = self.made("scalar")
        end = self.at + 1
        while end < self.size and self.text[end] != quote:
            if (self.text[end] == "\\" and quote == '"') or self.text[end] == "\n":
                raise Unusual
            end += 1
        if (end + 1 < self.size and self.text[end + 1] == quote) or end >= self.size:
            raise Unusual
        node.style = quote
        return self.said(node, self.at + 1, end, end + 1)

    def plain(self, first: str) -> PlainNode:
        """Return the scalar without quotes that begins here."""
        if first in "-?:,[]{}#&*!|>%@`." and not self.is_harmless(first):
            raise Unusual
        node = self.made("scalar")
        node.style = ""
        at = end = self.at
        while at < self.size:
            char = self.text[at]
            if char == "\n" or (char == "#" and end < at):
                break
            if char == ":" and self.is_blank(at + 1):
                break
            if self.flow and char in ",[]{}?:":
                if char in ",]}":
                    break
                if char != ":" or self.text[at + 1] in ",[]{}?":
                    raise Unusual
            at += 1
            if char != " ":
                end = at
        return self.said(node, self.at, end, end)

    def is_harmless(self, first: str) -> bool:
        """Tell whether a sign with which a scalar seldom begins means nothing here: the minus of a number, the dot of a name."""
        if self.at + 1 == self.size or (first != "-" and first != "."):
            return False
        following = self.text[self.at + 1]
        return "0" <= following <= "9" or "a" <= following <= "z" or "A" <= following <= "Z"

    def said(self, node: PlainNode, begin: int, end: int, after: int) -> PlainNode:
        """Return the scalar with the text from `begin` to `end`, and go behind it."""
        word = self.text[begin:end]
        node.value = self.words.setdefault(word, word)
        node.end, node.end_column = after, after - self.start
        self.at = after
        return node
