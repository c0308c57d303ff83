"""Chains of failure: each link must break, none may lead through what survives."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.model.architecture import Architecture
from sosgraph.structure.function import failure_function
from sosgraph.structure.outage import Outage, outage_failures
from sosgraph.structure.witness import Witnesses, witnesses
from tests.single_failures import single_failures
from tests.strategies import architectures
from tests.yaml_architecture import architecture

TEXT = """
system: p
components:
  web: {depends_on: [api]}
  api:
    replicas: {count: 3, need: 2, over: [z1, z2, z3]}
    depends_on: [db, {any_of: [psp-a, psp-b]}, auth, {on: inventory, fallback: cache}]
  db: {runs_on: z1}
  psp-a: {depends_on: [dns]}
  psp-b: {depends_on: [dns]}
  auth: {depends_on: [{all_of: [vault, inventory]}]}
  vault: {replicas: {count: 2, over: [z2]}}
  inventory: {}
  cache: {}
  dns: {}
  z1: {}
  z2: {}
  z3: {}
"""


@pytest.mark.parametrize(
    ("caller", "cause", "words"),
    [
        ("web", "z1", "web -> api -> db -> z1"),  # two of three copies are left without z1
        ("web", "inventory", "web -> api -> auth -> inventory"),  # the cache stands in for api's own call
        ("api", "dns", "api -> both of (psp-a, psp-b) -> dns"),
        ("auth", "z2", "auth -> vault -> z2"),
        ("web", "z3", ""),
        ("dns", "dns", "dns"),
    ],
)
def test_chains_lead_through_what_breaks(caller: str, cause: str, words: str) -> None:
    """A group that survives and a fallback that stands are no reason; a group that falls is named whole."""
    described = architecture(TEXT)
    found = witnesses(described)
    assert found.words(described, found.chain(f"p/{caller}", f"p/{cause}")) == words


@settings(max_examples=60)
@given(drawn=architectures())
def test_whatever_falls_has_a_chain_of_links_that_break(drawn: Architecture) -> None:
    """A chain exists exactly for what falls; all on it fall, and each link is one that breaks with the cause."""
    failures = single_failures(drawn)
    found = witnesses(drawn)
    for name in drawn.components:
        for cause in drawn.components:
            chain = found.chain(name, cause)
            assert bool(chain) == failures.takes_down(cause, name)
            assert all(failures.takes_down(cause, link) for link in chain)
            for caller, callee in pairwise(chain):
                assert callee in [link.callee for link in found.links(caller, cause)]
            assert chain[:: len(chain) - 1 or 1] in ((), (name, cause), (name,))


@settings(max_examples=60)
@given(drawn=architectures(), data=st.data())
def test_whatever_falls_with_several_at_once_has_a_chain_to_one_of_them(drawn: Architecture, data: st.DataObject) -> None:
    """All on it are down, it ends where the outage is, and only there; who is up has none."""
    parts = data.draw(st.lists(st.sampled_from(failure_function(drawn).names), min_size=1, max_size=4, unique=True))
    failures = outage_failures(drawn, [Outage("", tuple(parts))])
    found = Witnesses(drawn, failures)
    for name in drawn.components:
        chain = found.shortest(name, 1)
        assert bool(chain) == bool(failures.sets[name])
        assert all(failures.sets[link] for link in chain)
        for place, link in enumerate(chain, 1):
            ends = bool(failures.by_itself(drawn.components[link]))
            assert ends == (place == len(chain))
            assert not ends or any(part == link or part.startswith(f"{link}#") for part in parts)


def test_a_group_that_falls_with_several_at_once_is_named_whole() -> None:
    """No member takes it down alone; a replica and the zone of another do together."""
    described = architecture(TEXT)
    both = Outage("", ("p/psp-a", "p/psp-b"))
    mixed = Outage("", ("p/api#1", "p/z2"))
    failures = outage_failures(described, [both, mixed])
    found = Witnesses(described, failures)
    said = [found.words(described, found.shortest("p/web", event), event) for event in (1, 2)]
    assert said == ["web -> api -> both of (psp-a, psp-b)", "web -> api -> z2"]


def test_of_three_every_one_falls() -> None:
    """The words do not read as if the caller needed all of them: it needs one, and none is left."""
    members = "{any_of: [a, b, c]}"
    needs = ", ".join(f"{name}: {{depends_on: [dns]}}" for name in "abc")
    described = architecture(f"components: {{w: {{depends_on: [{members}]}}, {needs}, dns: {{}}}}")
    found = witnesses(described)
    assert found.words(described, found.chain("test/w", "test/dns")) == "w -> every one of (a, b, c) -> dns"


@pytest.mark.parametrize("size", [29, 30, 31, 2_000])
def test_a_long_chain_is_told_without_its_middle(size: int) -> None:
    """All of 30; of more the first 28 and the last two, and how many are left out."""
    lines = [f"  c{number}: {{depends_on: [c{number + 1}]}}" for number in range(size - 1)]
    described = architecture("\n".join(["system: test", "components:", *lines, f"  c{size - 1}: {{}}"]))
    found = witnesses(described)
    told = found.words(described, found.chain("test/c0", f"test/c{size - 1}")).split(" -> ")
    everyone = [f"c{number}" for number in range(size)]
    assert told == (everyone if size <= 30 else [*everyone[:28], f"… {size - 30:,} more …", *everyone[-2:]])
