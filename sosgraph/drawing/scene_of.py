"""The picture of an architecture, everything in it: nothing is left out here, folding comes after."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sosgraph.drawing.scene import Cluster, Edge, Group, Node, Scene, gravest
from sosgraph.drawing.wording import conditions, details, short_percent
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import AtLeast, Negation, Requirement, dependencies_of
from sosgraph.overlays import Look, Mark, Overlaid
from sosgraph.quantity import counted
from sosgraph.structure.network import network

MOST_SYSTEMS_IN_TITLE = 4


@dataclass(slots=True)
class _Sketch:
    """A picture while it is drawn: what overlays say, and the groups and arrows so far."""

    overlaid: Sequence[Overlaid]
    known: Mapping[str, Component]
    groups: list[Group] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)

    def between(self, caller: str, callee: str, hard: bool) -> tuple[Look, ...]:
        """Return the looks of an arrow between two components, `hard` where it is needed to run."""
        return _gravest(each.dependencies.get((caller, callee)) for each in self.overlaid if hard or not each.hard)

    def group(self, text: str, cluster: str, looks: tuple[Look, ...] = ()) -> str:
        self.groups.append(Group(f"#{len(self.groups) + 1}", text, cluster, looks))
        return self.groups[-1].name

    def arrow(self, tail: str, head: str, style: str, label: str = "", looks: tuple[Look, ...] = ()) -> None:
        self.edges.append(Edge(tail, head, style, label, looks))


def scene(architecture: Architecture, overlaid: Sequence[Overlaid] = ()) -> Scene:
    """Return the whole picture, in reading order: every component, group and dependency of `architecture`, marked as `overlaid`.

    External components and failure domains that need nothing themselves are marked. What is gone comes last.
    """
    sketch = _Sketch(overlaid, architecture.components)
    domains = set(_domains(architecture))
    for component in architecture.components.values():
        _draw_requirements(sketch, component)
        _draw_replicas(sketch, component)
        for dependency in component.uses:
            _draw_dependency(sketch, component.name, component.name, dependency, hard=False)
    nodes = tuple(_node(architecture, one, sketch, one.name in domains) for one in architecture.components.values())
    nodes += _gone(architecture, sketch)
    frames = dict.fromkeys(node.cluster for node in nodes if node.cluster)
    return Scene(
        title=_title(architecture),
        subtitle=_counts(architecture),
        clusters=tuple(Cluster(name, name) for name in architecture.systems if name in frames),
        nodes=nodes,
        groups=tuple(sketch.groups),
        edges=tuple(sketch.edges),
        notes=tuple(each.answer for each in overlaid if each.answer),
    )


def _gone(architecture: Architecture, sketch: _Sketch) -> tuple[Node, ...]:
    """Return a box for each component that is gone, and draw the dependencies that are."""
    several = len(architecture.systems) > 1
    gone = {each.name: each.system for over in sketch.overlaid for each in over.gone if each.name not in architecture.components}
    for caller, callee in dict.fromkeys(pair for over in sketch.overlaid for pair in over.gone_dependencies):
        if {caller, callee} <= gone.keys() | architecture.components.keys():
            sketch.arrow(caller, callee, "hard", "", sketch.between(caller, callee, True))
    return tuple(
        Node(
            name,
            name.partition("/")[2],
            cluster=system if several and system in architecture.systems else "",
            looks=_looks(sketch, name),
        )
        for name, system in gone.items()
    )


def _looks(sketch: _Sketch, name: str) -> tuple[Look, ...]:
    return _gravest(each.components.get(name) for each in sketch.overlaid)


def _gravest(marks: Iterable[Mark | None]) -> tuple[Look, ...]:
    """Return the looks of the marks; of an overlay that is shown of several, the gravest."""
    return gravest(mark.look for mark in marks if mark is not None and mark.look is not None)


def _answers(sketch: _Sketch, name: str) -> tuple[str, ...]:
    """Return what overlays say of a component, without a number that another of them says in more words."""
    said = dict.fromkeys(each.components[name].text for each in sketch.overlaid if name in each.components)
    return tuple(text for text in said if text and not any(other.endswith(f" {text}") for other in said))


def _domains(architecture: Architecture) -> Iterator[str]:
    """Yield what others run on; a host that is also called stays a domain."""
    for component in architecture.components.values():
        for requirement in component.requires:
            yield from (dependency.callee for dependency in dependencies_of(requirement) if dependency.kind == "placement")
        if component.replicas:
            yield from component.replicas.over


def _node(architecture: Architecture, component: Component, sketch: _Sketch, domain: bool) -> Node:
    name = component.name
    marks = {"entry": component.entry is not None, "external": component.external, "domain": domain}
    several = len(architecture.systems) > 1
    return Node(
        name=name,
        label=_short(architecture.components, name) if several else architecture.label(name),
        kind=component.kind or "",
        lines=details(component),
        answers=_answers(sketch, name),
        cluster=component.system if several and not component.external else "",  # others' things stand outside the frame
        marks=tuple(mark for mark, applies in marks.items() if applies),
        looks=_looks(sketch, name),
        copies=component.replicas.count if component.replicas else 1,
        first=architecture.label(name),
    )


def _draw_requirements(sketch: _Sketch, component: Component) -> None:
    """Draw the requirements of a component: plain ones as arrows, redundant ones through a group."""
    pending: list[tuple[Requirement, str]] = [(part, component.name) for part in reversed(component.requires)]
    while pending:
        part, tail = pending.pop()
        if isinstance(part, Dependency):
            _draw_dependency(sketch, component.name, tail, part, hard=True)
            continue
        if isinstance(part, Negation):
            denied = sketch.group("not", component.system)
            sketch.arrow(tail, denied, "hard")
            pending.append((part.requirement, denied))
            continue
        # what needs all of its members is a circle of its own only inside a group that does not
        if part.redundant or (tail != component.name and len(part.among) > 1):
            tail = _draw_group(sketch, component, tail, part)
        pending.extend((member, tail) for member in reversed(part.among))


def _draw_group(sketch: _Sketch, component: Component, tail: str, group: AtLeast) -> str:
    members = tuple(dependencies_of(group))
    styles = {_style(dependency, hard=True) for dependency in members}
    looks = gravest(look for member in members for look in sketch.between(component.name, member.callee, _runs(member)))
    text = f"{group.need} of {len(group.among)}" if group.redundant else "all"
    name = sketch.group(text, component.system, looks)
    sketch.arrow(tail, name, styles.pop() if len(styles) == 1 else "hard", looks=looks)
    return name


def _draw_dependency(sketch: _Sketch, caller: str, tail: str, dependency: Dependency, *, hard: bool) -> None:
    if dependency.callee in sketch.known:
        looks = sketch.between(caller, dependency.callee, hard and _runs(dependency))
        sketch.arrow(tail, dependency.callee, _style(dependency, hard), conditions(dependency), looks)
    fallback = dependency.fallback
    if fallback and fallback.callee in sketch.known:
        covers = "" if fallback.coverage.complement == 0 else f" · {short_percent(fallback.coverage)}"
        words = f"for {_short(sketch.known, dependency.callee)}{covers}"
        sketch.arrow(tail, fallback.callee, "fallback", words, sketch.between(caller, fallback.callee, False))


def _short(known: Mapping[str, Component], name: str) -> str:
    return name.removeprefix(f"{known[name].system}/") if name in known else name


def _draw_replicas(sketch: _Sketch, component: Component) -> None:
    """Draw a component that is spread over domains as a group of its placements."""
    copies = component.replicas
    if copies is None or not copies.over:
        return
    hosts = Counter(copies.over[number % len(copies.over)] for number in range(min(copies.count, 10_000)))
    tail = component.name
    if copies.need < copies.count:
        tail = sketch.group(f"{copies.need} of {copies.count}", component.system)
        sketch.arrow(component.name, tail, "placement")
    for host, number in hosts.items():
        if host in sketch.known:
            words = f"{number} replicas" if number > 1 else ""
            sketch.arrow(tail, host, "placement", words, sketch.between(component.name, host, True))


def _runs(dependency: Dependency) -> bool:
    return "run" in dependency.phases


def _style(dependency: Dependency, hard: bool) -> str:
    if not _runs(dependency):
        return "start"
    if not hard:
        return "soft"
    return "placement" if dependency.kind == "placement" else "hard"


def _title(architecture: Architecture) -> str:
    systems = architecture.systems
    if not systems:
        return "nothing to draw"
    return ", ".join(systems) if len(systems) <= MOST_SYSTEMS_IN_TITLE else f"{len(systems):,} systems"


def _counts(architecture: Architecture) -> str:
    dependencies = len(network(architecture).edges)
    words = [(len(architecture.components), "component"), (len(architecture.systems), "system"), (dependencies, "dependency")]
    return " · ".join(counted(number, word) for number, word in words)
