"""What redundancy groups share, with both paths to it and what the sharing costs."""

import pytest
from hypothesis import given, settings

from sosgraph.analyses.shared_dependencies import answer
from sosgraph.model.architecture import Architecture
from sosgraph.structure.fatal_losses import fatal_losses
from sosgraph.structure.losses import losses
from sosgraph.structure.partly_shared import partly_shared
from sosgraph.structure.redundancy import redundancy_groups
from sosgraph.structure.wholly_shared import SharedDependency, shared_dependencies
from tests.single_failures import single_failures
from tests.strategies import architectures
from tests.yaml_architecture import architecture

DIAMOND = """
    components:
      app: {availability: 100%, depends_on: [{any_of: [b, c]}]}
      b: {availability: 99.9%, depends_on: [d]}
      c: {availability: 99.9%, depends_on: [d]}
      d: {availability: 99%, depends_on: [disk]}
      disk: {availability: 100%}
"""


def only(text: str) -> SharedDependency:
    (shared,) = shared_dependencies(architecture(text))
    return shared


def test_a_diamond_is_told_with_both_paths_and_its_factor() -> None:
    """V27: the group of two is no better than what both need; its unavailability is 83 times what two alone would have."""
    described = architecture(DIAMOND)
    (shared,) = shared_dependencies(described)
    assert (shared.owner, shared.group, shared.shared) == ("test/app", "any of", "test/d")
    assert shared.chains == (("test/app", "test/b", "test/d"), ("test/app", "test/c", "test/d"))
    assert shared.behind == ("test/disk",)
    assert shared.at.path == (0, "components", "app", "depends_on", 0)
    loss = losses(described)[shared.identity]
    assert loss.exact.upper == pytest.approx(0.98999901, abs=1e-12)
    assert loss.factor == pytest.approx(82.8, abs=0.05)
    table, *_ = answer(described)
    assert table.rows[0][:5] == ("app", "any of", "d", ("app -> b -> d", "app -> c -> d"), ("disk",))


def test_replicas_on_one_zone_share_it() -> None:
    """Two copies on one zone are one failure away from none; on two zones they are not."""
    text = "components: {db: {replicas: {count: 2, over: [ZONES]}}, a: {}, b: {}}"
    shared = only(text.replace("ZONES", "a"))
    assert (shared.owner, shared.group, shared.shared) == ("test/db", "replicas", "test/a")
    assert shared_dependencies(architecture(text.replace("ZONES", "a, b"))) == ()
    assert only(text.replace("ZONES", "a, b").replace("count: 2", "count: 3, need: 2")).shared == "test/a"


def test_a_fallback_on_the_same_database_is_none() -> None:
    """Primary and fallback that need the same thing are told like a group."""
    shared = only(
        """
        components:
          web: {depends_on: [{on: live, fallback: {to: cache, coverage: 99%}}]}
          live: {depends_on: [db]}
          cache: {depends_on: [db]}
          db: {}
        """
    )
    assert (shared.group, shared.shared) == ("fallback", "test/db")
    assert shared.chains == (("test/web", "test/live", "test/db"), ("test/web", "test/cache", "test/db"))


def test_a_fallback_that_needs_its_primary_is_none() -> None:
    """The shared dependency may be a member of the group itself."""
    text = "components: {web: {depends_on: [{any_of: [a, b]}]}, a: {}, b: {depends_on: [a]}}"
    shared = only(text)
    assert shared.shared == "test/a"
    assert shared.chains == (("test/web", "test/a"), ("test/web", "test/b", "test/a"))


def test_what_most_members_share_takes_a_quorum_down() -> None:
    """A quorum of two in three falls with what two members share, and one of three does not."""
    text = """
        components:
          web: {depends_on: [{at_least: NEED, of: [a, b, c]}]}
          a: {depends_on: [dns]}
          b: {depends_on: [dns]}
          c: {}
          dns: {}
    """
    assert only(text.replace("NEED", "2")).shared == "test/dns"
    assert shared_dependencies(architecture(text.replace("NEED", "1"))) == ()


def test_what_hides_a_shared_dependency_is_said() -> None:
    """Another owner, kinds other than calls, and more than two hops are reasons to overlook it."""
    shared = only(
        """
        owner: ours
        components:
          web: {depends_on: [{any_of: [a, b]}]}
          a: {depends_on: [{on: x, kind: config}]}
          b: {depends_on: [{on: x, kind: config}]}
          x: {owner: theirs, depends_on: []}
        """
    )
    assert shared.hidden == ("run by theirs", "only through config")


@settings(max_examples=60)
@given(drawn=architectures())
def test_shared_dependencies_are_what_takes_a_group_down(drawn: Architecture) -> None:
    """Each group that a component takes down is told; nearest and behind together are all; paths fall link by link."""
    failures = single_failures(drawn)
    found = shared_dependencies(drawn)
    for group in redundancy_groups(drawn):
        of_group = [shared for shared in found if shared.identity == group.identity]
        falls = {*fatal_losses(drawn)[group.identity]} - {group.owner.name}
        assert {shared.shared for shared in of_group} | {name for shared in of_group for name in shared.behind} == falls
        for shared in of_group:
            assert shared.shared not in shared.behind
            assert shared.chains
            for chain in shared.chains:
                assert (chain[0], chain[-1]) == (shared.owner, shared.shared)
                assert all(failures.takes_down(shared.shared, name) for name in chain[1:])


