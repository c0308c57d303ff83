"""Events: the names of variables, and the words for what happens."""

from hypothesis import given

from sosgraph.model.architecture import Architecture
from sosgraph.structure.event import Event, EventKind
from sosgraph.structure.function import structure_function
from tests.strategies import architectures
from tests.yaml_architecture import architecture


def test_names_are_of_the_variable_and_words_are_of_its_failure() -> None:
    """The variable says what works, the words say what does not; components are called as people call them."""

    def label(name: str) -> str:
        return name.partition("/")[2]

    assert Event(EventKind.COPY, "shop/db", 2).name == "shop/db#2"
    assert Event(EventKind.COPY, "shop/db", 2).words(label) == "db#2"
    assert Event(EventKind.ASKED, "shop/db").name == "shop/db not asked"
    assert Event(EventKind.ASKED, "shop/db").words(label) == "db asked"
    assert Event(EventKind.COMMON_CAUSE, "shop/db").words(label) == "common cause in db"


@given(drawn=architectures())
def test_every_variable_belongs_to_a_component(drawn: Architecture) -> None:
    """So that what it causes can be put down to somebody."""
    function = structure_function(drawn)
    assert len(function.events) == len(function.failure) == function.equations.variables
    assert all(event.component in drawn.components for event in function.events)


def test_what_never_fails() -> None:
    """The own part of copies, copies of a part with one number for all, and what is declared to be 100 %; not the unknown."""
    function = structure_function(
        architecture(
            """
            components:
              copied: {availability: 99%, replicas: {count: 2}}
              whole: {slo: 99%, replicas: {count: 2}}
              perfect: {availability: 100%}
              unknown: {}
              unknown-copies: {replicas: {count: 2}}
            """
        )
    )
    never = {function.names[variable].partition("/")[2] for variable in function.never_fails}
    assert never == {"copied", "whole#1", "whole#2", "perfect", "unknown-copies"}
