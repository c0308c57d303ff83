"""The longest wait before a start."""

from hypothesis import given, settings

from sosgraph.model.architecture import Architecture
from sosgraph.structure.cold_start import start_waves
from sosgraph.structure.start_chain import start_chain
from tests.start_systems import start_systems
from tests.yaml_architecture import architecture


@settings(max_examples=80)
@given(drawn=start_systems(inferred=True))
def test_the_chain_leads_wave_by_wave_to_the_first(drawn: Architecture) -> None:
    """Who must be up before is of the wave before, who comes up beside of the same; the last starts from nothing."""
    waves = start_waves(drawn)
    for name, wave in waves.items():
        chain = start_chain(drawn, name)
        if wave is None or wave == 1:
            assert chain == ()
            continue
        assert chain[0].caller == name and waves[chain[-1].callee] == 1
        assert [wait.callee for wait in chain[:-1]] == [wait.caller for wait in chain[1:]]
        assert sum(wait.before for wait in chain) == wave - 1
        for wait in chain:
            assert (waves[wait.caller] or 0) - (waves[wait.callee] or 0) == wait.before


def test_of_a_group_it_is_the_member_waited_for_last() -> None:
    """Two of three: the slowest is not waited for."""
    described = architecture(
        """
        components:
          web: {depends_on: [{at_least: 2, of: [{on: a, phase: [start]}, {on: b, phase: [start]}, {on: c, phase: [start]}]}]}
          a: {}
          b: {depends_on: [{on: a, phase: [start]}]}
          c: {depends_on: [{on: b, phase: [start]}]}
        """
    )
    chain = start_chain(described, "test/web")
    assert [(wait.caller, wait.callee) for wait in chain] == [("test/web", "test/b"), ("test/b", "test/a")]
    assert chain[0].at.path[-1] == "on"
