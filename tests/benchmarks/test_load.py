"""How fast the load of many services is judged, against the time in which their YAML is composed, in one process."""

import random
import sys
from time import process_time

import pytest
import yaml

from sosgraph.composition import read_document
from sosgraph.description.resolving import architecture_of
from sosgraph.importers.architecture import read
from sosgraph.speed import speed
from sosgraph.traffic.branches import branches

_SERVICES = 10_000
_ROUNDS = 3
_MOST = 0.5 if speed("steady states") == "compiled" else 1.0  # times composing


def services(share: str) -> bytes:
    """Return services with capacities and retries; every calls up to three further down, each with probability `share`."""
    drawn = random.Random(7)
    lines = ["components:"]
    for place in range(_SERVICES):
        later = sorted(
            {drawn.randrange(place + 1, min(place + 2000, _SERVICES)) for _ in range(3)} if place + 1 < _SERVICES else ()
        )
        needs = ", ".join(f"{{on: s{other}, probability: SHARE, timeout: 500ms, retry: {{attempts: 3}}}}" for other in later)
        entry = "entry: {rate: 100/s}, " if place < 100 else ""
        capacity = "{concurrency: 32, service_time: 20ms}"
        lines.append(f"  s{place}: {{{entry}slo: 99.9%, capacity: {capacity}, depends_on: [{needs}]}}")
    return "\n".join(lines).replace("SHARE", share).encode()


@pytest.mark.benchmark
@pytest.mark.long
@pytest.mark.parametrize("share", ["25%", "33%"], ids=["healthy", "overloaded"])
def test_two_branches_of_10_000_services(share: str) -> None:
    """Both steady states take less than half the time of composing the YAML; interpreted, less time."""
    text = services(share)
    composed = judged = 1e9
    for _ in range(_ROUNDS):
        began = process_time()
        yaml.compose(text, yaml.CSafeLoader)
        composed = min(composed, process_time() - began)
        architecture, findings = architecture_of(read(read_document("s.sosgraph.yaml", text), lambda path: None))  # type: ignore
        assert not findings
        began = process_time()
        found = branches(architecture)
        judged = min(judged, process_time() - began)
    assert found.settled and len(found.demand.calls.calls) > 2.9 * _SERVICES
    vulnerable, overloaded = len(found.vulnerable), len(found.overloaded)
    sys.stdout.write(
        f"\n{judged:.3g} s of {composed:.3g} s: {judged / composed:.2f}; {vulnerable} vulnerable, {overloaded} over\n"
    )
    assert judged < composed * _MOST
