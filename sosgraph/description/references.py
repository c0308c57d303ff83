"""Look names up: `component` in its own system, `system/component`, `*/component` wherever it is."""

from collections.abc import Mapping

from sosgraph.catalog import did_you_mean
from sosgraph.description.merging import Merged
from sosgraph.finding import Finding
from sosgraph.source import Pointer


class References:
    """The names of all components, and the findings about those that are not among them."""

    __slots__ = ("_findings", "_full_names", "_systems_of")

    def __init__(self, components: Mapping[str, Merged], findings: list[Finding]) -> None:
        self._full_names = components.keys()
        self._findings = findings
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
            self._findings.append(Finding(at, self._mistake(reference, system)))
        return full_name

    def _mistake(self, reference: str, system: str) -> str:
        name = reference.removeprefix("*/")
        elsewhere = self._systems_of.get(name.rpartition("/")[2], [])
        if reference.startswith("*/") and len(elsewhere) > 1:
            return f"{name!r} is ambiguous; it may be {' or '.join(elsewhere)}"
        known = [full_name.removeprefix(f"{system}/") for full_name in self._full_names]
        near = f"; did you mean {elsewhere[0]!r}?" if elsewhere else did_you_mean(name, known)
        where = "" if "/" in name else f" in system {system}"
        return f"{name!r} is not described{where}{near or '; describe it under components, or pass its file too'}"
