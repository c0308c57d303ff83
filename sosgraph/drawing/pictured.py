"""The picture that a report asks for: its architecture, what overlays say of it, and the excerpt that the view shows."""

from sosgraph import catalog
from sosgraph.drawing.excerpt import excerpt
from sosgraph.drawing.scene import Scene
from sosgraph.drawing.scene_of import scene
from sosgraph.frozen import replace
from sosgraph.model.architecture import Architecture
from sosgraph.overlays import Overlaid, Overlay
from sosgraph.report import Report
from sosgraph.view import Shown

_MANY = 3  # arrows from which words on all of them are said once


def pictured(report: Report) -> Scene:
    """Return the picture of a report's architecture as its view wants it, not yet made to fit; only what it shows is computed."""
    architecture, view = report.architecture, report.view
    overlaid = [_overlaid(architecture, shown) for shown in view.show]
    result = excerpt(_said_once(scene(architecture, overlaid)), view, architecture)
    return replace(result, notes=(*result.notes, view.note)) if view.note else result


def _said_once(picture: Scene) -> Scene:
    """Return the picture without words that stand on every arrow; a note says them."""
    groups = {group.name for group in picture.groups}
    words = {edge.label for edge in picture.edges if edge.head not in groups}
    if len(words) != 1 or "" in words or len(picture.edges) < _MANY:
        return picture
    edges = tuple(replace(edge, label="") for edge in picture.edges)
    return replace(picture, edges=edges, notes=(*picture.notes, f"all dependencies: {words.pop()}"))


def _overlaid(architecture: Architecture, shown: Shown) -> Overlaid:
    overlay: Overlay = catalog.find("overlays", shown.overlay)
    return overlay.overlaid(architecture, *([] if shown.of is None else [shown.of]))
