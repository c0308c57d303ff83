"""Documents of any format become one architecture, and what is wrong in them is kept apart from what is not."""

import pytest

from sosgraph import catalog
from sosgraph.composition import read_document
from sosgraph.document import Document
from sosgraph.load import Loaded, load
from sosgraph.structure.composites import composite_availability, journey_availability

TEXT = """\
components:
  web:
    slo: 99%
    depends_on:
      - db
  mid: {slo: 99%, depends_on: [{on: db, calls: 2}]}
  db: {slo: 99%, owner: me}
"""


def _loaded(text: str) -> Loaded:
    return load([read_document("a.yaml", text.encode())], _no_neighbour)


def _no_neighbour(path: str) -> Document:
    raise AssertionError(path)


@pytest.mark.parametrize(
    ("right", "wrong", "mistaken"),
    [
        ("", "", set()),
        ("depends_on:\n", "depend_on:\n", {"web"}),
        ("      - db", "      - bd", {"web"}),
        ("on: db", "on: bd", {"mid"}),
        ("calls: 2", "calls: many", {"mid"}),
        ("    slo: 99%\n    depends_on:\n      - db\n", "  slo: 99%\n", {"web"}),
        ("owner: me", "owner: [me]", {"db"}),
        ("components:", "ownr: me\ncomponents:", set()),
        ("  db: {", "  web: {", {"web", "mid"}),
    ],
)
def test_a_component_with_a_mistake_in_it_is_mistaken(right: str, wrong: str, mistaken: set[str]) -> None:
    """Whatever the mistake is about, and however the component is written; the others are not."""
    assert _loaded(TEXT.replace(right, wrong, 1)).architecture.mistaken == {f"a/{name}" for name in mistaken}


@pytest.mark.parametrize(
    "text",
    [
        "web: {slo: 99%, depend_on: [db]}\n  db: {slo: 99%}",
        "web:\n  slo: 99%\n  depends_on: [db]\n  db: {slo: 99%}",
        "web: {slo: 99..9%, entry: true}",
        "web: {owner: [x]}\n  db: {owner: y, depends_on: [web]}",
    ],
)
def test_what_a_mistake_hides_is_not_missed(text: str) -> None:
    """No rule of absence speaks of a component in which something could not be read."""
    loaded = _loaded(f"components:\n  {text}\n")
    absent = ("orphan-component", "missing-slo", "unowned-component")
    assert loaded.findings
    for finding in (each for name in absent for each in catalog.find("rules", name).check(loaded.architecture)):
        assert "web" not in finding.message.split(",")[0], finding


def test_two_formats_in_one_file_are_both_named() -> None:
    """Neither is read: which one is meant cannot be told."""
    (finding,) = _loaded("services: {web: {image: x}}\ncomponents: {web: {slo: 99%}}\n").findings
    assert "both 'components' and 'services' stand here" in finding.message


def test_a_journey_with_a_mistake_in_it_is_mistaken() -> None:
    """So that its promise is not kept by what is left of it."""
    text = (
        "components: {web: {slo: 99%}}\njourneys:\n  buy: {through: [web, gone], slo: 90%}\n  look: {through: [web], slo: 90%}\n"
    )
    found = _loaded(text).architecture
    assert found.mistaken == {"journey buy"}
    assert {name: each.upper_bound for name, each in journey_availability(found).items()} == {"buy": True, "look": False}


def test_what_names_a_missing_system_is_an_upper_bound() -> None:
    """Nothing that rests on it is kept."""
    loaded = _loaded(
        "components: {a: {availability: 99.9%, depends_on: [b]}, b: {availability: 99.9%, depends_on: [gone/c]}, d: {slo: 99%}}"
    )
    reached = composite_availability(loaded.architecture)
    assert [estimate.upper_bound for estimate in reached.values()] == [True, True, False]
