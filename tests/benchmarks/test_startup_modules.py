"""What a run loads, by name and by number: what a clock would tell of only on a quiet machine."""

import json
import subprocess
import sys
from functools import cache

import pytest

from sosgraph import catalog
from tests.benchmarks.timing import ROOT

FILE = "fixtures/architectures/webshop.yaml"
TREE = "fixtures/foreign/open_psa/cooling.xml"
HEAVY = {"networkx", "igraph", "numpy", "scipy", "pandas", "jsonschema", "matplotlib", "pydot", "rich", "hypothesis"}
ASKED = {"what-if": ("--set", "dns.availability=99.99%")}
"""What an analysis must be told besides the file."""
RUNS = [
    *(("--help",), ("--version",), ("lint", FILE)),
    *((name, *ASKED.get(name, ()), FILE) for name in catalog.names("analyses")),
]
MOST = {"--help": 20, "--version": 15, "lint": 210}
"""How many modules a run may load beyond its libraries and one for each rule; measured are 17, 12 and 198."""
MOST_OF_AN_ANALYSIS = 180
"""Measured are 93 to 167."""
MOST_FOREIGN = 30
"""Of these not our own, a run of anything; measured are 27."""
MOST_OF_A_TREE = 115
"""The most for the probability of a fault tree, of which there are thousands to read; measured are 103."""

_SAY = "sys.stderr.write('\\n' + json.dumps([list(sys.modules), status]))"
_RUN = f"""
import json, sys
from sosgraph.__main__ import main
status = 0
try:
    main()
except SystemExit as end:
    status = end.code or 0
{_SAY}
"""
_LIBRARIES = f"import click, json, sys, yaml; status = 0; {_SAY}"


def loaded(program: str, *words: str) -> frozenset[str]:
    """Return the names of the modules in a fresh process after `program`; it must end well and say something."""
    done = subprocess.run([sys.executable, "-c", program, *words], cwd=ROOT, capture_output=True, check=True)
    names, status = json.loads(done.stderr.splitlines()[-1])
    assert status in (0, 1) and (done.stdout or not words), done.stderr.decode()
    return frozenset(names)


@cache
def beyond_libraries(*words: str) -> frozenset[str]:
    """Return the modules that `sosgraph WORDS` loads, but those of click and PyYAML, and what these load."""
    return loaded(_RUN, *words) - loaded(_LIBRARIES)


@pytest.mark.parametrize("words", RUNS, ids=lambda words: words[0])
def test_a_run_loads_nothing_heavy(words: tuple[str, ...]) -> None:
    """Neither by name, nor anything else from a package that is neither ours nor Python's own."""
    found = beyond_libraries(*words)
    tops = {name.partition(".")[0] for name in found}
    assert not tops & HEAVY, f"{words[0]} loads {sorted(tops & HEAVY)}; import it in the function that needs it"
    strange = {top for top in tops - {"sosgraph", "click", "yaml"} - sys.stdlib_module_names if not top.startswith("_cython")}
    assert not strange, f"{words[0]} loads {sorted(strange)}"


@pytest.mark.parametrize("words", RUNS, ids=lambda words: words[0])
def test_a_run_loads_few_modules(words: tuple[str, ...]) -> None:
    """So many as were measured, and some to spare; of the standard library fewer."""
    found = {name for name in beyond_libraries(*words) if not name.startswith("sosgraph.rules.")}
    foreign = sorted(name for name in found if not name.startswith("sosgraph"))
    assert len(foreign) <= MOST_FOREIGN, foreign
    most = MOST.get(words[0], MOST_OF_AN_ANALYSIS)
    assert len(found) <= most, f"{words[0]} loads {len(found)} modules beyond its libraries, not {most}: {sorted(found)}"


def test_the_guard_sees_what_is_loaded() -> None:
    """A heavy import is noticed, and an answer loads what answers it."""
    assert "networkx" in loaded(f"import networkx\n{_RUN}", "--version")
    assert "sosgraph.analyses.overview" in beyond_libraries("overview", FILE)
    assert "sosgraph.lint" in beyond_libraries("lint", FILE)


def test_what_is_not_yaml_loads_no_yaml() -> None:
    """Nor what the standard library has for hashes, temporary files and packed resources, which cost as much as the answer."""
    names = loaded(_RUN, "composite-slo", "--format", "csv", TREE)
    assert "sosgraph.importers.open_psa" in names
    assert not names & {"yaml", "hashlib", "tempfile", "importlib.resources", "dataclasses"}
    assert len(beyond_libraries("composite-slo", "--format", "csv", TREE)) <= MOST_OF_A_TREE


def test_what_is_not_there_is_not_loaded() -> None:
    """What reads YAML, policies, journeys and common causes, and what judges promises, where a fault tree has none of these."""
    names = loaded(_RUN, "composite-slo", "--format", "csv", TREE)
    absent = {"plain_yaml", "policy.layers", "description.remarks", "importers.open_psa.common_cause", "structure.promises"}
    assert not names & {f"sosgraph.{name}" for name in absent}


def test_an_analysis_loads_no_other_shelf() -> None:
    """No rule, and no other analysis than those that it builds on."""
    found = beyond_libraries("dominators", FILE)
    assert not [name for name in found if name.startswith("sosgraph.rules.")]
    assert [name for name in found if name.startswith("sosgraph.analyses.")] == ["sosgraph.analyses.dominators"]
