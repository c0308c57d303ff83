from math import expm1
from pathlib import Path
from re import DOTALL, findall

import pytest

from sosgraph.composition import read_document
from sosgraph.description.parts import DependencyDescription
from sosgraph.description.reopening import description_of
from sosgraph.description.resolving import architecture_of
from sosgraph.frozen import replace
from sosgraph.importers.open_psa import IMPORTER
from sosgraph.load import load
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import AtLeast, Negation
from sosgraph.quantity import Ratio
from tests.importers.open_psa_models import event, gate, loaded, neighbours, shipped, tree, unavailability
from tests.running import run


def test_gates_and_events_become_components() -> None:
    """A gate that any argument makes fail needs all of them, one that all must fail needs one; two of three need two."""
    found, _ = shipped("cooling.xml")
    assert not found.findings
    components = found.architecture.components
    assert [name for name, one in components.items() if one.entry is not None] == ["cooling/no-cooling"]
    assert {one.kind for one in components.values()} == {"gate", "basic-event", "house-event"}
    assert all(one.own.availability == Ratio(1.0, 0.0) for one in components.values() if one.kind == "gate")
    top, flow, spray = (components[f"cooling/{name}"].requires for name in ("no-cooling", "no-flow", "no-spray"))
    assert top == (AtLeast(1, (Dependency("cooling/no-flow"), Dependency("cooling/no-spray"))),)
    trains = (Dependency("cooling/a.train"), Dependency("cooling/b.train"), Dependency("cooling/intake"))
    assert flow == (AtLeast(2, trains),)
    assert spray[:2] == (Dependency("cooling/maintenance"), Dependency("cooling/nozzle"))
    assert spray[2] == AtLeast(1, (Dependency("cooling/power"), Negation(Dependency("cooling/diesel-starts"))))


def test_private_names_are_found_from_inside_out() -> None:
    """Each train has a pump of its own; the power that neither has is that of the plant."""
    components = shipped("cooling.xml")[0].architecture.components
    assert components["cooling/b.train"].requires == (Dependency("cooling/b.pump"), Dependency("cooling/power"))


def test_an_event_keeps_the_probability_that_is_written() -> None:
    """The complement is the text, so that 1e-30 is not lost in an availability of 1; expressions are computed."""
    assert loaded(tree(event("rare", 1e-30)))[0].architecture.components["t/rare"].own.availability == Ratio(1.0, 1e-30)
    components = shipped("cooling.xml")[0].architecture.components
    own = {name: components[f"cooling/{name}"].own.availability for name in ("intake", "nozzle", "power", "maintenance")}
    assert {name: ratio and ratio.complement for name, ratio in own.items()} == {
        "intake": 0.1,
        "nozzle": pytest.approx(-expm1(-0.01), rel=1e-14),
        "power": pytest.approx(0.005, rel=1e-13),
        "maintenance": 0.0,
    }


def test_the_top_event_by_hand() -> None:
    """Power fails: both trains do, and spray unless the diesel starts. Else both pumps, or one and the intake, and the nozzle."""
    found, _ = shipped("cooling.xml")
    nozzle = -expm1(-0.01)
    flow = 0.01 * 0.02 * 0.9 + 0.1 * (0.01 + 0.02 - 0.01 * 0.02)
    by_hand = 0.005 * (nozzle + (1 - nozzle) * 0.1) + 0.995 * flow * nozzle
    assert unavailability(found.architecture, "cooling/no-cooling") == pytest.approx(by_hand, rel=1e-13)


def test_a_common_cause_takes_all_members() -> None:
    """Vector V31: three trains, q = 0.1 and beta = 0.2 for pumps and for valves; published with SCRAM 0.04308."""
    found, _ = shipped("three-trains.xml")
    assert not found.findings
    components = found.architecture.components
    assert components["trains/pumps.common-cause"].own.availability == Ratio(1 - 0.1 * 0.2, 0.1 * 0.2)
    assert components["trains/pump-2"].requires == (Dependency("trains/pumps.common-cause"),)
    assert unavailability(found.architecture, "trains/top") == pytest.approx(0.0430804, abs=5e-8)


