"""A service as its files together write it: what it extends lies below, what is written in the project on top."""

from collections.abc import Iterator
from typing import NamedTuple

from sosgraph.document import Node
from sosgraph.frozen import dataclass
from sosgraph.importers.compose.project import ComposeFile
from sosgraph.source import Pointer


class Entry(NamedTuple):
    """One entry of `environment` or `labels`."""

    key: str
    value: str | None  # None where only the key is written
    is_default: bool  # the value is (partly) a default of a variable that is not set
    at: Pointer


@dataclass(frozen=True, slots=True)
class Layer:
    """A node of one file."""

    node: Node
    file: ComposeFile

    @property
    def text(self) -> str:
        """The text of the node with its variables substituted."""
        return self.file.text(self.node)

    def elements(self) -> Iterator["Layer"]:
        """Yield the elements of a list, or the node itself where it is a single value."""
        for element in self.node.elements() if self.node.kind in ("list", "mapping") else [self.node]:
            yield Layer(element, self.file)

    def entries(self) -> Iterator["Entry"]:
        """Yield the entries of `KEY: value` or `- KEY=value`."""
        if self.node.kind == "list":
            for element in self.node.elements():
                key, equals, value = self.file.text(element).partition("=")
                yield Entry(key, value if equals else None, self._has_default(element), element.at)
        else:
            for key, child in self.node.items():
                yield Entry(key, None if child.empty else self.file.text(child), self._has_default(child), child.at)

    def _has_default(self, node: Node) -> bool:
        text = node.text or ""
        return "${" in text and self.file.has_default(text)


@dataclass(frozen=True, slots=True)
class Service:
    """One service; the last of its layers is the one on top."""

    name: str
    layers: tuple[Layer, ...]

    @property
    def at(self) -> Pointer:
        """The place of the service."""
        return self.layers[-1].node.at

    def written(self, *keys: str) -> list[Layer]:
        """Return what the layers write under `keys`, the lowest first; `!reset` and `!override` hide what lies below."""
        kept: list[Layer] = []
        for layer in self.layers:
            node = layer.node
            for key in keys:
                node = node[key]
                tag = node.raw.tag if node else ""
                if tag in ("!reset", "!override"):
                    kept.clear()
                if tag == "!reset" or node.empty:
                    break
            else:
                if node:
                    kept.append(Layer(node, layer.file))
        return kept

    def text(self, *keys: str) -> str:
        """Return the single value that stands under `keys`, empty where there is none."""
        written = self.written(*keys)
        return written[-1].text if written else ""

    def entries(self, key: str) -> list[Entry]:
        """Return the entries under `key` (`environment`, `labels`); of those with the same key the one on top."""
        return list({entry.key: entry for layer in self.written(key) for entry in layer.entries()}.values())
