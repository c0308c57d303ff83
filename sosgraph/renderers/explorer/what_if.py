"""What the page needs to answer any "what if this is down?" itself, exactly: the structure function of failures, as numbers.

It stands for the failure sets of every combination of components, which are too many to be written: a fixed point over the
same equations gives what `blast-radius` gives (`structure/outage.py`, `structure/effects.py`).
"""

from typing import Any

from sosgraph.equations import Equations
from sosgraph.graph.bit_sets import members
from sosgraph.model.architecture import Architecture
from sosgraph.renderers.explorer.words import words
from sosgraph.structure.blast_radii import Worth
from sosgraph.structure.callees import uses
from sosgraph.structure.event import EventKind
from sosgraph.structure.function import StructureFunction, failure_function
from sosgraph.structure.restricted import always_asked

_COPIES = 24
"""Replicas of a component that can be switched off one by one; more are switched off with the whole."""


def what_if(architecture: Architecture) -> dict[str, Any]:
    """Return equations, whom each component uses while running, and through whom each journey leads, with its share of visits.

    Components are numbers in reading order. `asked` are the equations in which every conditional call is made; None: the same.
    """
    function = architecture.once(failure_function)
    asked = architecture.once(always_asked)
    index = {name: place for place, name in enumerate(architecture.components)}
    return {
        "fails": _function(architecture, function),
        "asked": None if asked is None else _function(architecture, asked.once(failure_function)),
        "uses": [
            sorted({index[use.callee] for use in uses(component) if use.needed_in("run")})
            for component in architecture.components.values()
        ],
        "journeys": [
            {"name": words(name), "through": members(through), "share": share}
            for name, through, share in Worth(architecture, tuple(architecture.components)).journeys
        ],
    }


def _function(architecture: Architecture, function: StructureFunction) -> dict[str, Any]:
    return {
        **_equations(function.equations),
        "up": [function.up[name] for name in architecture.components],
        "part": [function.part[name] for name in architecture.components],
        "copies": _copies(architecture, function),
    }


def _equations(equations: Equations) -> dict[str, Any]:
    """Return the gates one after another: how many arguments each needs, how many it has, and all arguments in a row."""
    return {
        "variables": equations.variables,
        "need": [gate.need for gate in equations.gates],
        "width": [len(gate.arguments) for gate in equations.gates],
        "arguments": [argument for gate in equations.gates for argument in gate.arguments],
    }


def _copies(architecture: Architecture, function: StructureFunction) -> list[list[int]]:
    """Return component, number of the copy and variable of each copy that can be switched off."""
    index = {name: place for place, name in enumerate(architecture.components)}
    return [
        [index[event.component], event.copy, variable]
        for variable, event in enumerate(function.events)
        if event.kind is EventKind.COPY and _few(architecture, event.component)
    ]


def _few(architecture: Architecture, name: str) -> bool:
    replicas = architecture.components[name].replicas
    return replicas is not None and 1 < replicas.count <= _COPIES
