"""Which controllers, policies and scenarios are not as they were written."""

import pytest

from sosgraph.composition import read_document
from sosgraph.finding import Finding
from sosgraph.misread import misread
from sosgraph.source import Pointer, Span

_TEXT = """
components:
  web: {depends_on: [{on: db, retry: {attempts: no}}, {retry: {attempts: 2}}, any_of: [{on: a, breaker: {errors: 2}}]]}
  retry: {restart: {parallel: 1}, entry: {cache: 1}}
controllers:
  - {name: scaler, target: 60}
  - {target: 60}
  - 5
"""


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ((0, "components", "web", "depends_on", 0, "retry", "attempts"), "retry of web -> db"),
        ((0, "components", "web", "depends_on", 1, "retry"), "retry of web"),
        ((0, "components", "web", "depends_on", 2, "any_of", 0, "breaker", "errors"), "breaker of web -> a"),
        ((0, "components", "retry", "restart", "parallel"), "restart of retry"),
        ((0, "components", "retry", "owner"), ""),
        ((0, "components", "web", "depends_on", 0, "timeout"), ""),
        ((0, "controllers", 0, "target"), "controller scaler"),
        ((0, "controllers", 1), "controller number 2"),
        ((0, "controllers", 2), "controller number 3"),
        ((0, "scenarios", "outage", "for"), "scenario outage"),
        ((0, "scenarios"), ""),
        ((0, "components", "retry", "entry", "cache"), ""),
        ((0, "controllers"), ""),
        ((0, "feedback", 0, "retry"), ""),
        ((Span(1, 1, 1, 2),), ""),
    ],
)
def test_who_has_it_is_named(path: tuple[str | int | Span, ...], name: str) -> None:
    """By the callee too where it is one of a call; twice the same is said once."""
    read = read_document("test.sosgraph.yaml", _TEXT.encode())
    findings = [Finding(Pointer(read.name, path), "wrong")] * 2
    assert misread({read.name: read}, findings) == ((name,) if name else ())
    assert misread({}, findings) == ()
