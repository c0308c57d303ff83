"""The picture of an architecture, everything in it: nothing is left out here, folding comes after."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sosgraph.drawing.scene import Cluster, Edge, Group, Node, Scene
from sosgraph.drawing.wording import conditions, counted, details, short_percent
from sosgraph.estimate import Estimate
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import AtLeast, Negation, Requirement, dependencies_of

MOST_SYSTEMS_IN_TITLE = 4


@dataclass(slots=True)
class _Sketch:
    """A picture while it is drawn: who is marked, and the groups and arrows so far."""

    cycles_of: Mapping[str, frozenset[int]]
    shared: frozenset[str]
    known: Mapping[str, Component]
    groups: list[Group] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)

    def on_cycle(self, caller: str, callee: str) -> bool:
        return not self.cycles_of.get(caller, frozenset()).isdisjoint(self.cycles_of.get(callee, frozenset()))

    def group(self, text: str, cluster: str, cycle: bool = False) -> str:
        self.groups.append(Group(f"#{len(self.groups) + 1}", text, cluster, cycle))
        return self.groups[-1].name

    def arrow(self, tail: str, head: str, style: str, label: str = "", cycle: bool = False, count: int = 1) -> None:
        self.edges.append(Edge(tail, head, style, label, cycle, head in self.shared, count))


def scene(
    architecture: Architecture,
    *,
    estimates: Mapping[str, Estimate] | None = None,
    cycles: Sequence[Sequence[str]] = (),
    shared: Collection[str] = (),
) -> Scene:
    """Return the whole picture, in reading order: every component, group and dependency of `architecture`.

    `estimates` are composite availabilities by full name. A hard dependency between two members of one of the
    `cycles` lies on a cycle. `shared` are hidden shared dependencies. External components and failure domains that
    need nothing themselves are marked.
    """
    sketch = _Sketch(_cycles_of(cycles), frozenset(shared), architecture.components)
    domains = set(_domains(architecture))
    for component in architecture.components.values():
        _draw_requirements(sketch, component)
        _draw_replicas(sketch, component)
        for dependency in component.uses:
            _draw_dependency(sketch, component.name, component.name, dependency, hard=False)
    nodes = tuple(
        _node(architecture, component, sketch, _known(estimates, name), name in domains)
        for name, component in architecture.components.items()
    )
    frames = tuple(Cluster(name, name) for name in architecture.systems) if len(architecture.systems) > 1 else ()
    percentages = "percentages under the names: composite availability, the steady-state mean of the declared graph (≤: at best)"
    return Scene(
        title=_title(architecture),
        subtitle=_counts(architecture),
        clusters=tuple(frame for frame in frames if any(node.cluster == frame.name for node in nodes)),
        nodes=nodes,
        groups=tuple(sketch.groups),
        edges=tuple(sketch.edges),
        notes=(percentages,) if any(node.availability for node in nodes) else (),
    )


def _known(estimates: Mapping[str, Estimate] | None, name: str) -> str:
    """Return the availability in words; an upper bound of 100 % is none."""
    estimate = estimates.get(name) if estimates else None
    return "" if estimate is None or (estimate.upper_bound and estimate.unavailability_high == 0) else str(estimate)


def _cycles_of(cycles: Sequence[Sequence[str]]) -> dict[str, frozenset[int]]:
    members: dict[str, set[int]] = {}
    for number, cycle in enumerate(cycles):
        for name in cycle:
            members.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in members.items()}


def _domains(architecture: Architecture) -> Iterator[str]:
    """Yield what others run on; a host that is also called stays a domain."""
    for component in architecture.components.values():
        for requirement in component.requires:
            yield from (dependency.callee for dependency in dependencies_of(requirement) if dependency.kind == "placement")
        if component.replicas:
            yield from component.replicas.over


def _node(architecture: Architecture, component: Component, sketch: _Sketch, availability: str, domain: bool) -> Node:
    name = component.name
    marks = {
        "entry": component.entry is not None,
        "external": component.external,
        "domain": domain,
        "cycle": name in sketch.cycles_of,
        "shared": name in sketch.shared,
    }
    several = len(architecture.systems) > 1
    return Node(
        name=name,
        label=_short(architecture.components, name) if several else architecture.label(name),
        kind=component.kind or "",
        lines=details(component),
        availability=availability,
        cluster=component.system if several and not component.external else "",  # others' things stand outside the frame
        marks=tuple(mark for mark, applies in marks.items() if applies),
        copies=component.replicas.count if component.replicas else 1,
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
    cycle = any(_runs(member) and sketch.on_cycle(component.name, member.callee) for member in members)
    text = f"{group.need} of {len(group.among)}" if group.redundant else "all"
    name = sketch.group(text, component.system, cycle)
    sketch.arrow(tail, name, styles.pop() if len(styles) == 1 else "hard", cycle=cycle)
    return name


def _draw_dependency(sketch: _Sketch, caller: str, tail: str, dependency: Dependency, *, hard: bool) -> None:
    cycle = hard and _runs(dependency) and sketch.on_cycle(caller, dependency.callee)
    if dependency.callee in sketch.known:
        sketch.arrow(tail, dependency.callee, _style(dependency, hard), conditions(dependency), cycle)
    fallback = dependency.fallback
    if fallback and fallback.callee in sketch.known:
        covers = "" if fallback.coverage.complement == 0 else f" · {short_percent(fallback.coverage)}"
        sketch.arrow(tail, fallback.callee, "fallback", f"for {_short(sketch.known, dependency.callee)}{covers}")


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
            sketch.arrow(tail, host, "placement", f"{number} replicas" if number > 1 else "")


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
    dependencies = sum(1 for _ in architecture.dependencies())
    words = [(len(architecture.components), "component"), (len(architecture.systems), "system"), (dependencies, "dependency")]
    return " · ".join(counted(number, word) for number, word in words)
