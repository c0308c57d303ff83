"""A kind of component that is nearly one that means something: a `zones` is no zone."""

from collections.abc import Iterable, Iterator

from sosgraph.enumeration import some_of
from sosgraph.finding import Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.parameter import Parameter
from sosgraph.rules import Rule

_WORDS = (
    *("zone", "region", "host", "provider", "dns", "network", "config"),
    *(
        "frontend",
        "service",
        "model",
        "dataset",
        "database",
        "db",
        "cache",
        "store",
        "storage",
        "queue",
        "topic",
        "bucket",
        "volume",
    ),
)
_SHORTEST = 4
"""Words of fewer letters are near to too many others."""
_SHOWN = 10


def check(architecture: Architecture, *, known: tuple[str, ...] = ()) -> Iterator[Finding]:
    """Yield one finding for each kind in a system that is a known one but for a letter or capitals.

    With `known`, for each other kind that is not among these.
    """
    words = (*_WORDS, *known)
    meant = _Meant(words)
    strange: dict[tuple[str, str], list[Component]] = {}
    for component in architecture.components.values():
        if component.kind is not None and component.kind not in meant.words:
            strange.setdefault((component.system, component.kind), []).append(component)
    label = architecture.label
    for (_, kind), components in strange.items():
        near = meant.instead_of(kind)
        if near is None and not known:
            continue
        names = some_of(components, _SHOWN, lambda component: label(component.name))
        cure = f"did you mean {near!r}?" if near else f"write one of {', '.join(words)}"
        notes = (
            Note(component.place("kind"), f"{label(component.name)} too", branch)
            for branch, component in enumerate(components[1:_SHOWN])
        )
        yield Finding(components[0].place("kind"), f"kind {kind!r} of {names} is not known here; {cure}", tuple(notes))


class _Meant:
    """Words that differ from another by capitals or a letter are the same in small letters, or with one of them left out."""

    __slots__ = ("_shortened", "words")

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        self._shortened = {short: word for word in sorted(self.words, reverse=True) for short in _shortened(word)}

    def instead_of(self, kind: str) -> str | None:
        """Return the word that may have been meant, if there is one."""
        return next((self._shortened[short] for short in _shortened(kind) if short in self._shortened), None)


def _shortened(word: str) -> Iterator[str]:
    small = word.lower()
    yield small
    if len(small) >= _SHORTEST:
        yield from (small[:index] + small[index + 1 :] for index in range(len(small)))


RULE = Rule(
    "unknown-kind",
    "a kind of component is nearly, but not quite, one that is known",
    Severity.INFO,
    check,
    (Parameter("known", "further kinds that there are; where there are any, all others are reported", str, (), several=True),),
)
