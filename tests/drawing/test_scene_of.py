"""The whole picture of an architecture."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.drawing.scene import STYLES, Edge, Scene
from sosgraph.drawing.scene_of import scene
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Replicas
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import all_of, any_of, dependencies_of
from sosgraph.overlays import Gone, Look, Mark, Overlaid
from tests.drawing.examples import part, webshop, webshop_scene, whole
from tests.strategies import architectures


def arrow(picture: Scene, tail: str, head: str) -> Edge:
    (found,) = (edge for edge in picture.edges if (edge.tail, edge.head) == (tail, head))
    return found


def _calls(picture: Scene, tail: str, head: str) -> bool:
    return any((edge.tail, edge.head) == (tail, head) for edge in picture.edges)


def expected_arrows(architecture: Architecture) -> Counter[str]:
    """How many arrows lead to every component: dependencies, fallbacks, and the hosts of replicas."""
    arrows: Counter[str] = Counter()
    for component in architecture.components.values():
        hard = [dependency for requirement in component.requires for dependency in dependencies_of(requirement)]
        for dependency in (*hard, *component.uses):
            arrows[dependency.callee] += 1
            if dependency.fallback:
                arrows[dependency.fallback.callee] += 1
        if component.replicas:
            arrows.update(set(component.replicas.over[: component.replicas.count]))
    return arrows


@given(architectures())
def test_shows_everything_once(architecture: Architecture) -> None:
    """Every component is one box, every dependency one arrow to its callee; every group is reached from one place."""
    picture = scene(architecture)
    assert [node.name for node in picture.nodes] == list(architecture.components)
    names = picture.names()
    assert len(set(names)) == len(names)
    assert {end for edge in picture.edges for end in (edge.tail, edge.head)} <= set(names)
    reached = Counter(edge.head for edge in picture.edges)
    assert {name: count for name, count in reached.items() if not name.startswith("#")} == expected_arrows(architecture)
    assert {reached[group.name] for group in picture.groups} <= {1}
    assert {edge.style for edge in picture.edges} <= set(STYLES)


LOOK = Look("test", "meant", line="green")


@given(architectures(), st.data())
def test_marks_what_it_is_told(architecture: Architecture, data: st.DataObject) -> None:
    """Boxes by their names, arrows by both of their ends; an overlay of what is hard marks nothing soft."""
    members = data.draw(st.lists(st.sampled_from(sorted(architecture.components)), unique=True))
    boxes = {name: Mark(LOOK, name) for name in members}
    arrows = {(one, other): Mark(LOOK) for one in members for other in members}
    picture = scene(architecture, [Overlaid("said", boxes, arrows, hard=True)])
    for edge in picture.edges:
        if edge.looks and not edge.head.startswith("#"):
            assert edge.head in members and edge.style in ("hard", "placement")
    assert {node.name for node in picture.nodes if node.looks} == set(members)
    assert all(node.answers == ((node.name,) if node.looks else ()) for node in picture.nodes)
    assert picture.notes == ("said",)


def test_a_mark_goes_through_groups() -> None:
    """The way from the caller through its group to the member that is meant is marked, the other member's is not."""
    architecture = whole(part("s/a", any_of(Dependency("s/b"), Dependency("s/c"))), part("s/b", "s/a"), part("s/c"))
    meant = {("s/a", "s/b"): Mark(LOOK), ("s/b", "s/a"): Mark(LOOK)}
    picture = scene(architecture, [Overlaid(dependencies=meant)])
    assert [(edge.tail, edge.head) for edge in picture.edges if edge.looks] == [("s/a", "#1"), ("#1", "s/b"), ("s/b", "s/a")]
    assert picture.groups[0].looks == (LOOK,)


def test_what_is_gone_is_drawn_besides() -> None:
    """With its dependencies, in the frame of its system; what leads to somebody unknown is left out."""
    over = Overlaid(
        components={"s/old": Mark(LOOK)},
        gone=(Gone("s/old", "s"),),
        gone_dependencies=(("s/old", "t/a"), ("s/a", "s/old"), ("s/a", "s/never")),
    )
    picture = scene(whole(part("s/a"), part("t/a")), [over])
    assert [(node.name, node.cluster, node.looks) for node in picture.nodes[2:]] == [("s/old", "s", (LOOK,))]
    assert [(edge.tail, edge.head) for edge in picture.edges] == [("s/old", "t/a"), ("s/a", "s/old")]