@pytest.mark.parametrize(
    ("model", "factors", "single", "double", "triple"),
    [
        ("MGL", {2: 0.1, 3: 0.25}, 0.9, 0.1 * 0.75 / 2, 0.1 * 0.25),
        ("alpha-factor", {1: 0.95, 2: 0.03, 3: 0.02}, 0.95 / 1.07, 0.03 / 1.07, 3 * 0.02 / 1.07),
    ],
)
def test_factors_share_out_the_probability(
    model: str, factors: dict[int, float], single: float, double: float, triple: float
) -> None:
    """Alone, each pair, all three (NUREG/CR-5485, table 5-2, non-staggered), and a member's own probability is what it was."""
    members = "".join(f'<basic-event name="{name}"/>' for name in "abc")
    written = "".join(f'<factor level="{level}"><float value="{value}"/></factor>' for level, value in factors.items())
    group = (
        f'<define-CCF-group name="g" model="{model}"><members>{members}</members>'
        f'<distribution><float value="0.01"/></distribution><factors>{written}</factors></define-CCF-group>'
    )
    found, _ = loaded(tree(gate("top", '<or><event name="a"/><event name="b"/><event name="c"/></or>'), outside=group))
    assert not found.findings
    own = {name.partition("/")[2]: one.own.availability for name, one in found.architecture.components.items()}
    chances = {name: ratio.complement for name, ratio in own.items() if ratio is not None}
    assert chances == {
        "top": 0.0,
        **dict.fromkeys("abc", pytest.approx(0.01 * single)),
        **dict.fromkeys(("g.a.b", "g.a.c", "g.b.c"), pytest.approx(0.01 * double)),
        "g.common-cause": pytest.approx(0.01 * triple),
    }
    assert chances["a"] + 2 * chances["g.a.b"] + chances["g.common-cause"] == pytest.approx(0.01)


@pytest.mark.parametrize(
    ("model", "factors", "published"),
    [
        ("beta-factor", {4: 0.2}, 0.0537383),
        ("MGL", {2: 0.1, 3: 0.3, 4: 0.4}, 0.059678),
        ("MGL", {2: 0.1, 3: 0.3}, 0.0600546),
        ("alpha-factor", {1: 0.9, 2: 0.05, 3: 0.03, 4: 0.02}, 0.0645596),
        ("phi-factor", {1: 0.9, 2: 0.05, 3: 0.03, 4: 0.02}, 0.0842487),
    ],
)
def test_groups_agree_with_scram(model: str, factors: dict[int, float], published: float) -> None:
    """Two of four members with q = 0.1 fail; the numbers are those that SCRAM 0.16.2 prints (`scram --bdd --ccf true`)."""
    members = "".join(f'<basic-event name="{name}"/>' for name in "abcd")
    written = "".join(f'<factor level="{level}"><float value="{value}"/></factor>' for level, value in factors.items())
    group = (
        f'<define-CCF-group name="g" model="{model}"><members>{members}</members>'
        f'<distribution><float value="0.1"/></distribution>{written}</define-CCF-group>'
    )
    arguments = "".join(f'<event name="{name}"/>' for name in "abcd")
    found, _ = loaded(tree(gate("top", f'<atleast min="2">{arguments}</atleast>'), outside=group))
    assert not found.findings
    assert unavailability(found.architecture, "t/top") == pytest.approx(published, rel=1e-5)


def test_trees_share_public_names() -> None:
    """An event of another tree is found by its name, in the file, in one that it includes, and in one that is passed too."""
    found, _ = shipped("split/station.xml", "split/data.xml")
    assert not found.findings
    components = found.architecture.components
    assert found.architecture.systems == ("station", "diesel", "data")
    assert components["station/blackout"].requires == (AtLeast(1, (Dependency("data/grid"), Dependency("diesel/no-diesel"))),)
    assert components["diesel/no-diesel"].requires == (Dependency("data/fuel"), Dependency("diesel/starter"))
    assert unavailability(found.architecture, "station/blackout") == pytest.approx(0.1 * (1 - 0.98 * 0.95))


def test_data_of_another_file_belong_to_the_event_that_a_tree_defines() -> None:
    """`starter` is declared without a probability in its tree; the file of data gives it."""
    starter = shipped("split/station.xml", "split/data.xml")[0].architecture.components["diesel/starter"]
    assert starter.own.availability == Ratio(0.95, 0.05) and starter.place("availability").document == "split/data.xml"


def test_data_alone_are_a_system_of_their_own() -> None:
    """A file of data has no tree; it is named like the file."""
    found, _ = shipped("split/data.xml")
    assert not found.findings and tuple(found.architecture.components) == ("data/grid", "data/fuel", "data/starter")


