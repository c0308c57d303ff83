# cython: boundscheck=False, wraparound=False, initializedcheck=False, annotation_typing=False
"""The YAML that nearly every file is written in, as the nodes that libyaml would compose of it, in a sixth of its time.

Block and flow collections of scalars that stand on one line each, and comments. Whoever writes anything else (an anchor, an
alias, a tag, a text over several lines, an escape, a tab, a second document), or makes a mistake, is read by libyaml from the
beginning, which also knows what to say of it. So no text means two things: what is read here, libyaml reads just so.

A kernel, run as it stands or compiled (`plain_yaml.pxd` beside it). Interpreted, libyaml is faster: see `COMPILED`.
"""

from typing import Any

from sosgraph.plain_scalars import PlainNode, Scanner, Unusual

COMPILED = not __file__.endswith(".py")

_LONGEST_KEY = 1_000
"""How long a key may be, in code points; libyaml gives up at 1,024."""
_DEEPEST = 64
"""How many collections may be open, each of which takes its share of the stack."""


def plain_roots(text: str) -> tuple[PlainNode, ...] | None:
    """Return the node of the only document in `text`, none where nothing is written; None where it takes libyaml to say."""
    if not is_usual(text):
        return None
    try:
        return Reader(text).roots()
    except Unusual:
        return None


def is_usual(text: str) -> bool:
    """Tell whether all characters are printable ones and line feeds: no others end a line, and libyaml refuses none."""
    for char in text:
        if char < " ":
            if char != "\n":
                return False
        elif char > "~" and (
            char < "\xa0"
            or "\u2028" <= char <= "\u2029"
            or "\ud7ff" < char < "\ue000"
            or char == "\ufeff"
            or "\ufffd" < char <= "\uffff"
        ):
            return False
    return True


class Reader(Scanner):
    """Where reading is among the collections of a text."""

    __slots__ = ()

    def roots(self) -> tuple[PlainNode, ...]:
        """Return the node of the document, or nothing; raises `Unusual`."""
        self.to_next()
        if self.text.startswith("---\n", self.at) and self.at == self.start:
            self.at += 3
            self.to_next()
        elif self.at == self.size:
            return ()
        if self.at == self.size:
            raise Unusual
        node = self.block_node(-1)
        if self.at < self.size:
            raise Unusual
        return (node,)

    def is_entry(self) -> bool:
        """Tell whether an entry of a block list begins here."""
        return self.text[self.at] == "-" and self.is_blank(self.at + 1)

    def closed(self, node: PlainNode, value: Any, flow: bool) -> PlainNode:
        """Return the collection with its value, which ends here; where it goes on to the end, libyaml sees one more line."""
        node.value = value
        node.flow_style = flow
        column = self.at - self.start
        beyond = not flow and self.at == self.size and column > 0 and column >= node.column
        node.end, node.end_line, node.end_column = self.at, self.line + beyond, 0 if beyond else column
        self.depth -= 1
        self.flow -= flow
        return node

    def enter(self, flow: bool) -> None:
        """Count one more collection that is open."""
        self.depth += 1
        self.flow += flow
        if self.depth > _DEEPEST:
            raise Unusual

    def block_node(self, indent: int) -> PlainNode:
        """Return the node that begins here, where a block collection may begin, inside of one in the column `indent`."""
        if self.is_entry():
            return self.block_list(False)
        node = self.inline()
        if node.id == "scalar" and self.is_value():
            return self.block_mapping(node)
        return self.alone(node, indent)

    def alone(self, node: PlainNode, indent: int) -> PlainNode:
        """Return the node, behind which nothing more may stand in its line, and nothing further in than `indent` after it."""
        if not self.to_next() and self.at < self.size:
            raise Unusual
        if self.at < self.size and self.at - self.start > indent:
            raise Unusual
        return node

    def block_mapping(self, key: PlainNode) -> PlainNode:
        """Return the mapping whose first key is read, up to its colon."""
        self.enter(False)
        node = PlainNode().begun("mapping", key.begin, key.line, key.column)
        entries = []
        while True:
            if self.at - key.begin > _LONGEST_KEY:
                raise Unusual
            entries.append((key, self.block_value(node.column)))
            column = self.at - self.start
            if self.at == self.size or column < node.column:
                return self.closed(node, entries, False)
            key = self.inline()
            if column > node.column or key.id != "scalar" or not self.is_value():
                raise Unusual

    def block_value(self, indent: int) -> PlainNode:
        """Return the value behind the colon here, of a mapping in the column `indent`."""
        self.at += 1
        at, line, behind = self.at, self.line, self.at - self.start
        ended = self.to_next()
        column = self.at - self.start
        if self.at < self.size:
            if not ended:
                return self.alone(self.inline(), indent)
            if column > indent:
                return self.block_node(indent)
            if column == indent and self.is_entry():
                return self.block_list(True)
        return self.empty(at, line, behind)

    def block_list(self, beside: bool) -> PlainNode:
        """Return the list whose first entry begins here; `beside` where it stands in the column of its key."""
        self.enter(False)
        node = self.made("sequence")
        items = []
        while True:
            self.at += 1
            at, line, behind = self.at, self.line, self.at - self.start
            ended = self.to_next()
            if self.at < self.size and (not ended or self.at - self.start > node.column):
                items.append(self.block_node(node.column))
            else:
                items.append(self.empty(at, line, behind))
            column = self.at - self.start
            if self.at == self.size or column < node.column or (beside and column == node.column and not self.is_entry()):
                return self.closed(node, items, False)
            if column > node.column or not self.is_entry():
                raise Unusual

    def inline(self) -> PlainNode:
        """Return the scalar or flow collection that begins here."""
        char = self.text[self.at]
        if char == "{":
            return self.flow_mapping()
        if char == "[":
            return self.flow_list()
        if char == "'" or char == '"':
            return self.quoted(char)
        return self.plain(char)

    def flow_mapping(self) -> PlainNode:
        """Return the mapping in braces that begins here."""
        self.enter(True)
        node = self.made("mapping")
        entries = []
        self.at += 1
        while not self.is_closing("}"):
            key = self.inline()
            while self.at < self.size and self.text[self.at] == " ":
                self.at += 1
            if key.id != "scalar" or self.at == self.size or self.text[self.at] != ":" or self.at - key.begin > _LONGEST_KEY:
                raise Unusual
            self.at += 1
            self.to_next()
            if self.at == self.size or self.text[self.at] == ",":
                raise Unusual
            entries.append((key, self.inline()))
            self.to_comma("}")
        self.at += 1
        return self.closed(node, entries, True)

    def flow_list(self) -> PlainNode:
        """Return the list in brackets that begins here."""
        self.enter(True)
        node = self.made("sequence")
        items = []
        self.at += 1
        while not self.is_closing("]"):
            items.append(self.inline())
            self.to_comma("]")
        self.at += 1
        return self.closed(node, items, True)

    def is_closing(self, bracket: str) -> bool:
        """Go on to what is written next in a flow collection, and tell whether it ends there."""
        self.to_next()
        if self.at == self.size:
            raise Unusual
        return self.text[self.at] == bracket

    def to_comma(self, bracket: str) -> None:
        """Go behind the comma that follows an entry of a flow collection, or to the bracket that closes it."""
        if not self.is_closing(bracket):
            if self.text[self.at] != ",":
                raise Unusual
            self.at += 1
