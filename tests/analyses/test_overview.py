"""The system on one screen, against the analyses that it sums up."""

from collections import Counter

from hypothesis import given, settings

from sosgraph.analyses import blast_radius, composite_slo, cycles, overview
from sosgraph.analyses.feasibility import journey_judgements
from sosgraph.analyses.overview import answer, riskiest
from sosgraph.model.architecture import Architecture
from sosgraph.renderers.markdown import RENDERER
from sosgraph.report import Report
from sosgraph.structure.function import failure_function
from sosgraph.structure.own_part import own_part, published_slo
from tests.analyses.webshop import rows, webshop
from tests.strategies import architectures
from tests.yaml_architecture import architecture


def aspects(drawn: Architecture) -> dict[str, tuple[str, str | None]]:
    """Return how much and the detail of each aspect."""
    return {row["aspect"]: (row["value"], row["detail"]) for row in rows(answer(drawn)[0])}


def test_the_web_shop_in_one_sentence() -> None:
    """Its size, its weakest point and its broken promise."""
    table, risks = answer(webshop())
    assert table.lead == (
        "12 components up to 3 links deep; 2 of them in cycles; 6 fall with a single failure of another; "
        "dns costs most: 0.012 % of all visits, and it takes down 4 others with it; 1 of 4 promises cannot be kept"
    )
    assert rows(risks)[0]["component"] == "dns" and len(risks.rows) == 10
    assert aspects(webshop())["promises"] == ("4: 3 kept, 1 out of reach", "cannot be kept: checkout")


def test_it_fits_on_one_screen() -> None:
    """Also as Markdown."""
    report = Report(webshop(), tables=answer(webshop()))
    assert sum(len(table.rows) + len(table.notes) for table in report.tables) <= 24
    assert "| riskiest" not in RENDERER.render(report) and RENDERER.render(report).startswith("### Overview\n")


def test_without_numbers_the_widest_come_first() -> None:
    """And it is said that nothing is known."""
    described = architecture("components: {web: {depends_on: [db]}, db: {depends_on: [disk]}, disk: {}}")
    table, risks = answer(described)
    assert [row["component"] for row in rows(risks)] == ["disk", "db", "web"]
    assert "no part has a number; disk takes down most, 2 others with it" in table.lead
    assert aspects(described)["numbers"] == ("0 of 3 known", "unknown: web, db, disk")


def test_nothing_is_something_to_say() -> None:
    """An architecture without components has an overview too."""
    (table,) = answer(Architecture())
    assert table.notes == ("there is no component",)


def test_promises_of_a_large_system_are_left_to_their_own_analysis(monkeypatch) -> None:
    """The bound is said."""
    monkeypatch.setattr(overview, "_JUDGED", 11)
    assert aspects(webshop())["promises"] == ("4, not judged here", "more than 11 components; ask feasibility")


@settings(max_examples=50, deadline=None)
@given(drawn=architectures())
def test_its_numbers_are_those_of_the_single_analyses(drawn: Architecture) -> None:
    """Blast radii and who survives by the structure function; cycles, promises and unknown numbers as their analyses say."""
    facts = answer(drawn)[0].facts
    function = failure_function(drawn)
    down = {
        name: {other for other, number in function.up.items() if not value[number]} - {name}
        for name in drawn.components
        for value in [function.equations.greatest_solution([function.part[name]])]
    }
    assert facts["widest_blast_radius"] == max(map(len, down.values()))
    assert facts["surviving"] == len(drawn.components) - len(set().union(*down.values()))
    assert {risk.name: risk.falls for risk in riskiest(drawn)} == {name: len(others) for name, others in down.items()}
    listed = {row["component"]: row["size"] for row in rows(blast_radius.answer(drawn)[0])}
    assert all(listed[drawn.label(name)] == len(others) for name, others in down.items() if drawn.label(name) in listed)
    sizes = [row["size"] for row in rows(cycles.answer(drawn)[0])]
    assert (facts["strong_components"], facts["in_cycles"]) == (len(sizes), sum(sizes))
    assert facts["unknown"] == sum(own_part(one).ratio is None for one in drawn.components.values())
    kept = Counter(row["kept"] for row in rows(composite_slo.answer(drawn)[0]) if row["kept"] is not None)
    journeys = journey_judgements(drawn)
    assert facts["promises"] == sum(published_slo(one) is not None for one in drawn.components.values()) + len(journeys)
    assert facts["promises_broken"] == kept["out of reach"] + kept["contradicted"] + sum(each.broken for each in journeys)


@settings(max_examples=40)
@given(drawn=architectures())
def test_the_riskiest_come_first(drawn: Architecture) -> None:
    """By own unavailability times what is lost; then the unknown, and what costs nothing last."""
    costs = [risk.loss for risk in riskiest(drawn)]
    known = [cost for cost in costs if cost]
    assert known == sorted(known, reverse=True) and costs[: len(known)] == known
    assert all(cost is None for cost in costs[len(known) : len(costs) - costs.count(0)])
    assert all(0 <= risk.weight <= 1 + 1e-9 or drawn.journeys for risk in riskiest(drawn))


def test_what_cannot_fail_is_not_among_the_riskiest() -> None:
    """As perfect parts and virtual packages cannot; what costs nothing comes after what is unknown."""
    text = """
    components:
      web: {entry: true, depends_on: [db, perfect, name]}
      db: {}
      perfect: {availability: 100%, depends_on: [db]}
      name: {availability: 100%, depends_on: [db]}
      log: {availability: 99%}
    """
    table, risks = answer(architecture(text))
    assert [row["component"] for row in rows(risks)] == ["db", "web", "log"]
    assert "no part that costs anything has a number; db takes down most, 3 others with it" in table.lead
    assert len(answer(architecture("components: {a: {availability: 100%}}"))) == 1


def test_promises_of_journeys_count() -> None:
    """As feasibility and lint count them."""
    text = "components: {web: {slo: 99%}}\njourneys: {buy: {through: [web], slo: 99.9%}}\n"
    assert aspects(architecture(text))["promises"] == ("2: 1 kept, 1 out of reach", "cannot be kept: journey buy")


def test_own_copies_are_no_other_components() -> None:
    """A common cause of its own takes an entry down alone; the line is about others, and says so."""
    text = """
    components:
      web: {availability: 95%, entry: true, replicas: {count: 3, need: 1, over: [a, b], common_cause: 5%}}
      a: {}
      b: {}
    """
    assert aspects(architecture(text))["relied on"] == (
        "1 of 1 survive any",
        "fewest other components that take one down: 2 (web)",
    )


def test_what_is_relied_on_is_more_than_the_entries() -> None:
    """A promise that nobody needs is counted there; what is lost is a share of the entries alone, and each says which it is."""
    text = """
    components:
      web: {entry: true, depends_on: [db]}
      batch: {slo: 80%, depends_on: [db]}
      db: {availability: 99%}
    """
    described = architecture(text)
    assert aspects(described)["relied on"][0] == "0 of 2 survive any"
    assert "entries" not in aspects(described)
    riskiest = answer(described)[1]
    assert riskiest.rows[0][0] == "db" and riskiest.notes[0].startswith("lost: the share of entries that is down with it")


def test_a_circle_on_the_way_down_is_no_group() -> None:
    """The row says that the step stands for a circle, in words that no redundancy has."""
    described = architecture("components: {w: {depends_on: [a]}, a: {depends_on: [b]}, b: {depends_on: [a, c]}, c: {}}")
    assert aspects(described)["depth"] == ("2 links", "w -> a (in a circle of 2) -> c")