def test_an_event_without_a_probability_is_unknown() -> None:
    """The structure can be judged without numbers; the answer says that it is an upper bound."""
    found, _ = loaded(tree(gate("top", '<event name="a"/>') + '<define-basic-event name="a"/>'))
    assert not found.findings and found.architecture.components["t/a"].own.availability is None


def test_constants_are_events_that_always_or_never_happen() -> None:
    """In formulas and as house events."""
    gates = gate("yes", '<constant value="true"/>') + gate("no", '<and><constant value="false"/><house-event name="h"/></and>')
    house = '<define-house-event name="h"><constant value="true"/></define-house-event>'
    found, _ = loaded(tree(gates + house))
    assert not found.findings
    assert unavailability(found.architecture, "t/yes") == 1.0 and unavailability(found.architecture, "t/no") == 0.0


@pytest.mark.parametrize("name", ["cooling.xml", "three-trains.xml"])
def test_what_names_only_itself_is_finished(name: str) -> None:
    """Nothing of it is looked up; opened, as beside another file that speaks of its systems, it is the same architecture."""
    text = (Path("fixtures/foreign/open_psa") / name).read_bytes()
    (whole,) = IMPORTER.read(read_document(name, text), neighbours({}))
    assert whole.finished and not whole.components
    opened = replace(whole, finished={}, components=tuple(map(description_of, whole.finished.values())))
    assert architecture_of([opened]) == architecture_of([whole])
    assert {need.on for one in opened.components for need in one.needs if isinstance(need, DependencyDescription)} <= {
        one.name for one in opened.components
    }


@pytest.mark.parametrize("formula", ['<event name="elsewhere"/>', '<or><event name="a"/><event name="a"/></or>'])
def test_what_leads_out_of_it_or_twice_to_one_event_is_looked_up(formula: str) -> None:
    """With all that other files say."""
    (whole,) = IMPORTER.read(read_document("a.xml", tree(event("a", 0.1) + gate("g", formula)).encode()), neighbours({}))
    assert {one.name for one in whole.components} == {"a", "g"} and not whole.finished


def test_the_mission_time_is_a_parameter() -> None:
    """What grows with time is taken at the time that is asked for."""
    text = tree(
        '<define-basic-event name="a"><exponential><float value="1e-3"/><system-mission-time/></exponential></define-basic-event>'
    )
    document = read_document("a.xml", text.encode())
    (description,) = IMPORTER.read(document, None, mission_time=2.0)
    assert description.finished["t/a"].own.availability.complement == -expm1(-2e-3)


@pytest.mark.parametrize(("written", "hours"), [("720h", 720.0), ("30d", 720.0), ("90m", 1.5), ("8760", 8760.0), ("0.5", 0.5)])
def test_a_mission_time_may_have_a_unit(written: str, hours: float) -> None:
    """Then it is taken in hours; without one it is in the unit of the rates, whatever that is."""
    (parameter,) = IMPORTER.parameters
    assert parameter.parse(written) == hours
    with pytest.raises(ValueError, match="write a number in the unit of the rates, or hours like 720h"):
        parameter.parse("long")


def test_the_command_line_answers_for_the_top_event() -> None:
    """By its name in the file; the answer says which events are on top, and what it rests on."""
    outcome = run("composite-slo", "fixtures/foreign/open_psa/three-trains.xml", "--component", "top")
    assert outcome.status == 0, outcome.err
    assert "95.69196 %" in outcome.out and "top: trains/top" in outcome.out


def test_a_picture_shows_negations() -> None:
    """As a circle of its own with the word in it."""
    outcome = run("render", "-f", "dot", "fixtures/foreign/open_psa/cooling.xml")
    assert outcome.status == 0 and "not" in outcome.out


def test_the_page_says_what_happens() -> None:
    """Its example in XML makes the same architecture as the one in YAML beside it."""
    page = (Path(__file__).parents[2] / "sosgraph" / "docs" / "importers" / "open-psa.md").read_text("utf-8")
    (xml,) = findall(r"```xml\n(.*?)```", page, DOTALL)
    (yaml,) = findall(r"```yaml\n(.*?)```", page, DOTALL)
    assert (
        loaded(xml)[0].architecture.components
        == load([read_document("a.yaml", yaml.encode())], neighbours({})).architecture.components
    )