@settings(max_examples=40)
@given(drawn=architectures())
def test_sharing_is_priced_for_each_group_that_shares(drawn: Architecture) -> None:
    """Every group that shares something has its exact availability beside the one it would have if nothing were shared."""
    found = [*shared_dependencies(drawn), *partly_shared(drawn)]
    assert losses(drawn).keys() == {shared.identity for shared in found}
    assert len(answer(drawn)[0].rows) == len(found)


def test_every_link_of_the_evidence_has_its_place() -> None:
    """Side by side, from the owner to what is shared."""
    _, evidence, _ = answer(architecture(DIAMOND))
    assert [row[2:4] for row in evidence.rows] == [(1, "app -> b"), (1, "b -> d"), (2, "app -> c"), (2, "c -> d")]
    assert [row[5].path[-2] for row in evidence.rows] == [0, 0, 1, 0]


def test_groups_that_share_nothing_are_compared_too() -> None:
    """The first table is empty, the last is not; and what only a vendor joins is said."""
    text = """
        owner: ours
        components:
          pay: {depends_on: [{any_of: [a, b]}]}
          a: {external: true, owner: acme}
          b: {external: true, owner: acme}
    """
    shared, branches = answer(architecture(text))
    assert shared.rows == () and shared.lead == "the only redundancy group survives what it should"
    assert branches.rows[0][3:7] == (0.0, 0.0, (), ("vendor acme",))
    assert branches.notes[-1] == "alike only through the owner or vendor, which no failure of a component shows: groups of pay"


def test_where_there_is_no_group_it_is_said() -> None:
    """Nothing is redundant, so that nothing is an illusion, but nothing survives either; of those asked about alone as well."""
    (table,) = answer(architecture("components: {a: {depends_on: [b]}, b: {}}"))
    assert table.lead == "there is no redundancy group"
    assert table.rows == () and len(table.notes) == 1 and table.notes[0].startswith("a group is, while running: any_of or")
    described = architecture(DIAMOND)
    assert answer(described, component=("d",))[0].lead == "d has no redundancy group"
    assert answer(described, component=("c", "b"))[0].lead == "b, c have no redundancy group"


def test_where_every_group_survives_nothing_is_said_of_what_they_share() -> None:
    """Branches that could use the same, each with another way beside it, share that, but do not fall with it."""
    ways = "a: {depends_on: [{any_of: [x, y]}]}, b: {depends_on: [{any_of: [x, z]}]}"
    described = architecture(f"components: {{app: {{depends_on: [{{any_of: [a, b]}}]}}, {ways}, x: {{}}, y: {{}}, z: {{}}}}")
    table, branches = answer(described, component=("app",))
    assert (table.lead, table.rows, table.notes) == ("the only redundancy group survives what it should", (), ())
    assert branches.rows[0][5] == ("x",)


def test_the_lead_names_the_group_that_loses_most() -> None:
    """And what the sharing costs it."""
    (shared, *_) = answer(architecture(DIAMOND))
    assert shared.lead == (
        "1 of 1 redundancy group survives less than it should: 'any of' of app falls with d, "
        "82.8 times the unavailability that it seems to have"
    )


def test_what_rests_on_unknown_parts_is_an_upper_bound() -> None:
    """Of the group as it is and as it seems, and there is no factor between them; a known group beside it keeps its own."""
    text = (
        DIAMOND.replace("b: {availability: 99.9%, ", "b: {")
        + """
      web: {depends_on: [{any_of: [e, f]}]}
      e: {availability: 99.9%, depends_on: [d]}
      f: {availability: 99.9%, depends_on: [d]}
    """
    )
    table, *_ = answer(architecture(text))
    exact, independent, factor = (
        [column.name for column in table.columns].index(name) for name in ("exact", "independent", "factor")
    )
    unknown, known = table.rows
    assert str(unknown[exact]) == "≤ 99 %" and str(unknown[independent]).startswith("≤ 99.") and unknown[factor] is None
    assert str(known[exact]) == "98.9999 %" and known[factor] == pytest.approx(82.8, abs=0.05)
    assert "times the unavailability" in table.lead and "web" in table.lead and table.notes[-1].startswith("≤: ")


@settings(max_examples=50, deadline=None)
@given(architectures())
def test_a_component_that_is_named_is_told_the_same_alone(described: Architecture) -> None:
    """The tables of one component are the rows of it in those of all."""
    everything = {table.name: table.rows for table in answer(described)}
    for name in described.components:
        owner = described.label(name)
        alone = {table.name: table.rows for table in answer(described, component=(name,)) if table.rows}
        expected = {table: tuple(row for row in rows if row[0] == owner) for table, rows in everything.items()}
        assert alone == {table: rows for table, rows in expected.items() if rows}


def test_no_group_that_is_told_should_survive_nothing() -> None:
    """Whoever spreads copies over zones means to survive one: that too few are left without it is less than that."""
    table, *_ = answer(architecture("components: {a: {replicas: {count: 3, need: 2, over: [z, y]}}, z: {}, y: {}}"))
    enough, survives = ([column.name for column in table.columns].index(name) for name in ("enough", "survives"))
    assert [(row[enough], row[survives]) for row in table.rows] == [(1, 1)]
    assert "survives less than it should" in table.lead
