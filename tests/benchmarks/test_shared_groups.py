"""The entries of a large architecture of redundancy groups, against reading its YAML."""

import gc
import sys
from statistics import median
from time import process_time

import pytest
import yaml

from sosgraph.bdd.kernel import COMPILED
from sosgraph.bdd.probability import failure_probabilities
from sosgraph.structure.function import structure_function
from tests.benchmarks.shared_groups import ENTRIES, architecture_of_groups
from tests.yaml_architecture import architecture

SEEDS = range(1, 6)


@pytest.mark.benchmark
@pytest.mark.skipif(not COMPILED, reason="the kernel of diagrams is not compiled here")
def test_entries_take_no_longer_than_reading() -> None:
    """5,000 components: all 20 entries exact, or within a part in a million, in the time of composing the file's YAML."""
    ratios = []
    exact = 0
    for seed in SEEDS:
        text = architecture_of_groups(seed=seed)
        found = architecture(text)
        function = structure_function(found)
        entries = [function.up[name] for name, component in found.components.items() if component.entry is not None]
        gc.collect()
        gc.disable()
        try:
            began = process_time()
            yaml.compose(text, yaml.CSafeLoader)
            composed = process_time()
            intervals = failure_probabilities(function.equations, function.failure, entries)
            ratios.append((process_time() - composed) / (composed - began))
        finally:
            gc.enable()
        assert len(found.components) == 5_000 and len(intervals) == ENTRIES
        assert all(0.0 < each.lower <= each.upper <= each.lower * (1 + 1e-6) for each in intervals)
        exact += sum(each.exact for each in intervals)
    sys.stdout.write(
        f"\n{exact} of {ENTRIES * len(SEEDS)} entries exact, in {median(ratios):.2f} times the reading of their YAML\n"
    )
    assert median(ratios) <= 1.0
