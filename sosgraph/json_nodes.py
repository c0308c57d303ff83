"""JSON as the nodes that composing it as YAML would make, for what libyaml refuses: it knows no pairs of surrogates."""

import re
from bisect import bisect_right
from typing import Any

import yaml

from sosgraph.plain_scalars import TAGS
from sosgraph.source import Mark

_TOKEN = re.compile(
    r"[ \t\r\n]*+(?:"
    r"(?P<sign>[{}\[\],:])"
    r'|"(?P<plain>[^"\\\x00-\x1f]*+)"'
    r'|(?P<escaped>"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+")'
    r"|(?P<bare>(?:-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?|true|false|null)(?![\w.+-]))"
    r")"
).match
_BLANK = re.compile(r"[ \t\r\n]*+").match
_UNPAIRED = re.compile("[\ud800-\udfff]").search
_LINE = re.compile(r"\r\n?|\n").finditer
_CLOSING = {"{": "}", "[": "]"}


def json_node(text: str) -> Any:
    """Return the node of the value in `text`; None where it is not JSON and nothing else, which YAML may say better.

    Nothing is nested on the stack, however deep the text is. Keys that stand twice are kept, for the reader to report.
    """
    lines = [0, *(match.end() for match in _LINE(text))]
    return _Reader(text, lines).read()


class _Reader:
    __slots__ = ("_lines", "_open", "_text", "_wanted")

    def __init__(self, text: str, lines: list[int]) -> None:
        self._text = text
        self._lines = lines
        self._open: list[tuple[str, Any, list[Any]]] = []
        self._wanted = "value"

    def read(self) -> Any:
        """Return the node, or None as soon as anything stands where JSON has something else."""
        begin = 0
        while (token := _TOKEN(self._text, begin)) is not None:
            kind, begin = token.lastgroup or "", token.end()
            node = self._sign(token) if kind == "sign" else self._scalar(token, kind)
            if node is None:
                return None
            if node is not self and not self._open:
                return node if _BLANK(self._text, begin).end() == len(self._text) else None  # type: ignore[union-attr]
        return None

    def _sign(self, token: re.Match[str]) -> Any:
        """Return the node that a bracket closes, the reader itself for a sign that closes nothing, None for one out of place."""
        sign, wanted = token["sign"], self._wanted
        if sign in _CLOSING:
            if wanted not in ("value", "value or end"):
                return None
            self._open.append((sign, self._mark(token.start("sign")), []))
            self._wanted = "key or end" if sign == "{" else "value or end"
            return self
        if sign in ",:":
            if wanted != {",": "comma or end", ":": "colon"}[sign]:
                return None
            self._wanted = "value" if sign == ":" or self._open[-1][0] == "[" else "key"
            return self
        if not self._open or not wanted.endswith("end") or sign != _CLOSING[self._open[-1][0]]:
            return None
        opening, start, parts = self._open.pop()
        end = self._mark(token.end())
        if opening == "[":
            return self._given(yaml.SequenceNode(TAGS["sequence"], parts, start, end, True))
        pairs = list(zip(parts[::2], parts[1::2], strict=True))
        return self._given(yaml.MappingNode(TAGS["mapping"], pairs, start, end, True))

    def _scalar(self, token: re.Match[str], kind: str) -> Any:
        is_key = self._wanted.startswith("key")
        if not (is_key or self._wanted.startswith("value")) or (is_key and kind == "bare"):
            return None
        value: str = token[kind]
        if kind == "escaped":
            from json import loads

            value = loads(value)
            if _UNPAIRED(value):
                return None
        quoted = kind != "bare"
        start = token.start(kind) - (kind == "plain")
        end = token.end()
        node = yaml.ScalarNode(TAGS["scalar"], value, self._mark(start), self._mark(end), '"' if quoted else "")
        return self._given(node, is_key)

    def _given(self, node: Any, is_key: bool = False) -> Any:
        """Return the node, after it is put into what is open; what is wanted next follows from that."""
        if self._open:
            self._open[-1][2].append(node)
            self._wanted = "colon" if is_key else "comma or end"
        return node

    def _mark(self, index: int) -> Any:
        line = bisect_right(self._lines, index) - 1
        return Mark(index, line, index - self._lines[line])
