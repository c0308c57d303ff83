"""Where a cursor stands in what is half typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.language_server.cursor import Cursor, cursor

CASES = {
    "|": ((), "", True, True),
    "comp|": ((), "comp", True, True),
    "components:\n  web:\n    de|": (("components", "web"), "de", True, True),
    "components:\n  web:\n    |": (("components", "web"), "", True, True),
    "components:\n  web: {slo: 99%}\n  |": (("components",), "", True, True),
    "components:\n  web:\n    kind: da|": (("components", "web", "kind"), "da", False, True),
    "components:\n  web:\n    depends_on: [db, ca|": (("components", "web", "depends_on", None), "ca", False, True),
    "components:\n  web:\n    depends_on:\n      - |": (("components", "web", "depends_on", None), "", True, True),
    "components:\n  web:\n    depends_on:\n    - on: a\n      ki|": (("components", "web", "depends_on", None), "ki", True, True),
    "components:\n  web:\n    depends_on:\n    - a\n    - b|": (("components", "web", "depends_on", None), "b", True, True),
    "components:\n  web: {depends_on: [{on: db, |": (("components", "web", "depends_on", None), "", True, False),
    "components:\n  web: {depends_on: [{on: db, phase: st|": (
        ("components", "web", "depends_on", None, "phase"),
        "st",
        False,
        True,
    ),
    "components:\n  web: {depends_on: [\n    {on: db},\n    |": (("components", "web", "depends_on", None), "", False, True),
    "components:\n  web: {depends_on: [db]}\n  'x y': {owner: \"a, b\", |": (("components", "x y"), "", True, False),
    "components:\n  web:\n    x-note: |\n      kind: |": None,
    "components: # he|": None,
    "a: 1\n---\ncomponents:\n  web:\n    |": (("components", "web"), "", True, True),
}


@pytest.mark.parametrize("text", CASES)
def test_the_path_to_the_cursor_is_read_off_indentation_and_brackets(text: str) -> None:
    """The last `|` is the cursor; what stands behind it does not matter."""
    before, _, _ = text.rpartition("|")
    expected = CASES[text]
    for after in ("", "\n", " }]: nonsense"):
        found = cursor(before + after, len(before))
        assert found == (Cursor(*expected) if expected is not None else None)


@given(st.text(st.sampled_from("ab:-[]{},'\"|># \n"), max_size=60))
def test_no_text_confuses_it(text: str) -> None:
    """At every offset there is an answer, and what is begun stands right before the cursor where it is one line."""
    for offset in range(len(text) + 1):
        found = cursor(text, offset)
        if found is not None and "\n" not in text[:offset]:
            assert text[:offset].endswith(found.begun)
