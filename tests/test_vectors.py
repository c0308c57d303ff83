"""The numbered test vectors: what others print, or what adding up all states gives, against what the program computes.

Each id names the vector and its source. Digits are those of the source, so the last one may be rounded.
"""

from math import log10

import pytest

from sosgraph.analyses.composite_slo import answer
from sosgraph.bdd.bounds import frechet_bounds
from sosgraph.bdd.independent import gate_failure
from sosgraph.bdd.probability import failure_probabilities
from sosgraph.equations import Equations, Gate
from sosgraph.model.architecture import Architecture
from sosgraph.quantity import Ratio, parse_ratio
from sosgraph.rules import contradictory_slo
from sosgraph.structure.composites import composites
from sosgraph.structure.function import promised_function
from tests.yaml_architecture import architecture

CDN = """
    app: {availability: 100%, depends_on: [cdn, api, LOGIN]}
    cdn: {availability: 100%, depends_on: [{any_of: [edge-1, edge-2, edge-3]}]}
    edge-1: {availability: 99.9%, depends_on: [STATIC-1]}
    edge-2: {availability: 99.9%, depends_on: [STATIC-2]}
    edge-3: {availability: 99.9%, depends_on: [STATIC-3]}
    api: {availability: 95%, depends_on: [idaas]}
    idaas: {availability: 99%}
"""
THREE_STATICS = "".join(f"    static-{number}: {{availability: 98%}}\n" for number in (1, 2, 3))
TREE = CDN.replace("LOGIN", "idaas-again").replace("STATIC", "static") + THREE_STATICS + "    idaas-again: {availability: 99%}\n"
ONE_LOGIN = CDN.replace("LOGIN", "idaas").replace("STATIC", "static") + THREE_STATICS
ALL_SHARED = CDN.replace("LOGIN", "idaas")
for _number in (1, 2, 3):
    ALL_SHARED = ALL_SHARED.replace(f"STATIC-{_number}", "static")
ALL_SHARED += "    static: {availability: 98%}\n"

DIAMOND = """
    app: {availability: 100%, depends_on: NEEDS}
    b: {availability: 99.9%, depends_on: [d]}
    c: {availability: 99.9%, depends_on: [d]}
    d: {availability: 99%}
"""
BRIDGE = "[{any_of: [{all_of: [p1, p4]}, {all_of: [p2, p5]}, {all_of: [p1, p3, p5]}, {all_of: [p2, p3, p4]}]}]"


def needing(needs: str, *ratios: str) -> str:
    """Return the components of a perfect `app` with these needs, on parts p1, p2, … of these availabilities."""
    parts = "".join(f"    p{number}: {{availability: {ratio}}}\n" for number, ratio in enumerate(ratios, 1))
    return f"    app: {{availability: 100%, depends_on: {needs}}}\n{parts}"


def serial(*ratios: str) -> str:
    return needing(f"[{', '.join(f'p{number}' for number in range(1, len(ratios) + 1))}]", *ratios)


def at_least(need: int, *ratios: str) -> str:
    names = ", ".join(f"p{number}" for number in range(1, len(ratios) + 1))
    return needing(f"[{{at_least: {need}, of: [{names}]}}]", *ratios)


def written(components: str) -> Architecture:
    return architecture(f"components:\n{components}")


