"""From text to an architecture of which every place is known, against composing the same text with PyYAML's C loader."""

import gc
import sys
from collections.abc import Callable
from time import process_time

import pytest
import yaml

from sosgraph.composition import read_document
from sosgraph.description.resolving import architecture_of
from sosgraph.importers.architecture import read
from sosgraph.plain_yaml import COMPILED
from tests.benchmarks.many_systems import many_systems

MOST = 1.2
"""Times composing, compiled; interpreted, libyaml composes, and the rest is beside it."""
ROUNDS = 3


def composed(texts: dict[str, str]) -> object:
    """Return the nodes of all texts."""
    return [yaml.compose(text, Loader=yaml.CBaseLoader) for text in texts.values()]


def understood(texts: dict[str, str]) -> object:
    """Return the architecture and its documents, which know all places."""
    documents = [read_document(name, text.encode()) for name, text in texts.items()]
    told = [description for document in documents for description in read(document, lambda path: pytest.fail(path))]
    architecture, findings = architecture_of(told)
    assert len(architecture.components) == 10_000 and not findings
    return architecture, documents


def took(answer: Callable[[dict[str, str]], object], texts: dict[str, str]) -> float:
    """Return the CPU seconds of an answer, with the collector off and everything kept until it is there."""
    gc.collect()
    gc.disable()
    try:
        began = process_time()
        kept = answer(texts)
        ended = process_time()
    finally:
        gc.enable()
    assert kept
    return ended - began


@pytest.mark.benchmark
def test_text_becomes_an_architecture_in_the_time_of_composing_it() -> None:
    """10,000 components in 200 files."""
    texts = many_systems(200, 50)
    taken = [(took(composed, texts), took(understood, texts)) for _ in range(ROUNDS)]
    theirs, ours = (min(times) for times in zip(*taken, strict=True))
    sys.stdout.write(f"\ncomposed {theirs:.2f} s, understood {ours:.2f} s: {ours / theirs:.2f} times\n")
    assert ours / theirs < (MOST if COMPILED else 3)
