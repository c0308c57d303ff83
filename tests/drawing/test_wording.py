"""The few words on boxes and arrows."""

import pytest

from sosgraph.drawing.wording import LONGEST_LABEL, conditions, details, shortened
from sosgraph.model.component import Replicas
from sosgraph.model.dependency import Dependency
from sosgraph.model.workload import Entry
from sosgraph.quantity import Ratio
from tests.drawing.examples import part


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("plain", "plain"),
        ("two\n lines ", "two lines"),
        ("x" * 300, "x" * (LONGEST_LABEL - 1) + "…"),
        ("bell\x07, half \ud800", "bell\\x07, half \\ud800"),
        ("\uffff", "\ufffd"),
    ],
)
def test_a_label_is_one_short_line_that_xml_can_hold(text: str, line: str) -> None:
    """Breaks become spaces, invisible characters escapes, and what is too long ends in an ellipsis."""
    assert shortened(text) == line


def test_an_ordinary_dependency_needs_no_words() -> None:
    """A call once for each request, to run."""
    assert conditions(Dependency("s/a")) == ""


def test_everything_else_is_said_in_a_fixed_order() -> None:
    """Kind, phases, calls, probability, tolerance."""
    dependency = Dependency("s/a", "data", ("run", "start"), 3.0, Ratio(0.125, 0.875), tolerance_s=90.0)
    assert conditions(dependency) == "data · run + start · ×3 calls · 12.5 % · tolerates 1.5m"


def test_a_box_says_what_it_is_and_promises() -> None:
    """Kind, arrivals, replicas and the strictest objective; a contract where there is none."""
    component = part("s/a", kind="db", entry=Entry(0.5), replicas=Replicas(3, 2), slo="99.95%", sla="99%")
    assert details(component) == ("db", "0.5/s arrive", "2 of 3 replicas needed", "SLO 99.95 %")
    assert details(part("s/b", external=True, sla="99%")) == ("external", "SLA 99 %")
