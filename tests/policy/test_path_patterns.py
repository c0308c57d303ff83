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
