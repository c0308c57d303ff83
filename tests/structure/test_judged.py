"""What judging a promise takes, against the exact composites."""

from hypothesis import given

from sosgraph.model.architecture import Architecture
from sosgraph.structure.composites import SLACK, journey_availability, reached_by_promisers
from sosgraph.structure.judged import judged_journeys, judged_promisers
from tests.strategies import architectures


@given(architectures())
def test_a_promise_is_broken_by_what_is_judged_where_it_is_exactly(architecture: Architecture) -> None:
    """The same components and journeys, the same verdict; where it is broken, the same number."""
    for judged, exact, whose in (
        (judged_promisers(architecture), reached_by_promisers(architecture), architecture.components),
        (judged_journeys(architecture), journey_availability(architecture), architecture.journeys),
    ):
        assert list(judged) == list(exact)
        for name, estimate in exact.items():
            promised = min(slo.target.complement for slo in whose[name].availability_slos) * SLACK
            broken = promised < estimate.unavailability_low
            assert (promised < judged[name].unavailability_low) == broken
            assert not broken or judged[name].unavailability_low == estimate.unavailability_low
            assert judged[name].upper_bound == estimate.upper_bound
