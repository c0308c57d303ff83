"""Look names up: `component` in its own system, `system/component`, `*/component` wherever it is."""

from collections.abc import Iterable, Mapping

from sosgraph.catalog import did_you_mean
from sosgraph.enumeration import some_of
from sosgraph.finding import Finding, Note
from sosgraph.frozen import dataclass, replace
from sosgraph.source import Pointer

_MOST_GUESSES = 20  # of names that may have been meant: whoever misses a whole file has not misspelt it
_LENGTHS_APART = 3
_MOST_NAMES = 5
_MOST_PLACES = 20


@dataclass(frozen=True, slots=True)
class _Missing:
    """Something that is named and not there: where its finding stands among all of them, what is named of it, and where."""

    finding: int
    places: dict[Pointer, str]

    def notes(self) -> tuple[Note, ...]:
        """Return the places behind the first, the first of them where they are very many."""
        _, *further = self.places.items()
        return tuple(Note(at, f"{name} is named here", branch) for branch, (at, name) in enumerate(further[:_MOST_PLACES]))


class References:
    """The full names of all components, and the findings about those that are not among them.

    `homes` says of each document where one more component would be described in it. `failed` counts what was not found. What is
    missing is one finding, however often it is named: a component, or a whole system.
    """

    __slots__ = ("_findings", "_full_names", "_guesses", "_homes", "_known", "_missing", "_names_from", "_systems", "failed")

    def __init__(self, full_names: Iterable[str], homes: Mapping[str, str], findings: list[Finding]) -> None:
        self._full_names = dict.fromkeys(full_names)
        self._findings = findings
        self._homes = homes
        self._guesses = _MOST_GUESSES
        self._names_from: dict[str, list[str]] = {}
        self._known: dict[str, list[str]] | None = None
        self._systems: dict[str, None] | None = None
        self._missing: dict[str, _Missing] = {}
        self.failed = 0

    @property
    def _systems_of(self) -> dict[str, list[str]]:
        """The full names of each name, asked for only where a reference is not plain."""
        if self._known is None:
            self._known = {}
            for full_name in self._full_names:
                self._known.setdefault(full_name.partition("/")[2], []).append(full_name)
        return self._known

    def found(self, reference: str, system: str) -> str | None:
        """Return the full name that `reference` means in `system`, or None."""
        full_name = reference if "/" in reference else f"{system}/{reference}"
        if full_name in self._full_names:
            return full_name
        if reference.startswith("*/"):
            candidates = self._systems_of.get(reference[2:], [])
            own = f"{system}/{reference[2:]}"
            return own if own in candidates else candidates[0] if len(candidates) == 1 else None
        return None

    def resolved(self, reference: str, system: str, at: Pointer) -> str | None:
        """Return the full name that `reference` means in `system`; None, and a finding at `at`, when there is none."""
        full_name = self.found(reference, system)
        if full_name is None:
            self.lack(reference, system, at)
        return full_name

    def settle(self) -> None:
        """Complete the findings about what is named at several places, once all references are looked up."""
        for what, missing in self._missing.items():
            finding = self._findings[missing.finding]
            if what.endswith("/"):
                finding = replace(finding, message=self._mistake_in_system(what[:-1], missing))
            self._findings[missing.finding] = replace(finding, notes=missing.notes())

    def lack(self, reference: str, system: str, at: Pointer) -> None:
        """Remember that something is missing: of a whole system that is not here, only that, under its name and a slash."""
        self.failed += 1
        full_name = reference if "/" in reference else f"{system}/{reference}"
        its_system, _, name = full_name.partition("/")
        if self._systems is None:
            self._systems = dict.fromkeys(known.partition("/")[0] for known in self._full_names)
        absent = "/" in reference and its_system not in self._systems and its_system != "*"
        what = f"{its_system}/" if absent else full_name
        if what not in self._missing:
            self._missing[what] = _Missing(len(self._findings), {})
            self._findings.append(Finding(at, "" if absent else self._mistake(reference, system, at)))
        self._missing[what].places.setdefault(at, name)

    def _mistake_in_system(self, system: str, missing: _Missing) -> str:
        names = list(dict.fromkeys(missing.places.values()))
        cure = did_you_mean(system, list(self._systems or ()), 0.75) or "; pass its file too"
        return f"system {system!r} is not here: {some_of(names, _MOST_NAMES)} {'is' if len(names) == 1 else 'are'} named{cure}"

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
