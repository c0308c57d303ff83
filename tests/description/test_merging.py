"""Several files of one system become one, component by component."""

from textwrap import dedent

import pytest

from sosgraph.composition import read_document
from sosgraph.description.resolving import architecture_of
from sosgraph.document import Document
from sosgraph.finding import Finding
from sosgraph.importers.architecture import read
from sosgraph.model.architecture import Architecture
from sosgraph.model.dependency import Dependency, Retry
from sosgraph.model.requirement import any_of
from sosgraph.model.slo import AvailabilityObjective
from sosgraph.quantity import parse_ratio
from sosgraph.source import Pointer


def _no_neighbour(path: str) -> Document:
    raise AssertionError(f"the language reads no other file, but asked for {path}")


def _together(**texts: str) -> tuple[Architecture, tuple[Finding, ...], dict[str, Document]]:
    """Return what files say together, by their stems."""
    documents = {f"{stem}.yaml": read_document(f"{stem}.yaml", dedent(text).encode()) for stem, text in texts.items()}
    found, findings = architecture_of([part for document in documents.values() for part in read(document, _no_neighbour)])
    assert not any(document.findings for document in documents.values())
    return found, findings, documents


def _places(finding: Finding, documents: dict[str, Document]) -> list[str]:
    def written(at: Pointer) -> str:
        span = documents[at.document].span(at)
        return f"{at.document}:{span.start_line}:{span.start_column}"

    return [written(finding.at), *(written(note.at) for note in finding.notes)]


TOPOLOGY = """
    system: shop
    components:
      web: {tier: 1, depends_on: [db]}
      db: {}
    """


def test_an_overlay_adds_what_the_topology_lacks() -> None:
    """SLOs from a second file of the same system; their place is in that file."""
    found, findings, _ = _together(
        topology=TOPOLOGY, slo="{system: shop, owner: us, components: {web: {slo: 99%}, db: {slo: 99.9%}}}"
    )
    assert findings == ()
    web = found.components["shop/web"]
    assert web.slos == (AvailabilityObjective(parse_ratio("99%")),)
    assert (web.tier, web.owner, web.requires) == (1, "us", (Dependency("shop/db"),))
    assert web.place("slo") == Pointer("slo.yaml", (0, "components", "web", "slo"))
    assert web.place("tier") == Pointer("topology.yaml", (0, "components", "web", "tier"))
    assert tuple(found.components) == ("shop/web", "shop/db") and found.systems == ("shop",)


def test_the_same_value_given_twice_is_no_conflict() -> None:
    """Two files may agree."""
    assert _together(topology=TOPOLOGY, again=TOPOLOGY)[1] == ()


def test_components_of_the_same_name_in_two_systems_stay_two() -> None:
    """A system is a name space."""
    found, findings, _ = _together(a="components: {db: {tier: 1}}", b="components: {db: {tier: 2}}")
    assert findings == ()
    assert [(name, part.tier) for name, part in found.components.items()] == [("a/db", 1), ("b/db", 2)]


def test_a_value_given_twice_and_differently_names_both_places() -> None:
    """The finding stands at the second, its note at the first, which counts."""
    found, (finding,), documents = _together(topology=TOPOLOGY, slo="{system: shop, components: {web: {tier: 2}}}")
    assert finding.message == "'tier' of shop/web is given twice and differently; keep one"
    assert _places(finding, documents) == ["slo.yaml:1:41", "topology.yaml:4:15"]
    assert found.components["shop/web"].tier == 1


def test_a_conflict_of_later_files_names_the_one_that_gave_the_value() -> None:
    """Not the one that described the component first."""
    _, (finding,), documents = _together(
        topology=TOPOLOGY,
        one="{system: shop, components: {db: {tier: 2}}}",
        two="{system: shop, components: {db: {tier: 3}}}",
    )
    assert _places(finding, documents) == ["two.yaml:1:40", "one.yaml:1:40"]


def test_a_dependency_that_two_files_give_is_one() -> None:
    """With the values of both; its full name and its short one are the same."""
    found, findings, _ = _together(
        topology=TOPOLOGY,
        calls="{system: shop, components: {web: {depends_on: [{on: shop/db, retry: {attempts: 3}}, qa]}, qa: {}}}",
    )
    assert findings == ()
    assert found.components["shop/web"].requires == (Dependency("shop/db", retry=Retry(3)), Dependency("shop/qa"))


def test_a_dependency_that_two_files_give_differently_names_both_places() -> None:
    """The first counts."""
    found, (finding,), documents = _together(
        one="{system: shop, components: {web: {depends_on: [{on: db, kind: data}]}, db: {}}}",
        two="{system: shop, components: {web: {depends_on: [{on: db, kind: dns}]}}}",
    )
    assert finding.message == "'kind' of the dependency on db is given twice and differently; keep one"
    assert _places(finding, documents) == ["two.yaml:1:63", "one.yaml:1:63"]
    assert found.components["shop/web"].requires == (Dependency("shop/db", kind="data"),)


