"""Which comment allows what: against walking over all of them, in linear time, and at any hop of a circle."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph import suppression
from sosgraph.composed import extents
from sosgraph.composition import read_document
from sosgraph.finding import NEVER_SILENT
from sosgraph.source import Pointer
from sosgraph.suppression import Spot, Suppression, allowing, suppressions
from tests.running import run

MANY = 4_000
LINES = st.integers(1, 9)
RULES = st.sampled_from(("dependency-cycle", "missing-slo", *NEVER_SILENT[:1]))
COMMENTS = st.builds(
    lambda document, rule, first, more: Suppression(document, rule, first, first + more, "r", Pointer(document)),
    st.sampled_from("ab"),
    RULES,
    LINES,
    st.integers(0, 4),
)


def allowed_by_walking(spot: Spot, comments: list[Suppression]) -> Suppression | None:
    """Return the first comment that is for this rule on this line."""
    rule, document, line = spot
    fitting = (each for each in comments if (each.rule, each.document) == (rule, document) and each.first <= line <= each.last)
    return None if rule in NEVER_SILENT else next(fitting, None)


@given(st.lists(st.tuples(RULES, st.sampled_from("abc"), LINES)), st.lists(COMMENTS))
def test_the_first_that_fits_allows(spots: list[Spot], comments: list[Suppression]) -> None:
    """The same as asking each comment in turn."""
    expected = {spot: by for spot in spots if (by := allowed_by_walking(spot, comments)) is not None}
    found = allowing(spots, comments)
    assert found == expected and all(found[spot] is expected[spot] for spot in found)


@pytest.mark.parametrize(
    "text",
    [
        "# sosgraph: allow missing-slo -- r\n" * MANY + "components: {}\n",
        "components:\n" + "".join(f"  # sosgraph: allow missing-slo -- r\n  c{n}: {{}}\n" for n in range(MANY)),
        "components:\n" + "".join(f"  c{n}: |\n    # sosgraph: allow x -- r\n    #\n" for n in range(MANY)),
    ],
)
def test_thousands_of_comments_take_no_square(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tree is walked once a file, whether they stand in a row, above many nodes, or only in texts."""
    walks: list[int] = []

    def counted(roots: tuple[Any, ...]) -> dict[int, int]:
        walks.append(1)
        return extents(roots)

    monkeypatch.setattr(suppression, "extents", counted)
    found, mistakes = suppressions([read_document("a.yaml", text.encode())])
    assert len(walks) <= 1 and not mistakes and len(found) in (0, MANY)


CIRCLE = """\
system: s
components:
  a: {depends_on: [b]}%s
  b: {depends_on: [c]}%s
  c: {depends_on: [a]}%s
"""


def linted(folder: Path, *comments: str) -> list[str]:
    """Return the rules about circles and comments that are found in a circle with these comments at its three edges."""
    file = folder / "a.yaml"
    file.write_text(CIRCLE % tuple(comments))
    told = json.loads(run("lint", "-f", "json", "--select=dependency-cycle,unused-suppression", str(file)).out)
    return [finding["rule"] for finding in told["findings"]]


@pytest.mark.parametrize("edges", [(0,), (1,), (2,), (0, 2), (0, 1, 2)])
def test_any_edge_of_a_cycle_may_allow_it(tmp_path: Path, edges: tuple[int, ...]) -> None:
    """None of them is more to blame than another, and several say the same."""
    allow = "  # sosgraph: allow dependency-cycle -- each answers from memory"
    assert linted(tmp_path, "", "", "") == ["dependency-cycle"]
    assert linted(tmp_path, *(allow if place in edges else "" for place in range(3))) == []
