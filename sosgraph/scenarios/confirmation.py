"""Classes of an incident: found in one run, confirmed by others, and doubted where the numbers do not decide."""

from collections.abc import Sequence
from typing import NamedTuple

from sosgraph.model.architecture import Architecture
from sosgraph.model.scenario import Scenario
from sosgraph.patience import interrupted
from sosgraph.progress import part_of
from sosgraph.scenarios.classification import Class, Kind, Study, class_of
from sosgraph.scenarios.doubt import contradicted, flips
from sosgraph.scenarios.measured import PROPERTIES
from sosgraph.scenarios.studies import study

_AGREED = 0.95
_OF_TRIGGERS = ("recovery_s", "beyond")  # from nothing, nobody recovers


class Findings(NamedTuple):
    """The class of each property as far as all that was asked decides, the study of one run, and how many `seeds` were run.

    `hit` are the components that fail their callers in some run, though nothing connects them with what happens.
    """

    study: Study
    classes: tuple[Class, ...]
    seeds: int
    hit: tuple[str, ...]


def findings(architecture: Architecture, scenarios: Sequence[Scenario], share: float, seeds: int) -> Findings:
    """Return the classes under the triggers, by so many seeds (0: in rates), with numbers known to a `share` (0: exactly).

    Where the seeds do not agree with one another, a mean tells nothing: the class is that of those that are not as composed, and
    says how many these are.
    """
    runs: list[Study] = []
    for seed in range(1, seeds + 1) if seeds else (0,):
        if runs and interrupted():
            break
        with part_of(len(runs), max(1, seeds), "simulating"):
            runs.append(study(architecture, scenarios, seed))
            runs[-1].measured()
    doubts = flips(architecture, scenarios, share, min(seeds, 1)) if share else {}
    if not scenarios and (reason := contradicted(architecture, runs[0].measured().availability)):
        doubts["availability"] = reason
    found = (_class(runs, name) for name in PROPERTIES if scenarios or name not in _OF_TRIGGERS)
    doubted = (each._replace(kind=Kind.CANDIDATE, reason=doubts[each.name]) if each.name in doubts else each for each in found)
    hit = {name for run in runs for name in run.measured().hit}
    in_order = tuple(name for name in architecture.components if name in hit)
    return Findings(runs[0], tuple(doubted), len(runs) if seeds else 0, in_order)


def _class(runs: Sequence[Study], name: str) -> Class:
    """Return the class of a property by the first run of those that say the same, and how many do."""
    undecided = next((each for each in runs if each.measured().stopped or getattr(each.measured(), name) is None), None)
    if undecided is not None:
        return class_of(undecided, name)
    different = [each for each in runs if each.surprises(name)]
    alike = [each for each in runs if each not in different]
    told = alike if len(different) <= (1 - _AGREED) * len(runs) else different
    found = class_of(told[0], name)
    still = sum(each.surprises(name, found.causes) for each in different) if found.causes else 0
    return found._replace(runs=len(runs), different=len(different), still=still)
