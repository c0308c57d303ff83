"""Everyday YAML is read as libyaml reads it, or not at all."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from sosgraph import plain_yaml as installed
from tests.from_source import from_source

_FIXTURES = sorted((Path(__file__).parent.parent / "fixtures").rglob("*.y*ml"))

SPEEDS = {"installed": installed, "interpreted": from_source("sosgraph", "plain_scalars", "plain_yaml")["plain_yaml"]}


def test_the_interpreted_kernel_is_interpreted() -> None:
    """Whatever was installed."""
    assert not SPEEDS["interpreted"].COMPILED
    (first,), (second,) = (speed.plain_roots("a") for speed in SPEEDS.values())
    assert type(first) is not type(second)


def _shapes(roots: Any) -> list[object]:
    """Return all that is read of nodes, in the order of a walk: tags, values, styles and places."""
    found: list[object] = []
    pending = list(roots)
    while pending:
        node = pending.pop()
        marks = [(mark.index, mark.line, mark.column) for mark in (node.start_mark, node.end_mark)]
        if node.id == "scalar":
            found.append((node.id, node.tag, node.value, node.style, marks))
            continue
        found.append((node.id, node.tag, len(node.value), node.flow_style, marks))
        pending.extend(node.value if node.id == "sequence" else [part for entry in node.value for part in entry])
    return found


def _by_libyaml(text: str) -> list[object]:
    return _shapes(yaml.compose_all(text, Loader=yaml.CBaseLoader))


_PIECES = [
    *("a", "b", " ", "\n", ": ", ":", "a: ", "\nc: ", "\n  d: ", "- ", "\n- ", "\n  - ", "\n    ", "{", "}", "[", "]", ", ", ","),
    *("#", " # x", '"q"', "'r'", '"', "'", "''", "\\", "?", "-", "-1", ".5", "\n---\n", "---\n", "\n...", "é", "\U0001f600", "%"),
    *("&a ", "*a", "!t ", "|", ">", "<<: ", "~", "\t", "\r", "\x85", "\u2028", "\ufeff", "\x07", "k" * 1030),
]
_OFTEN = _PIECES[:19]


@pytest.mark.parametrize("speed", SPEEDS)
@given(st.lists(st.sampled_from(_OFTEN) | st.sampled_from(_PIECES), max_size=14).map("".join))
@example("  a: 1\n ")
@example("- - a\n  # no line ends here")
@example("a:\n- b\nc:\n  -\n  - d")
@example("{a: 1,\n  'b' : [x y, http://z:1], }")
@example("---\n# c\na:\n\n  b: # d\n    - {}\n")
def test_what_is_read_is_what_libyaml_reads(speed: str, text: str) -> None:
    """∀ texts: the same nodes at the same places, or None; None where libyaml finds a mistake."""
    roots = SPEEDS[speed].plain_roots(text)
    assert roots is None or _shapes(roots) == _by_libyaml(text)


_WORDS = st.text("abcxyz0123456789_./%=-", min_size=1, max_size=8).filter(lambda word: word[0] not in "%-.")
_TREES = st.recursive(_WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_WORDS, inner, max_size=3))


@pytest.mark.parametrize("speed", SPEEDS)
@given(_TREES, st.sampled_from([None, True, False]), st.integers(2, 6))
def test_everyday_yaml_is_read(speed: str, tree: object, flow: bool | None, indent: int) -> None:
    """∀ trees of words, in brackets, by indentation or both: they are read, and as libyaml reads them."""
    text = yaml.safe_dump(tree, default_flow_style=flow, indent=indent, width=10_000).removesuffix("...\n")
    roots = SPEEDS[speed].plain_roots(text)
    assert roots is not None and _shapes(roots) == _by_libyaml(text)


@pytest.mark.parametrize("path", _FIXTURES, ids=lambda path: path.stem)
def test_fixtures_are_read_as_libyaml_reads_them(path: Path) -> None:
    """Interpreted as compiled."""
    text = path.read_text("utf-8-sig")
    first, second = (speed.plain_roots(text) for speed in SPEEDS.values())
    assert (first is None) == (second is None)
    assert first is None or _shapes(first) == _shapes(second) == _by_libyaml(text)


@pytest.mark.parametrize(
    "text",
    [
        *("a: &x 1", "a: *x", "a: !t 1", "a: |\n  b", "a: >\n  b", "a\n  b", "a: b\n  c", '"a\n b"', '"\\n"', "'it''s'", "? a"),
        *("a:\tb", "a: 1\r\n", "a: \x07", "--- a", "a: 1\n---\nb: 2", "a: 1\n...\n", "%YAML 1.1\n---\na: 1", "---\n"),
        *("[a: b]", "{a}", "{a: }", "[a", "{a: b", "a: b: c", "a: - b", "- a\nb: c", "  a: 1\n b: 2", "'a'b", "[a]#c", "\ufeffa"),
        *("k" * 1030 + ": 1", "[" * 100 + "]" * 100),
    ],
)
@pytest.mark.parametrize("speed", SPEEDS)
def test_what_is_rare_or_wrong_is_left_to_libyaml(speed: str, text: str) -> None:
    """It also knows what to say of mistakes."""
    assert SPEEDS[speed].plain_roots(text) is None


def test_nothing_written_is_no_document() -> None:
    """Nor are comments alone."""
    assert installed.plain_roots("") == installed.plain_roots("\n# a\n\n  # b") == ()


def test_the_same_word_is_kept_once() -> None:
    """A large description is written in few words."""
    roots = installed.plain_roots("{one-word: 1, another: [one-word, one-word]}")
    assert roots is not None
    (first, _), (_, words) = roots[0].value
    assert first.value is words.value[0].value is words.value[1].value
