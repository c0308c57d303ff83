"""Fault trees that nobody here wrote, with published answers; skipped where they are not at hand.

`pytest -m conformance` asks all of them; a run of all tests leaves those out that take long where the engine is not compiled.
"""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from sosgraph.bdd.kernel import COMPILED
from sosgraph.bdd.solution import solved
from sosgraph.composition import read_document
from sosgraph.document import Document
from sosgraph.errors import ReadRefused
from sosgraph.estimate import Certificate
from sosgraph.load import Loaded, load
from sosgraph.structure.composites import composite_availability
from sosgraph.structure.functions import function_of

FAULT_TREES = Path(__file__).parents[3] / "shared" / "data" / "faulttrees"
pytestmark = [
    pytest.mark.conformance,
    pytest.mark.skipif(not FAULT_TREES.is_dir(), reason="the reference data is not at hand"),
]

DATA = {
    "other/CEA9601/CEA9601.xml": "other/CEA9601/CEA9601-basic-events.xml",
    "other/Chinese/chinese.xml": "other/Chinese/chinese-basic-events.xml",
}
SLOW = {
    *("cea9601.xml", "das9601.xml", "das9701.xml", "edf9203.xml", "edf9204.xml", "edfpa14b.xml", "edfpa14o.xml"),
    *("edfpa14r.xml", "edfpa15o.xml", "edfpa15p.xml", "edfpa15q.xml", "nus9601.xml", "other/CEA9601/CEA9601.xml"),
    *("synthetic/synth_300_2.xml", "synthetic/synth_1000_1.xml", "synthetic/synth_1000_2.xml", "synthetic/synth_3000_1.xml"),
}
MARGINS = {"nus9601.xml": "3.1e-07"}
"""Where no exact value is known: half the width of the 95 % interval of a Monte Carlo run, where the row does not print it."""
ERRATA = {"other/Chinese/chinese.xml": "0.00456932"}
"""SCRAM 0.16.2 itself prints this; the row has the value of one of its tests, which allows for a difference."""
FEW_ORDERS = {"other/CEA9601/CEA9601.xml": 4}
"""The published number of cut sets counts those up to this order."""


def rows(*, counted: bool = False) -> list[dict[str, str]]:
    if not FAULT_TREES.is_dir():
        return []
    with (FAULT_TREES / "expected.csv").open(encoding="utf-8") as file:
        found = [row for row in csv.DictReader(file) if row["authoritative"] == "yes"]
    return [row for row in found if row["mcs_count"] or not counted]


def neighbour(path: str) -> Document:
    try:
        return read_document(path, (FAULT_TREES / path).read_bytes())
    except OSError:
        raise ReadRefused("it is not there") from None


def loaded(file: str) -> Loaded:
    names = [file, *([DATA[file]] if file in DATA else [])]
    return load([neighbour(name) for name in names], neighbour)


def top_of(found: Loaded) -> str:
    (top,) = (name for name, component in found.architecture.components.items() if component.entry is not None)
    return top


def published(row: dict[str, str]) -> tuple[float, float]:
    """Return the interval that the printed digits stand for, or that of a Monte Carlo run."""
    text = ERRATA.get(row["file"], row["probability"])
    value, _, margin = text.partition(" +- ")
    margin = margin or MARGINS.get(row["file"], "")
    number = Decimal(value)
    last = int(number.as_tuple().exponent)
    half = Decimal(margin) * 2 if margin else Decimal((0, (5,), last - 1))
    rounding = abs(number) * Decimal("1e-12")
    return float(number - half - rounding), float(number + half + rounding)


@pytest.fixture
def patient(request: pytest.FixtureRequest) -> bool:
    """Whether the kernels are compiled, or only conformance is asked for, so that it may take its time."""
    return COMPILED or str(request.config.getoption("-m")) == "conformance"


def test_every_model_is_read() -> None:
    """All files of the folder; the only mistakes are parts of the format that are not read, which is said once each."""
    said: dict[str, list[str]] = {}
    for path in sorted(FAULT_TREES.rglob("*.xml")):
        name = path.relative_to(FAULT_TREES).as_posix()
        document = neighbour(name)
        if "<opsa-mef" in document.text:
            load([document], neighbour)
            said[name] = [finding.message for finding in document.findings]
    assert len(said) > 60
    assert {text for texts in said.values() for text in texts} == {
        f"<{tag}> is not read; only fault trees, their data and common-cause groups are"
        for tag in ("define-alignment", "define-event-tree", "define-initiating-event", "define-rule", "define-substitution")
    }


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["file"])
def test_top_events_have_their_published_probability(row: dict[str, str], patient: bool) -> None:
    """To all printed digits where the answer is exact; else the interval given meets what is published."""
    if row["file"] in SLOW and not patient:
        pytest.skip("takes long; pytest -m conformance asks for it")
    found = loaded(row["file"])
    assert not found.findings
    top = top_of(found)
    estimate = composite_availability(found.architecture, wanted=[top])[top]
    low, high = published(row)
    assert estimate.unavailability_low <= high and low <= estimate.unavailability_high
    assert estimate.certificate is Certificate.EXACT or row["file"] in SLOW


@pytest.mark.parametrize("row", rows(counted=True), ids=lambda row: row["file"])
def test_top_events_have_their_published_number_of_cut_sets(row: dict[str, str], patient: bool) -> None:
    """Counted without being listed; of trees with negations, the sets of what must fail."""
    if row["file"] in SLOW and not patient:
        pytest.skip("takes long; pytest -m conformance asks for it")
    found = loaded(row["file"])
    function = function_of(found.architecture)
    solution = solved(function.equations, function.up[top_of(found)], function.never_fails, function.switched_off, 20_000_000)
    assert solution is not None
    cut_sets = solution.cut_sets()
    order = FEW_ORDERS.get(row["file"])
    assert (sum(cut_sets.by_order[: order + 1]) if order else cut_sets.count) == int(row["mcs_count"])