EXACT = [
    ("V1 serial, Ewerlöf", serial("0.998", "0.953"), "app", 0.951094),
    ("V2 parallel, Ewerlöf", at_least(1, "0.998", "0.953"), "app", 0.999906),
    ("V3 tree, edge path, Ewerlöf", TREE, "edge-1", 0.97902),
    ("V3 tree, CDN, Ewerlöf", TREE, "cdn", 0.999990765),
    ("V3 tree, API, Ewerlöf", TREE, "api", 0.9405),
    ("V3 tree, app, Ewerlöf", TREE, "app", 0.931086402),
    ("V4 one static server and one IDaaS, all states", ALL_SHARED, "app", 0.921689999),
    ("V4b three static servers and one IDaaS, all states", ONE_LOGIN, "app", 0.940491315),
    ("V4c CDN on one static server, all states", ALL_SHARED, "cdn", 0.979999999),
    ("V5b five dependencies of five nines, all states", serial(*["99.999%"] * 5), "app", 0.9999500010),
    ("V5d triple redundancy, Calculus of Service Availability", at_least(1, *["0.999"] * 3), "app", 1 - 1e-9),
    ("V6 serial, AWS", serial(*["0.9999"] * 3), "app", 0.99970003),
    ("V7 parallel, AWS", at_least(1, "0.99", "0.99"), "app", 0.9999),
    ("V7 parallel, three nines, AWS", at_least(1, "0.999", "0.999"), "app", 0.999999),
    ("V8 one spare of three, AWS, exact", at_least(2, *["0.99"] * 3), "app", 0.999702),
    ("V8b mean times, AWS", "    app: {mtbf: 150d, mttr: 1h}\n", "app", 0.99972230),
    ("V9 serial, The-Way-of-SRE 67", serial("0.9999", "0.9999", "0.9995", "0.999"), "app", 0.99830081),
    ("V9b serial, AWS digest", serial("0.9995", "0.9999", "0.999"), "app", 0.99840065),
    ("V10 serial, Azure", serial("0.9995", "0.9999"), "app", 0.99940005),
    ("V11 database or queue, Azure", at_least(1, "0.9999", "0.999"), "app", 0.9999999),
    ("V11 and the web app, Azure", needing("[p1, {any_of: [p2, p3]}]", "0.9995", "0.9999", "0.999"), "app", 0.99949990),
    (
        "V12 serial, Azure reliable web app",
        serial("0.9999", "0.9999", "0.9995", "0.999", "0.99995", "0.999", "0.9999", "0.999"),
        "app",
        0.99615577,
    ),
    (
        "V13 two regions, shared services once, Azure",
        needing("[p1, p2, {any_of: [p3, p4]}]", "0.9999", "0.9999", "0.99565779", "0.99565779"),
        "app",
        0.99978116,
    ),
    (
        "V13 as printed by Azure, shared services in the regions again",
        needing("[p1, p2, {any_of: [p3, p4]}]", "0.9999", "0.9999", "0.99545867", "0.99545867"),
        "app",
        0.99977939,
    ),
    ("V26 diamond in series, all states", DIAMOND.replace("NEEDS", "[b, c]"), "app", 0.98802099),
    ("V27 diamond in parallel, all states", DIAMOND.replace("NEEDS", "[{any_of: [b, c]}]"), "app", 0.98999901),
    ("V28 bridge, RePyability", needing(BRIDGE, *["0.9"] * 5), "app", 0.97848),
    ("V28b 2 of 3", at_least(2, *["0.9"] * 3), "app", 0.972),
    ("V28b 3 of 5", at_least(3, *["0.99"] * 5), "app", 0.9999901494),
    ("V28b 2 of 3 that differ, SCRAM", at_least(2, "0.9", "0.8", "0.7"), "app", 0.902),
    (
        "V32b common cause that keeps the marginals, all states",
        "    app: {availability: 99%, replicas: {count: 2, common_cause: 10%}}\n",
        "app",
        0.998918919,
    ),
    ("V33 fallback, all states", needing("[{on: p1, fallback: {to: p2, coverage: 95%}}]", "0.999", "0.99"), "app", 0.9999405),
    ("V33 sure fallback, all states", needing("[{on: p1, fallback: {to: p2, coverage: 1}}]", "0.999", "0.99"), "app", 0.99999),
    ("V34 conditional call, all states", needing("[{on: p1, probability: 20%}]", "0.99"), "app", 0.998),
    (
        "V36 tolerance, exponential outages",
        "    app: {availability: 100%, depends_on: [{on: a, tolerance: 60m}]}\n    a: {availability: 99.9%, mttr: 30m}\n",
        "app",
        0.999864665,
    ),
    (
        "V40 two regions on one DNS, all states",
        "    app: {availability: 100%, depends_on: [{any_of: [r1, r2]}]}\n"
        "    r1: {availability: 99.95%, depends_on: [{on: dns, kind: dns}]}\n"
        "    r2: {availability: 99.95%, depends_on: [{on: dns, kind: dns}]}\n"
        "    dns: {availability: 99.99%}\n",
        "app",
        0.99989975,
    ),
    (
        "C1 a hard cycle of three, running",
        "    app: {availability: 99.9%, depends_on: [b]}\n"
        "    b: {availability: 99.9%, depends_on: [c]}\n"
        "    c: {availability: 99.9%, depends_on: [app]}\n",
        "b",
        0.997002999,
    ),
]


@pytest.mark.parametrize(("components", "name", "expected"), [pytest.param(*row[1:], id=row[0]) for row in EXACT])
def test_exact_composites_are_those_of_the_vectors(components: str, name: str, expected: float) -> None:
    """The composite availability agrees with the source to every digit that the source has."""
    estimate = composites(written(components))[f"test/{name}"].estimate
    digits = max(6, len(repr(expected).partition(".")[2]))
    assert estimate.upper == pytest.approx(expected, abs=0.51 * 10.0**-digits)
    assert estimate.lower == estimate.upper


NAIVE = [row for row in EXACT if row[0].startswith(("V26", "V27", "V40", "V4 "))]
NAIVE_EXPECTED = {"V26": 0.97814078, "V27": 0.99987922, "V40": 0.99999964, "V4": 0.931086402}


@pytest.mark.parametrize(
    ("components", "expected"), [pytest.param(row[1], NAIVE_EXPECTED[row[0].split()[0]], id=row[0]) for row in NAIVE]
)
def test_naive_numbers_are_those_of_the_vectors(components: str, expected: float) -> None:
    """The number of the two naive rules is the one that the vector warns of."""
    naive = composites(written(components))["test/app"].naive
    assert naive is not None
    assert 1 - naive == pytest.approx(expected, abs=6e-9)


