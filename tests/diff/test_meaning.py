"""Two files, and what changed between them in meaning."""

import pytest

from sosgraph.composition import read_document
from sosgraph.diff.meaning import Change, changes
from sosgraph.diff.renaming import renamed_components, renamed_systems, under_new_names
from sosgraph.load import load
from sosgraph.model.architecture import Architecture


def told(components: str, more: str = "") -> Architecture:
    """Return the architecture of `shop` with these components, a YAML mapping in braces."""
    text = f"system: shop\ncomponents: {components}\n{more}"
    loaded = load([read_document("shop.yaml", text.encode())], lambda path: pytest.fail(path))
    assert not loaded.findings, loaded.findings
    return loaded.architecture


def rows(before: Architecture, after: Architecture) -> list[tuple[str, ...]]:
    """Return the changes, components by their labels."""
    found = (each for each in changes(before, after, after.label))
    label = after.label
    return [(each.kind, each.what, label(each.of), label(each.callee), each.before, each.after) for each in found]


REST = "auth: {}, db: {}, cache: {}"


@pytest.mark.parametrize(
    ("before", "after", "kind", "words"),
    [
        ("{on: auth, soft: true}", "auth", "hardened", ("soft", "hard")),
        ("auth", "{on: auth, soft: true}", "softened", ("hard", "soft")),
        ("{any_of: [auth, db]}", "{all_of: [auth, db]}", "hardened", ("1 of 2", "hard")),
        ("auth", "{on: auth, probability: 10%}", "softened", ("hard", "hard, probability 10 %")),
        ("{on: auth, timeout: 2s}", "{on: auth, timeout: 500ms}", "changed", ("hard, timeout 2s", "hard, timeout 500ms")),
        ("{any_of: [auth, db]}", "{at_least: 2, of: [auth, db, cache]}", "changed", ("1 of 2", "2 of 3")),
    ],
)
def test_a_dependency_is_hardened_and_softened(before: str, after: str, kind: str, words: tuple[str, str]) -> None:
    """Hard is what takes its caller down at once; a group, a fallback, a share of requests or a tolerance cushion it."""
    found = rows(told(f"{{web: {{depends_on: [{before}]}}, {REST}}}"), told(f"{{web: {{depends_on: [{after}]}}, {REST}}}"))
    assert (kind, "dependency", "web", "auth", *words) in found


def test_a_fallback_is_a_dependency_of_its_own() -> None:
    """And softens the one for which it stands in."""
    found = rows(
        told(f"{{web: {{depends_on: [auth]}}, {REST}}}"),
        told(f"{{web: {{depends_on: [{{on: auth, fallback: {{to: cache, coverage: 90%}}}}]}}, {REST}}}"),
    )
    assert found == [
        ("softened", "dependency", "web", "auth", "hard", "hard, fallback (callee cache, coverage 90 %)"),
        ("added", "dependency", "web", "cache", "—", "fallback of auth"),
    ]


def test_groups_that_only_swap_members_differ() -> None:
    """Though each callee is needed in the same way as before."""
    before, after = "{any_of: [a, b]}, {any_of: [c, d]}", "{any_of: [a, c]}, {any_of: [b, d]}"
    parts = "a: {}, b: {}, c: {}, d: {}"
    (only,) = rows(told(f"{{web: {{depends_on: [{before}]}}, {parts}}}"), told(f"{{web: {{depends_on: [{after}]}}, {parts}}}"))
    assert only == ("changed", "redundancy", "web", "", "any of (a, b); any of (c, d)", "any of (a, c); any of (b, d)")


def test_what_is_said_of_a_component() -> None:
    """Its promise, its number, its copies, its owner."""
    before = told("{db: {slo: 99.9%, availability: 99%, owner: one, replicas: 2}}")
    after = told("{db: {slo: 99.5%, availability: 99.5%, owner: two, replicas: 3}}")
    assert rows(before, after) == [
        ("changed", "owner", "db", "", "one", "two"),
        ("changed", "own part", "db", "", "availability 99 %", "availability 99.5 %"),
        ("changed", "slo", "db", "", "99.9 % over 30d", "99.5 % over 30d"),
        ("changed", "replicas", "db", "", "count 2", "count 3"),
    ]


def test_all_of_is_the_same_as_one_by_one() -> None:
    """So nothing changed who writes it otherwise."""
    one, other = "auth, db", "{all_of: [db, {any_of: [auth]}]}"
    assert not rows(told(f"{{web: {{depends_on: [{one}]}}, {REST}}}"), told(f"{{web: {{depends_on: [{other}]}}, {REST}}}"))


def test_a_component_of_the_same_body_is_renamed() -> None:
    """With its callers, and a caller that is renamed itself."""
    before = told("{web: {depends_on: [cart]}, cart: {owner: a, depends_on: [db]}, db: {availability: 99%}}")
    after = told("{web: {depends_on: [basket]}, basket: {owner: a, depends_on: [store]}, store: {availability: 99%}}")
    names = renamed_components(before, after)
    assert names == {"shop/cart": "shop/basket", "shop/db": "shop/store"}
    assert not changes(under_new_names(before, names), after, str)


def test_bodies_that_several_have_prove_nothing() -> None:
    """Two empty components are told apart by their callers, or not at all."""
    before = told("{web: {depends_on: [a]}, app: {depends_on: [b]}, a: {}, b: {}}")
    swapped = told("{web: {depends_on: [c]}, app: {depends_on: [d]}, c: {}, d: {}}")
    assert renamed_components(before, swapped) == {"shop/a": "shop/c", "shop/b": "shop/d"}
    nobody = (told("{a: {}, b: {}, web: {}}"), told("{c: {}, d: {}, web: {}}"))
    assert not renamed_components(*nobody)


def test_a_system_is_renamed() -> None:
    """When the components of the one that is gone stand in the new one."""
    before = told("{web: {}, db: {}}")
    after = under_new_names(before, {"shop/web": "store/web", "shop/db": "store/db"})
    assert renamed_systems(before, after) == {"shop": "store"}
    assert not renamed_systems(before, under_new_names(before, {name: f"x/{n}" for n, name in enumerate(before.components)}))


def test_journeys_and_influences_count() -> None:
    """Their shares too."""
    before = told("{web: {}, db: {}}", "journeys: {buy: {through: [web], share: 50%}}")
    after = told("{web: {}, db: {}}", "journeys: {buy: {through: [web], share: 60%}}")
    assert rows(before, after) == [("changed", "journey's share", "journey buy", "", "50 %", "60 %")]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Change("added", "dependency", "web", "db", after="soft"), "web now depends on db (soft)"),
        (Change("removed", "dependency", "web", "db", "hard"), "web no longer depends on db"),
        (Change("hardened", "dependency", "web", "db", "soft", "hard"), "db became hard for web"),
        (Change("softened", "dependency", "web", "db", "hard", "soft"), "db for web: hard -> soft"),
        (Change("changed", "slo", "web", "", "99 %", "98 %"), "slo of web 99 % -> 98 %"),
    ],
)
def test_a_change_in_words(change: Change, words: str) -> None:
    """As part of a sentence that says why."""
    assert change.words(str) == words