def test_groups_are_nested_as_written() -> None:
    """Two of two inside one of two is a circle of its own; what is needed anyway is none."""
    inner = all_of(Dependency("s/b"), Dependency("s/c"))
    architecture = whole(
        part("s/a", all_of(Dependency("s/e"), any_of(inner, Dependency("s/d")))), *(part(f"s/{name}") for name in "bcde")
    )
    picture = scene(architecture)
    assert [group.text for group in picture.groups] == ["1 of 2", "all"]
    assert [(edge.tail, edge.head) for edge in picture.edges] == [
        ("s/a", "s/e"),
        ("s/a", "#1"),
        ("#1", "#2"),
        ("#2", "s/b"),
        ("#2", "s/c"),
        ("#1", "s/d"),
    ]


@pytest.mark.parametrize(
    ("tail", "head", "style", "label"),
    [
        ("shop/web", "shop/checkout", "hard", ""),
        ("shop/checkout", "shop/pricing", "hard", "×1.5 calls · 40 %"),
        ("shop/checkout", "shop/price-cache", "fallback", "for pricing · 95 %"),
        ("shop/checkout", "platform/flags", "start", "config · start"),
        ("shop/checkout", "shop/recommendations", "soft", ""),
        ("shop/search", "shop/catalog", "hard", "tolerates 5m"),
        ("shop/stripe", "platform/dns", "hard", "dns"),
    ],
)
def test_an_arrow_says_what_is_not_ordinary(tail: str, head: str, style: str, label: str) -> None:
    """Its style says how it is needed, its words how often, for how long without, and what passes when it is not a call."""
    edge = arrow(webshop_scene(), tail, head)
    assert (edge.style, edge.label) == (style, label)


def test_vendors_form_a_group_outside_the_frame() -> None:
    """One of two vendors is needed; they are not inside the shop that declares them."""
    picture = webshop_scene()
    circles = [group.name for group in picture.groups if group.text == "1 of 2" and _calls(picture, "shop/checkout", group.name)]
    members = [{edge.head for edge in picture.edges if edge.tail == circle} for circle in circles]
    assert members == [{"shop/stripe", "shop/adyen"}, {"platform/zone-a", "platform/zone-b"}]
    assert {node.name: node.cluster for node in picture.nodes if "external" in node.marks} == {
        "shop/stripe": "",
        "shop/adyen": "",
    }


def test_replicas_are_a_group_of_placements() -> None:
    """Two of three replicas on three zones; several on one host are counted on the arrow."""
    picture = webshop_scene()
    (circle,) = (group.name for group in picture.groups if group.text == "2 of 3")
    assert arrow(picture, "shop/ledger", circle).style == "placement"
    assert [edge.head for edge in picture.edges if edge.tail == circle] == [
        "platform/zone-a",
        "platform/zone-b",
        "platform/zone-c",
    ]
    crowded = scene(whole(part("s/db", replicas=Replicas(3, 1, ("s/x", "s/y"))), part("s/x"), part("s/y")))
    assert [(edge.head, edge.label) for edge in crowded.edges] == [("#1", ""), ("s/x", "2 replicas"), ("s/y", "")]


def test_hosts_are_failure_domains() -> None:
    """What others run on is marked, also through a group and by replicas; nothing else is."""
    domains = {node.label for node in webshop_scene().nodes if "domain" in node.marks}
    assert domains == {"zone-a", "zone-b", "zone-c"}


def test_one_system_has_no_frame() -> None:
    """The title names it, and so does no component."""
    picture = scene(whole(part("app/web", "app/db"), part("app/db")))
    assert (picture.title, picture.clusters, [node.label for node in picture.nodes]) == ("app", (), ["web", "db"])


def test_an_empty_architecture_is_an_empty_picture() -> None:
    """It says so in its title."""
    assert scene(Architecture()) == Scene(title="nothing to draw", subtitle="0 components · 0 systems · 0 dependencies")


def test_reads_the_webshop_as_it_is_counted() -> None:
    """The subtitle counts components, systems and dependencies, as the overview does: with fallbacks and zones of replicas."""
    written = sum(1 for _ in webshop().dependencies())
    assert webshop_scene().subtitle == f"17 components · 3 systems · {written + 4} dependencies"
