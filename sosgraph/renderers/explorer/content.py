"""All that the page knows, as one JSON value that no name can break out of."""

import json
from typing import Any

from sosgraph import __version__
from sosgraph.drawing.scene_of import scene
from sosgraph.drawing.wording import shortened
from sosgraph.escaping import ordering_nothing
from sosgraph.renderers.explorer.answers import answers, overview
from sosgraph.renderers.explorer.facts import facts, known, systems
from sosgraph.renderers.explorer.marks import marks
from sosgraph.renderers.explorer.picture import picture
from sosgraph.renderers.explorer.what_if import what_if
from sosgraph.renderers.explorer.words import words
from sosgraph.report import Report


def content(report: Report) -> dict[str, Any]:
    """Return what there is to see and to ask."""
    architecture = report.architecture
    found = marks(architecture)
    whole = scene(architecture)
    estimates = {name: estimate for name, estimate in found.estimates.items() if known(estimate)}
    return {
        "version": __version__,
        "title": shortened(whole.title, 120),
        "subtitle": whole.subtitle,
        "systems": systems(architecture),
        "components": facts(report, found.estimates, {node.name: (*node.marks, *found.of(node.name)) for node in whole.nodes}),
        "picture": picture(architecture, whole, found),
        "whatIf": what_if(architecture),
        "overview": overview(report),
        "answers": answers(report, [name for name, estimate in estimates.items() if estimate.unavailability_high > 0]),
        "assumptions": [words(assumption, 1_000) for assumption in architecture.assumptions],
    }


def script_safe(value: object) -> str:
    """Return JSON in ASCII without `<`, so that nothing in it ends the element around it, begins a comment or gives an order."""
    text = json.dumps(value, allow_nan=False, separators=(",", ":")).replace("<", r"\u003c").replace(">", r"\u003e")
    return ordering_nothing(text.replace("&", r"\u0026"), r"\u0023")
