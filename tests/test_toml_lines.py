"""The line of a key in a TOML file."""

import pytest

from sosgraph.toml_lines import line_of

TEXT = """\
# ignore = ["commented"]
fail-on = "error"
ignore = [
  'first',
  "second",  # second to none
]
"quoted key" = 1
dotted . key = 2

[rules.one]
severity = "off"
[ rules . "two" ]
severity = "off"
[[several]]
key = 1
[[several]]
key = 2
[several.inner]
key = 3
[[several.inner.most]]
key = 4
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("fail-on",), 2),
        (("ignore",), 3),
        (("ignore", "first"), 4),
        (("ignore", "second"), 5),
        (("quoted key",), 7),
        (("dotted", "key"), 8),
        (("rules", "one"), 10),
        (("rules", "one", "severity"), 11),
        (("rules", "two", "severity"), 13),
        (("rules", "two", "nowhere"), 12),
        (("nowhere",), 1),
        (("several", 0), 14),
        (("several", 0, "key"), 15),
        (("several", 1, "key"), 17),
        (("several", 1, "inner", "key"), 19),
        (("several", 1, "inner", "most", 0, "key"), 21),
        ((), 1),
    ],
)
def test_a_key_stands_on_a_line(path: tuple[str, ...], line: int) -> None:
    """In its own table; what is not written stands where what it belongs to does."""
    assert line_of(TEXT, path) == line


def test_a_line_of_dots_costs_no_more_than_its_length() -> None:
    """Ten thousand keys inside one another stand on one line, and are not kept once for each depth."""
    deep = ".".join("x" for _ in range(10_000))
    assert line_of(f"\n{deep} = 1\n", ("x",) * 10) == 2
