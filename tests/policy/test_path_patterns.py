"""Files and folders as people write them in a list of exceptions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.policy.path_patterns import fits


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("legacy/**", "legacy/a.yaml", True),
        ("legacy/**", "legacy/x/y/a.yaml", True),
        ("legacy/**", "old/legacy/a.yaml", False),
        ("legacy", "old/legacy/a.yaml", True),
        ("legacy/", "legacy/a.yaml", True),
        ("/legacy", "old/legacy/a.yaml", False),
        ("./a.yaml", "a.yaml", True),
        ("a.yaml", "x/a.yaml", True),
        ("a.yaml", "xa.yaml", False),
        ("*.gen.yaml", "x/y/b.gen.yaml", True),
        ("x/*.yaml", "x/a.yaml", True),
        ("x/*.yaml", "x/y/a.yaml", False),
        ("**/a.yaml", "a.yaml", True),
        ("**/a.yaml", "x/y/a.yaml", True),
        ("x/**/a.yaml", "x/a.yaml", True),
        ("a?.yaml", "ab.yaml", True),
        ("a?.yaml", "a/.yaml", False),
        ("a+(b).yaml", "a+(b).yaml", True),
        ("x/**", "x", False),
        ("x/**/**/a.yaml", "x/a.yaml", True),
        ("a*b*c", "abcbc", True),
        ("a*b*c", "abcb", False),
        ("*a*", "a", True),
        ("x/**/y/**/z", "x/y/q/y/z", True),
    ],
)
def test_fits_as_in_a_gitignore(pattern: str, path: str, expected: bool) -> None:
    """A star stays in its folder, two do not; a folder stands for what is in it."""
    assert fits(path, pattern) is expected


@given(st.lists(st.text(st.characters(exclude_characters="*?/", codec="utf-8"), min_size=1), min_size=2))
def test_a_path_fits_itself(steps: list[str]) -> None:
    """And every folder that it is in, whatever they are called."""
    path = "/".join(steps)
    for end in range(2, len(steps) + 1):
        assert fits(path, "/" + "/".join(steps[:end]))


_NAMES = st.text("ab", min_size=1, max_size=4)


@given(
    st.lists(_NAMES, min_size=1, max_size=4),
    st.lists(st.one_of(st.just("**"), st.text("ab*?", min_size=1, max_size=5)), min_size=1, max_size=4),
)
def test_agrees_with_trying_everything(names: list[str], steps: list[str]) -> None:
    """With an oracle that tries every length for every star."""
    steps = [step if step == "**" else step.replace("**", "*") for step in steps]
    expected = any(_fits_whole(names[:end], ["", *steps]) for end in range(1, len(names) + 1))
    assert fits("/".join(names), "/" + "/".join(steps)) is expected


def _fits_whole(names: list[str], steps: list[str]) -> bool:
    if steps[:1] == [""]:
        return _fits_whole(names, steps[1:])
    if not steps:
        return not names
    if steps == ["**"]:
        return bool(names)
    if steps[0] == "**":
        return any(_fits_whole(names[skipped:], steps[1:]) for skipped in range(len(names) + 1))
    return bool(names) and _fits_name(names[0], steps[0]) and _fits_whole(names[1:], steps[1:])


def _fits_name(name: str, step: str) -> bool:
    if not step:
        return not name
    if step[0] == "*":
        return any(_fits_name(name[taken:], step[1:]) for taken in range(len(name) + 1))
    return bool(name) and step[0] in ("?", name[0]) and _fits_name(name[1:], step[1:])


@pytest.mark.parametrize(("pattern", "path"), [("**/" * 200 + "x", "d/" * 200 + "y"), ("*a" * 200 + "b", "a" * 2_000)])
def test_a_pattern_of_many_stars_ends(pattern: str, path: str) -> None:
    """Strangers may propose a policy too."""
    assert not fits(path, pattern)
