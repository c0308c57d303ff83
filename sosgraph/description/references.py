"""Look names up: `component` in its own system, `system/component`, `*/component` wherever it is."""

from collections.abc import Mapping

from sosgraph.catalog import did_you_mean
from sosgraph.description.merging import Merged
from sosgraph.finding import Finding
from sosgraph.source import Pointer

_MOST_GUESSES = 20  # of names that may have been meant: whoever misses a whole file has not misspelt it
_LENGTHS_APART = 3


class References:
    """The names of all components, and the findings about those that are not among them.

    `homes` says of each document where one more component would be described in it.
    """

    __slots__ = ("_findings", "_full_names", "_guesses", "_homes", "_names_from", "_systems_of")

    def __init__(self, components: Mapping[str, Merged], homes: Mapping[str, str], findings: list[Finding]) -> None:
        self._full_names = components.keys()
        self._findings = findings
        self._homes = homes
        self._guesses = _MOST_GUESSES
        self._names_from: dict[str, list[str]] = {}
        self._systems_of: dict[str, list[str]] = {}
        for full_name, component in components.items():
            self._systems_of.setdefault(component.name, []).append(full_name)

    def found(self, reference: str, system: str) -> str | None:
        """Return the full name that `reference` means in `system`, or None."""
        if reference.startswith("*/"):
            candidates = self._systems_of.get(reference[2:], [])
            own = f"{system}/{reference[2:]}"
            return own if own in candidates else candidates[0] if len(candidates) == 1 else None
        full_name = reference if "/" in reference else f"{system}/{reference}"
        return full_name if full_name in self._full_names else None

    def resolved(self, reference: str, system: str, at: Pointer) -> str | None:
        """Return the full name that `reference` means in `system`; None, and a finding at `at`, when there is none."""
        full_name = self.found(reference, system)
        if full_name is None:
            self._findings.append(Finding(at, self._mistake(reference, system, at)))
        return full_name

    def _mistake(self, reference: str, system: str, at: Pointer) -> str:
        name = reference.removeprefix("*/")
        elsewhere = self._systems_of.get(name.rpartition("/")[2], [])
        if reference.startswith("*/") and len(elsewhere) > 1:
            return f"{name!r} is ambiguous; it may be {' or '.join(elsewhere)}"
        near = f"; did you mean {elsewhere[0]!r}?" if elsewhere else self._guess(name, system)
        where = "" if "/" in name else f" in system {system}"
        home = self._homes.get(at.document, "under components")
        return f"{name!r} is not described{where}{near or f'; describe it {home}, or pass its file too'}"

    def _guess(self, name: str, system: str) -> str:
        """Return a suggestion for `name`; each compares it with all names, so there are only so many."""
        self._guesses -= 1
        if self._guesses < 0:
            return ""
        if system not in self._names_from:
            self._names_from[system] = [full_name.removeprefix(f"{system}/") for full_name in self._full_names]
        return did_you_mean(name, [known for known in self._names_from[system] if abs(len(known) - len(name)) <= _LENGTHS_APART])
