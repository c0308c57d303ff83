"""References are looked up, and what can never be is a finding that leaves the rest whole."""

from textwrap import dedent

import pytest

from sosgraph.composition import read_document
from sosgraph.description.parts import MOST_REPLICAS, ComponentDescription, DependencyDescription, Description, GroupDescription
from sosgraph.description.resolving import architecture_of
from sosgraph.document import Document
from sosgraph.importers.architecture import read
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component, Replicas
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import AtLeast, any_of
from sosgraph.source import Pointer

_AT = Pointer("a.yaml", (0,))


def _no_neighbour(path: str) -> Document:
    raise AssertionError(f"the language reads no other file, but asked for {path}")


def _said(text: str) -> tuple[Architecture, list[str]]:
    """Return what `text` says and the findings as `column message`, of one line each."""
    document = read_document("a.yaml", dedent(text).encode())
    found, findings = architecture_of(read(document, _no_neighbour))
    assert document.findings == ()
    return found, [f"{document.span(finding.at).start_column} {finding.message}" for finding in findings]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (
            "{components: {web: {depends_on: [leger]}, ledger: {}}}",
            "34 'leger' is not described in system a; did you mean 'ledger'?",
        ),
        (
            "{components: {web: {depends_on: [b/db]}}}",
            "34 system 'b' is not here: db is named; pass its file too",
        ),
        (
            "{components: {web: {depends_on: [A/db]}, db: {}}}",
            "34 system 'A' is not here: db is named; did you mean 'a'?",
        ),
        (
            "{components: {web: {depends_on: [web]}}}",
            "34 web depends on itself; name another component or leave it out",
        ),
        (
            "{components: {web: {depends_on: [a/web]}}}",
            "34 web depends on itself; name another component or leave it out",
        ),
        (
            "{components: {web: {depends_on: [{any_of: [db, qa, a/db]}]}, db: {}, qa: {}}}",
            "52 a/db stands twice in one group; a component cannot be redundant with itself, keep one",
        ),
        (
            "{components: {web: {depends_on: [{at_least: 3, of: [db, qa]}]}, db: {}, qa: {}}}",
            "45 at least 3 of 2 can never be; write a number up to 2",
        ),
        (
            "{components: {web: {depends_on: [{any_of: [db, {on: qa, phase: start}]}]}, db: {}, qa: {}}}",
            "64 members of one group are needed in different phases (run; start); give them the same, or write two groups",
        ),
        (
            "{components: {web: {replicas: {count: 1001}}}}",
            "39 web has more than 1000 replicas; write 1000 at most",
        ),
        (
            "{components: {web: {replicas: {count: 999999999, need: 500000000}}}}",
            "39 web has more than 1000 replicas; write 1000 at most",
        ),
        (
            "{components: {web: {replicas: {count: 2, need: 3}}}}",
            "48 web needs 3 of 2 replicas, which can never be; write a need up to the count",
        ),
        (
            "{components: {web: {replicas: {count: 2, over: [z]}}}}",
            "49 'z' is not described in system a; describe it under components, or pass its file too",
        ),
        (
            "{components: {web: {replicas: {count: 2, over: [a/web]}}}}",
            "49 web stands on itself; name the zones that carry its copies",
        ),
        (
            "{components: {web: {observed: {good: 3, total: 2}}}}",
            "38 3 good events of 2; write as many good ones as there are at most",
        ),
        (
            "{components: {web: {availability: 99.9%, mtbf: 10d, mttr: 2h}}}",
            "35 'availability' is 99.9 %, but 'mtbf' 10d and 'mttr' 2h give 99.17355 %; keep the one that is right",
        ),
        ("{components: {web: {mtbf: 30d}}}", "27 'mtbf' alone gives no availability; add 'mttr'"),
        (
            "{components: {web: {depends_on: [{on: db, fallback: db}]}, db: {}}}",
            "53 the fallback db is the callee itself; name another component",
        ),
        (
            "{components: {web: {}}, journeys: {buy: {through: [wed]}}}",
            "52 'wed' is not described in system a; did you mean 'web'?",
        ),
        (
            "{components: {web: {}}, scenarios: {one: {on: web -> db, kind: outage}}}",
            "47 'db' is not described in system a; describe it under components, or pass its file too",
        ),
        (
            "{components: {web: {}}, feedback: [{from: web, to: wed}]}",
            "52 'wed' is not described in system a; did you mean 'web'?",
        ),
        (
            "{components: {web: {}}, controllers: [{name: hpa, senses: wed.cpu}]}",
            "59 'wed' is not described in system a; did you mean 'web'?",
        ),
    ],
)
def test_what_can_never_be_is_one_finding_at_its_place(text: str, finding: str) -> None:
    """With what to write instead; the component stays."""
    found, findings = _said(text)
    assert findings == [finding]
    assert "a/web" in found.components


