"""The few words on boxes and arrows."""

from sosgraph.drawing.scene import Edge, Node
from sosgraph.escaping import one_line, terminal
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.quantity import Ratio, format_duration, format_percent

LONGEST_LABEL, LONGEST_HINT, LONGEST_NOTE = 48, 300, 800
STORES = ("database", "db", "cache", "store", "storage", "dataset", "queue", "topic", "bucket", "volume")
"""Kinds that are drawn as drums."""

SIGNS = {"entry": "►", "replicas": "≡"}
"""Signs before a name that say without colour what it is; any font has them."""

_NO_CHARACTERS = {0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}  # that XML knows


def shortened(text: str, longest: int = LONGEST_LABEL) -> str:
    """Return `text` on one line, what is invisible in it as escapes, at most `longest` characters, cut with `…`."""
    line = terminal(one_line(text)).translate(_NO_CHARACTERS)
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def called(node: Node) -> str:
    """Return the name on a box, behind the signs of its marks and looks."""
    marks = (*node.marks, "replicas") if node.copies > 1 else node.marks
    signs = [SIGNS["entry"] if "entry" in marks else "", *(look.sign for look in node.looks)]
    signs.append(SIGNS["replicas"] if "replicas" in marks else "")
    return "".join(f"{sign} " for sign in signs if sign) + shortened(node.label)


def words_on(edge: Edge) -> str:
    """Return what stands beside an arrow: its conditions, and how many dependencies it is where several."""
    several = f"{edge.count:,} deps" if edge.count > 1 else ""
    return " ".join(word for word in (shortened(edge.label), several) if word)


def details(component: Component) -> tuple[str, ...]:
    """Return the lines under a component's name: what it is, how many of it, and what it promises."""
    kinds = [component.kind or "", "external" if component.external else ""]
    lines = [" · ".join(word for word in kinds if word), _arriving(component), _copies(component), _promise(component)]
    return tuple(line for line in lines if line)


def _arriving(component: Component) -> str:
    rate = component.entry.rate_per_s if component.entry else None
    return f"{rate:g}/s arrive" if rate is not None else ""


def _copies(component: Component) -> str:
    copies = component.replicas
    return f"{copies.need} of {copies.count} replicas needed" if copies and copies.count > 1 else ""


def _promise(component: Component) -> str:
    for word, objectives in (("SLO", component.availability_slos), ("SLA", component.availability_slas)):
        if objectives:
            return f"{word} {format_percent(min(objectives, key=lambda slo: slo.target.value).target.complement)}"
    return ""


def conditions(dependency: Dependency) -> str:
    """Return what is not ordinary about a dependency: its kind, its phases, how often it is asked, what it tolerates."""
    words = []
    if dependency.kind not in ("call", "placement"):
        words.append(dependency.kind)
    if dependency.phases != ("run",):
        words.append(" + ".join(dependency.phases))
    if dependency.calls != 1:
        words.append(f"×{dependency.calls:.3g} calls")
    if dependency.probability is not None:
        words.append(short_percent(dependency.probability))
    if dependency.tolerance_s is not None:
        words.append(f"tolerates {format_duration(dependency.tolerance_s)}")
    return " · ".join(words)


def short_percent(ratio: Ratio) -> str:
    """Return a share in percent to three digits, as on an arrow."""
    return f"{ratio.value * 100:.3g} %"
