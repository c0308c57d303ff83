"""What an overload would not leave again."""

from hypothesis import given, settings

from sosgraph.model.architecture import Architecture
from sosgraph.overlays.metastability import OVERLOADED, RELIEVED, VULNERABLE, overlaid
from sosgraph.traffic.branches import branches
from tests.overlays.shops import fixture, words
from tests.strategies import architectures


@settings(max_examples=40)
@given(architectures())
def test_marks_what_the_two_steady_states_say(architecture: Architecture) -> None:
    """Each of the three, and nobody else."""
    found = branches(architecture)
    names = tuple(architecture.components)
    marks = overlaid(architecture).components
    for look, places in ((OVERLOADED, found.overloaded), (VULNERABLE, found.vulnerable), (RELIEVED, found.relieved)):
        assert {name for name, mark in marks.items() if mark.look == look} >= {names[place] for place in places} - {
            names[place] for place in found.overloaded if look != OVERLOADED
        }
    assert len(marks) == len(found.overloaded | found.vulnerable | found.relieved)


def test_says_both_loads() -> None:
    """Of a storm of retries that was."""
    over = overlaid(fixture("retry-storm-2021"))
    assert over.components and all(", once overloaded " in mark.text for mark in over.components.values())
    assert set(words(over).values()) <= {OVERLOADED.words, VULNERABLE.words, RELIEVED.words}


def test_without_a_rate_nothing_is_said() -> None:
    """And no component is marked."""
    over = overlaid(fixture("diamond"))
    assert over.answer == "no entry has a rate, so that nothing can be said of overloads" and not over.components