def test_what_is_wrong_is_left_out_and_the_rest_stays() -> None:
    """A group keeps the members that are known, and never asks for more than it has."""
    found, findings = _said("""
        components:
          web: {depends_on: [gone, {at_least: 2, of: [db, lost]}, {any_of: [db, db]}, {any_of: [lost]}]}
          db: {replicas: {count: 5000, need: 4000}}
        """)
    assert len(findings) == 4
    assert found.components["a/web"].requires == (AtLeast(1, (Dependency("a/db"),)), AtLeast(1, (Dependency("a/db"),)))
    assert found.components["a/db"].replicas == Replicas(MOST_REPLICAS, MOST_REPLICAS)


def _described(system: str, *names: str, needs: tuple[str, ...] = ()) -> Description:
    needed = tuple(DependencyDescription(name, _AT) for name in needs)
    return Description(system, _AT, tuple(ComponentDescription(name, _AT, {}, needed) for name in names))


def test_an_unplaced_reference_means_the_only_component_of_that_name() -> None:
    """`*/name`: the own system before others, in a group too."""
    group = GroupDescription(1, (DependencyDescription("*/db", _AT), DependencyDescription("*/dns", _AT)), _AT)
    web = ComponentDescription("web", _AT, {}, (DependencyDescription("*/flags", _AT), group))
    found, findings = architecture_of(
        [Description("shop", _AT, (web,)), _described("shop", "db"), _described("other", "db"), _described("net", "dns", "flags")]
    )
    assert findings == ()
    assert found.components["shop/web"].requires == (
        Dependency("net/flags"),
        any_of(Dependency("shop/db"), Dependency("net/dns")),
    )


@pytest.mark.parametrize(
    ("others", "message"),
    [
        ((("b", "db"), ("c", "db")), "'db' is ambiguous; it may be b/db or c/db"),
        ((("b", "dbs"),), "'db' is not described in system shop; describe it under components, or pass its file too"),
    ],
)
def test_an_unplaced_reference_to_none_or_several_is_a_finding(others: tuple[tuple[str, str], ...], message: str) -> None:
    """The candidates are named."""
    described = [_described(system, name) for system, name in others]
    _, (finding,) = architecture_of([_described("shop", "web", needs=("*/db",)), *described])
    assert (finding.at, finding.message) == (_AT / "on", message)


def test_what_is_said_of_an_unplaced_component_goes_home() -> None:
    """A description of `*` joins the only system that has the component; nowhere, it is a finding."""
    overlay = Description("*", _AT, (ComponentDescription("db", _AT, {"tier": 2}), ComponentDescription("lost", _AT)))
    found, (finding,) = architecture_of([_described("shop", "db"), overlay])
    assert list(found.components) == ["shop/db"] and found.components["shop/db"].tier == 2
    assert finding.message == "'lost' is not described; pass its file too"


@pytest.mark.parametrize("own", ["99.9%", "99.93%", "99.931%"])
def test_an_availability_may_be_rounded(own: str) -> None:
    """30 days and 30 minutes give 99.9306 %: each way to round that is the same number."""
    found, findings = _said(f"{{components: {{web: {{availability: {own}, mtbf: 30d, mttr: 30m}}}}}}")
    assert findings == [] and found.components["a/web"].own.mtbf_s == 30 * 86400
    assert len(_said("{components: {web: {availability: 99.94%, mtbf: 30d, mttr: 30m}}}")[1]) == 1


def test_a_missing_system_is_one_finding_however_often_it_is_named() -> None:
    """With all that is named of it, the further places as notes; everyone who names it is mistaken."""
    document = read_document(
        "a.yaml",
        b"components: {web: {depends_on: [p/dns, p/az]}, api: {depends_on: [p/dns], runs_on: p/az}, "
        b"db: {depends_on: [lost, {any_of: [lost, api]}]}}",
    )
    found, (system, name) = architecture_of(read(document, _no_neighbour))
    assert system.message == "system 'p' is not here: dns, az are named; pass its file too"
    assert [note.message for note in system.notes] == ["az is named here", "dns is named here", "az is named here"]
    assert name.message.startswith("'lost' is not described in system a") and len(name.notes) == 1
    assert found.mistaken == {"a/web", "a/api", "a/db"}


def test_what_is_lost_of_a_group_is_taken_as_perfect() -> None:
    """As all that is unknown: a group that has enough without what is left asks nothing of it, and is no finding of its own."""
    found, _ = _said(
        "{components: {web: {depends_on: [{any_of: [db, lost]}, {at_least: 2, of: [db, qa, lost]}]}, db: {}, qa: {}}}"
    )
    assert found.components["a/web"].requires == (any_of(Dependency("a/db"), Dependency("a/qa")),)


def test_what_is_finished_keeps_its_place_among_what_is_not() -> None:
    """Components come in reading order, whichever importer gives them."""
    told = [
        Description("a", _AT, (ComponentDescription("one", _AT),)),
        Description("b", _AT, finished={"b/two": Component("b/two", "b")}),
        Description("c", _AT, (ComponentDescription("three", _AT),)),
    ]
    assert list(architecture_of(told)[0].components) == ["a/one", "b/two", "c/three"]
