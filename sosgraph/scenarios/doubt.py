"""Why what is declared does not decide a class: numbers are known too roughly, or something else was counted."""

from collections.abc import Sequence

from sosgraph.bdd.posterior import counted
from sosgraph.model.architecture import Architecture
from sosgraph.model.scenario import Scenario
from sosgraph.quantity import format_number, format_percent, format_share
from sosgraph.scenarios.measured import PROPERTIES
from sosgraph.scenarios.studies import VARIED, study, varied
from sosgraph.structure.composites import composite_availability


def flips(architecture: Architecture, scenarios: Sequence[Scenario], share: float, seed: int) -> dict[str, str]:
    """Return by property why its class is not decided when numbers are known to a `share` only; nothing where it is.

    One kind of number at a time is taken less and more by the share; simulated with the luck of `seed` (0: in rates).
    """
    usual = study(architecture, scenarios, seed)
    found: dict[str, str] = {}
    for what in VARIED:
        for factor in (1 - share, 1 + share):
            changed = study(*varied(architecture, scenarios, what, factor), seed)
            for name in PROPERTIES:
                surprises = usual.surprises(name)
                if name not in found and changed.surprises(name) != surprises:
                    now, then = ("not ", "") if surprises else ("", "not ")
                    found[name] = (
                        f"{now}as composed with the numbers as they are, {then}as composed with {format_number(factor)} times "
                        f"the {what}: numbers are known to {format_share(share)} only"
                    )
    return found


def contradicted(architecture: Architecture, answered: float) -> str:
    """Return what was counted at an entry and neither composition nor simulation explains; empty where nothing is.

    `answered` is the share of the requests that the simulation answers without a trigger; own parts fail besides.
    """
    for name, component in architecture.components.items():
        observed = component.observed
        if component.entry is None or observed is None:
            continue
        composed = composite_availability(architecture, wanted=(name,))[name]
        worst, best = composed.unavailability_high + (1 - answered), composed.unavailability_low
        low, high = counted(observed.total - observed.good, observed.total).interval
        if (low > worst and not composed.upper_bound) or high < best:
            share = format_percent((observed.total - observed.good) / observed.total)
            between = f"{format_percent(worst)} to {format_percent(best)}"
            return f"{share} was counted at {architecture.label(name)}, outside of what is composed and simulated, {between}"
    return ""
