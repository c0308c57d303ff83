"""Say where `*` is: what was said of `*/name` belongs to the only component called so, in whichever system."""

from collections.abc import Iterable

from sosgraph.description.parts import ANYWHERE, ComponentDescription, DependencyDescription, Description, NeedDescription
from sosgraph.finding import Finding
from sosgraph.frozen import replace

Homes = dict[str, tuple[str, ...]]


def placed(descriptions: Iterable[Description], findings: list[Finding]) -> tuple[Description, ...]:
    """Return the descriptions with `*` replaced by systems; a name that no system or several have is left, or a finding.

    A reference `*/name` is replaced before components merge, so that a dependency that two files declare stays one.
    """
    descriptions = tuple(descriptions)
    systems: dict[str, dict[str, None]] = {}
    for description in descriptions:
        if description.system != ANYWHERE:
            for component in description.components:
                systems.setdefault(component.name, {})[description.system] = None
    homes = {name: tuple(found) for name, found in systems.items()}
    result: list[Description] = []
    for description in descriptions:
        known = replace(
            description, components=tuple(_component(one, description.system, homes) for one in description.components)
        )
        result.extend([known] if description.system != ANYWHERE else _at_home(known, homes, findings))
    return tuple(result)


def _at_home(description: Description, homes: Homes, findings: list[Finding]) -> Iterable[Description]:
    for component in description.components:
        found = homes.get(component.name, () if description.home is None else (description.home,))
        if len(found) == 1:
            yield replace(description, system=found[0], owner=None, components=(component,))
        else:
            where = f"is ambiguous; it may be {' or '.join(f'{system}/{component.name}' for system in found)}" if found else ""
            findings.append(Finding(component.at, f"{component.name!r} {where or 'is not described; pass its file too'}"))


def _component(component: ComponentDescription, system: str, homes: Homes) -> ComponentDescription:
    return replace(component, needs=tuple(_need(need, system, homes) for need in component.needs))


def _need(need: NeedDescription, system: str, homes: Homes) -> NeedDescription:
    """Return the need with its reference replaced; in a group it stays, to be looked up with the others."""
    if not isinstance(need, DependencyDescription) or not need.on.startswith(f"{ANYWHERE}/"):
        return need
    found = homes.get(need.on[2:], ())
    home = system if system in found else found[0] if len(found) == 1 else None
    return need if home is None else replace(need, on=f"{home}/{need.on[2:]}")
