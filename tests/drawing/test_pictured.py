"""The picture that a report asks for."""

from sosgraph.drawing.pictured import pictured
from sosgraph.model.dependency import Dependency
from sosgraph.report import Report
from sosgraph.view import Shown, View
from tests.drawing.examples import part, webshop, webshop_scene, whole


def test_the_webshop_shows_its_cycle_and_its_one_dns() -> None:
    """Both payment vendors meet in the DNS; catalog and pricing need one another; what has a number shows it."""
    picture = webshop_scene()
    signs = {node.name: "".join(look.sign for look in node.looks) for node in picture.nodes if node.looks}
    assert signs == {"shop/catalog": "●", "shop/pricing": "●", "platform/dns": "▲"}
    answers = {node.label: node.answers for node in picture.nodes}
    assert answers["dns"] == ("99.99 %",) and answers["zone-a"] == ("99.9 %",)


def test_only_what_is_shown_is_said() -> None:
    """One overlay of one component, and the note of the view at the end."""
    view = View(show=(Shown("blast-radius", "platform/dns"),), note="because")
    picture = pictured(Report(architecture=webshop(), view=view))
    assert picture.notes == ("platform/dns takes 5 others down and degrades nobody", "because")
    assert {look.overlay for node in picture.nodes for look in node.looks} == {"blast-radius"}
    assert not any(node.answers for node in picture.nodes)


def test_of_one_overlay_shown_twice_the_gravest_is_drawn() -> None:
    """Who falls with one failure, and is only degraded by another, is drawn as falling; what fails keeps its own ink."""
    shown = (Shown("blast-radius", "platform/dns"), Shown("blast-radius", "shop/stripe"))
    picture = pictured(Report(architecture=webshop(), view=View(show=shown)))
    looks = {node.label: [look.words for look in node.looks] for node in picture.nodes}
    assert looks["dns"] == looks["stripe"] == ["fails"]
    assert looks["checkout"] == looks["web"] == ["falls with it"]


def test_a_number_stands_once_in_a_box() -> None:
    """Who reaches 99.99 % is not said to have 99.99 % besides."""
    names = ("slo-feasibility", "single-points-of-failure", "availability")
    picture = pictured(Report(architecture=webshop(), view=View(show=tuple(map(Shown, names)))))
    answers = {node.label: node.answers for node in picture.nodes}
    assert answers["dns"] == ("reaches 99.99 %", "stops 2 of 3") and answers["zone-a"] == ("reaches 99.9 %",)


def test_what_every_arrow_says_is_said_once() -> None:
    """As of a Compose file, where all is needed to start and to run; one arrow that differs, and all are labelled again."""

    def needing(*phases: str) -> Dependency:
        return Dependency("s/db", phases=phases)

    callers = [part(f"s/{number}", needing("start", "run")) for number in range(4)]
    alike = pictured(Report(whole(*callers, part("s/db"))))
    assert {edge.label for edge in alike.edges} == {""} and "all dependencies: start + run" in alike.notes
    other = pictured(Report(whole(*callers, part("s/x", needing("run")), part("s/db"))))
    assert [edge.label for edge in other.edges] == ["start + run"] * 4 + [""]