def test_v28_bridge_of_five_different_parts() -> None:
    """V28, RePyability: a bridge of 1-2 and 3-4, crossed by 5, works with probability 0.91918."""
    ratios = {1: "0.9", 2: "0.8", 3: "0.7", 4: "0.85", 5: "0.6"}
    found = composites(written(needing(BRIDGE, *(ratios[number] for number in (1, 3, 5, 2, 4)))))["test/app"].estimate
    assert found.upper == pytest.approx(0.91918, abs=1e-12)


def test_v5_a_budget_and_what_five_dependencies_eat_of_it() -> None:
    """V5, Calculus of Service Availability: 52.56 minutes a year, of which five dependencies of five nines eat half."""
    components = serial(*["99.999%"] * 5).replace("availability: 100%", "availability: 100%, slo: 99.99%", 1)
    (table,) = answer(written(components), component=("test/app",), window=365 * 86400.0)
    row = dict(zip((column.name for column in table.columns), table.rows[0], strict=True))
    assert row["error_budget_min"] == pytest.approx(52.56)
    assert row["expected_downtime_min"] == pytest.approx(26.28, abs=0.005)
    assert row["kept"] == "kept"


def test_v8_approximation_of_aws_is_the_leading_term() -> None:
    """V8, AWS: C(3, 2) (1 - a)² = 0.0003, a little more than the exact failure of 2 of 3."""
    exact = gate_failure(Gate(2, (0, 1, 2)), [0.01] * 3)
    assert exact == pytest.approx(0.000298, rel=1e-12)
    assert exact < 3 * 0.01**2


def test_v8b_availability_of_mean_times() -> None:
    """V8b, AWS: 150 days between failures and an hour to repair are 99.97 %."""
    assert Ratio.of_means(150 * 86400, 3600).value == pytest.approx(0.99972230, abs=5e-9)


@pytest.mark.parametrize(
    ("first", "second", "product", "least"),
    [(99.41, 99.71, 99.121711, 99.12), (75.41, 98.71, 74.437211, 74.12)],
    ids=["V20 r/SoftwareEngineering", "V20 r/SoftwareEngineering, lower"],
)
def test_v20_product_and_bound_without_independence(first: float, second: float, product: float, least: float) -> None:
    """V20: the product holds for independent parts, a + b - 100 % whatever depends on what; the worse part limits both."""
    failure = [1 - first / 100, 1 - second / 100]
    assert 100 * (1 - gate_failure(Gate(2, (0, 1)), failure)) == pytest.approx(product, abs=1e-9)
    low, high = frechet_bounds(Equations(2, (Gate(2, (0, 1)),)), failure)[2]
    assert 100 * (1 - high) == pytest.approx(least, abs=1e-9)
    assert 100 * (1 - low) == pytest.approx(min(first, second), abs=1e-9)


@pytest.mark.parametrize(
    ("promise", "callees", "own"),
    [
        pytest.param("99.99%", ["99.999%"] * 5, 0.9999499965, id="V5b the best own part, all states"),
        pytest.param("99.9%", ["99.95%", "99.99%"], 0.99959971, id="V39 own from published, all states"),
        pytest.param("99.95%", ["99.95%", "99.9%"], 1.001001, id="V39 infeasible, all states"),
    ],
)
def test_own_part_from_published_promises(promise: str, callees: list[str], own: float) -> None:
    """The own part is the promise over what the callees' promises leave; above 1 the promise contradicts them."""
    components = serial(*callees).replace("{availability: 100%", f"{{slo: {promise}", 1).replace("{availability", "{slo")
    described = written(components)
    function = promised_function(described)
    needs = function.needs["test/app"]
    assert needs is not None
    (interval,) = failure_probabilities(function.equations, function.failure, [needs])
    assert parse_ratio(promise).value / (1 - interval.upper) == pytest.approx(own, abs=6e-9)
    findings = list(contradictory_slo.check(described))
    assert [finding.message.partition(" ")[0] for finding in findings] == (["app"] if own > 1 else [])


@pytest.mark.parametrize(
    ("promise", "window_d", "minutes"),
    [("99.9%", 30, 43.2), ("99.95%", 30, 21.6), ("99.99%", 30, 4.32), ("99.9%", 28, 40.32), ("99.99%", 365, 52.56)],
)
def test_b1_minutes_of_an_error_budget(promise: str, window_d: int, minutes: float) -> None:
    """B1, standard: the minutes of a window that a promise leaves."""
    (table,) = answer(written(f"    app: {{slo: {promise}}}\n"), window=window_d * 86400.0)
    row = dict(zip((column.name for column in table.columns), table.rows[0], strict=True))
    assert row["error_budget_min"] == pytest.approx(minutes, rel=1e-12)
    assert row["expected_downtime_min"] == pytest.approx(minutes, rel=1e-12)


def test_b2_nines_of_a_ratio() -> None:
    """B2: 99.95 % has 3.30103 nines, which the complement keeps to the last digit."""
    assert -log10(parse_ratio("99.95%").complement) == pytest.approx(3.30103, abs=5e-6)
