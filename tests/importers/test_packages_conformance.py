"""Debian's package graph, which nobody here wrote; skipped where it is not at hand."""

import csv
import gzip
from functools import cache
from pathlib import Path

import pytest

from sosgraph.composition import read_document
from sosgraph.graph.bit_sets import members
from sosgraph.graph.brought_down import brought_down
from sosgraph.load import Loaded, load
from sosgraph.model.requirement import dependencies_of
from sosgraph.structure.function import failure_function, flat_failures

DEBIAN = Path(__file__).parents[3] / "shared" / "data" / "debian_graph.csv.gz"
pytestmark = [
    pytest.mark.conformance,
    pytest.mark.skipif(not DEBIAN.is_file(), reason="the reference data is not at hand"),
]
Group = tuple[str, frozenset[str]]


@cache
def rows() -> list[tuple[str, tuple[str, ...], str]]:
    """Return caller, alternatives and kind of every row, by csv alone."""
    with gzip.open(DEBIAN, "rt", encoding="utf-8", newline="") as file:
        table = csv.reader(file)
        next(table)
        return [(caller, tuple(name.strip() for name in names.split("|")), kind) for caller, _, names, kind in table]


@cache
def debian() -> Loaded:
    return load([read_document("debian_graph.csv.gz", DEBIAN.read_bytes())], lambda path: pytest.fail(path))


def name(written: str) -> str:
    return f"debian_graph/{written}"


def test_every_package_is_a_component_under_its_own_name() -> None:
    """Those that have rows and those that are only named, and nothing is wrong with any."""
    named = {name(one) for caller, names, _ in rows() for one in (caller, *names)}
    assert not debian().findings
    assert debian().architecture.components.keys() == named and len(named) == 65_633


def test_every_need_is_there_once() -> None:
    """Groups of alternatives and single packages, hard and soft, as sets equal what csv counts."""
    hard: set[Group] = {
        (caller, frozenset(names)) for caller, names, kind in rows() if kind != "recommends" and caller not in names
    }
    soft = {(caller, names[0]) for caller, names, kind in rows() if kind == "recommends" and caller not in names}
    components = debian().architecture.components.values()
    found = [
        (one.name, frozenset(dependency.callee for dependency in dependencies_of(need)))
        for one in components
        for need in one.requires
    ]
    assert len(found) == len(set(found))
    assert set(found) == {(name(caller), frozenset(map(name, names))) for caller, names in hard}
    used = {(one.name, dependency.callee) for one in components for dependency in one.uses}
    assert used <= {(name(caller), name(callee)) for caller, callee in soft}
    alone = {(caller, one) for caller, names in hard if len(names) == 1 for one in names}
    single = {(caller, names[0]) for caller, names, kind in rows() if kind == "recommends" and len(names) == 1}
    assert used >= {(name(caller), name(callee)) for caller, callee in single - alone if caller != callee}


def test_who_falls_equals_knocking_packages_out() -> None:
    """For the hubs and every 2,500th package: what is down when each group is held against what is down already."""
    architecture = debian().architecture
    names = list(architecture.components)
    sample = [*names[::2_500], *map(name, ("libc6", "gcc-12-base", "zlib1g", "dpkg", "debconf", "python3", "perl-base"))]
    function = failure_function(architecture)
    sets = {
        variable: down
        for variables, block in brought_down(
            architecture.once(flat_failures),
            [function.up[one] for one in names],
            [function.part[one] for one in dict.fromkeys(sample)],
        )
        for variable, down in zip(variables, block, strict=True)
    }
    groups = [(name(caller), frozenset(map(name, named))) for caller, named, kind in rows() if kind != "recommends"]
    callers: dict[str, list[Group]] = {}
    for group in groups:
        for member in group[1]:
            callers.setdefault(member, []).append(group)
    for one in sample:
        down, pending = {one}, [one]
        while pending:
            for caller, alternatives in callers.get(pending.pop(), ()):
                if caller not in down and alternatives <= down:
                    down.add(caller)
                    pending.append(caller)
        assert {names[place] for place in members(sets[function.part[one]])} == down, one