def test_hard_in_one_file_and_soft_in_another_names_both_places() -> None:
    """Not so where one of them does not say it, in whichever order."""
    soft, hard, silent = (
        f"{{system: shop, components: {{web: {{depends_on: [{on}]}}, db: {{}}}}}}"
        for on in ("{on: db, soft: true}", "{on: db, soft: false}", "{on: db, kind: data}")
    )
    found, (finding,), documents = _together(one=soft, two=hard)
    assert finding.message == "'soft' of the dependency on db is given twice and differently; keep one"
    assert _places(finding, documents) == ["two.yaml:1:63", "one.yaml:1:63"]
    assert found.components["shop/web"].uses == (Dependency("shop/db"),)
    for one, two in ((soft, silent), (silent, soft)):
        found, findings, _ = _together(one=one, two=two)
        assert findings == () and found.components["shop/web"].uses == (Dependency("shop/db", kind="data"),)


@pytest.mark.parametrize("order", [("{on: db, phase: [start]}", "db"), ("db", "{on: db, phase: [start]}", "db")])
def test_a_plain_reference_means_run(order: tuple[str, ...]) -> None:
    """Whatever further phases another file gives, in whichever order."""
    texts = {
        f"file{index}": f"{{system: shop, components: {{web: {{depends_on: [{written}]}}, db: {{}}}}}}"
        for index, written in enumerate(order)
    }
    found, findings, _ = _together(**texts)
    assert findings == ()
    assert found.components["shop/web"].requires == (Dependency("shop/db", phases=("run", "start")),)


def test_a_detail_leaves_the_phase_alone() -> None:
    """A timeout for what is needed to start does not make it needed to run."""
    one, two = (
        f"{{system: shop, components: {{web: {{depends_on: [{on}]}}, db: {{}}}}}}"
        for on in ("{on: db, phase: [start]}", "{on: db, timeout: 1s}")
    )
    for texts in ((one, two), (two, one)):
        found, findings, _ = _together(one=texts[0], two=texts[1])
        assert findings == ()
        assert found.components["shop/web"].requires == (Dependency("shop/db", phases=("start",), timeout_s=1.0),)


def test_a_fallback_that_two_files_give_is_one() -> None:
    """Wherever it is written, by its full name or its short one."""
    found, findings, _ = _together(
        one="{system: shop, components: {web: {depends_on: [{on: db, fallback: cache}]}, db: {}, cache: {}}}",
        two="{system: shop, components: {web: {depends_on: [{on: db, fallback: shop/cache}]}}}",
    )
    assert findings == () and len(found.components["shop/web"].requires) == 1


@pytest.mark.parametrize("other", ["[a, b]", "[shop/b, a]"])
def test_a_group_that_two_files_give_is_one(other: str) -> None:
    """Where both list the same, in whatever order and under whatever name."""
    text = "{system: shop, components: {web: {depends_on: [{any_of: [a, b]}]}, a: {}, b: {}}}"
    found, findings, _ = _together(one=text, two=f"{{system: shop, components: {{web: {{depends_on: [{{any_of: {other}}}]}}}}}}")
    assert findings == ()
    assert found.components["shop/web"].requires == (any_of(Dependency("shop/a"), Dependency("shop/b")),)


def test_a_dependency_listed_twice_in_one_file_is_a_finding() -> None:
    """With both places."""
    _, (finding,), documents = _together(a="components: {web: {depends_on: [db, db]}, db: {}}")
    assert finding.message == "a/web depends on db twice; keep one"
    assert _places(finding, documents) == ["a.yaml:1:37", "a.yaml:1:33"]


@pytest.mark.parametrize("section", ["journeys: {buy: {through: web}}", "scenarios: {buy: {on: web, kind: outage}}"])
def test_a_remark_described_twice_is_a_finding(section: str) -> None:
    """Journeys and scenarios are called by their names alone."""
    found, (finding,), _ = _together(a=f"components: {{web: {{}}}}\n{section}", b=f"components: {{web: {{}}}}\n{section}")
    assert finding.message.endswith("buy is described twice; give one another name") and len(finding.notes) == 1
    assert len(found.journeys) + len(found.scenarios) == 1


def test_shares_of_more_than_all_visits_are_a_finding() -> None:
    """Of the journeys of one system, at the one that is too much."""
    text = "components: {{web: {{}}}}\njourneys: {{{0}: {{through: web, share: 60%}}, {1}: {{through: web, share: 40%}}}}"
    assert _together(a=text.format("buy", "look"), b=text.format("sell", "list"))[1] == ()
    more = "system: a\njourneys: {pay: {through: web, share: 1%}}"
    _, (finding,), documents = _together(a=text.format("buy", "look"), more=more)
    assert finding.message == "the shares of the journeys of a add up to more than 100 %; write shares of all its visits"
    assert _places(finding, documents) == ["more.yaml:2:39"]
