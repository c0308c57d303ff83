"""A frozen class made cheaply is the one that the standard library makes."""

import copy
import dataclasses
import pickle
from itertools import takewhile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph import frozen


def made_by(maker: Any, count: int = 0) -> tuple[Any, Any, Any]:
    """Return three dataclasses as `maker` has them, after `count` instances of each: of any fields, of hashable ones, of one."""

    @maker.dataclass(frozen=True, slots=True)
    class Plain:
        """Fields of every sort."""

        name: str
        size: int = 3
        parts: dict[str, int] = maker.field(default_factory=dict)
        place: str = maker.field(default="nowhere", compare=False)
        known: list[int] = maker.field(default_factory=list, compare=False, repr=False)

    @maker.dataclass(frozen=True, slots=True)
    class Hashable:
        """Fields that can be hashed, and one that is not compared."""

        name: str
        size: int = 3
        place: str = maker.field(default="nowhere", compare=False)

    @maker.dataclass(frozen=True, slots=True)
    class Whole:
        """One field."""

        left: Any

    for kind in (Plain, Hashable, Whole):
        for _ in range(count):
            kind("a")
    return Plain, Hashable, Whole


THEIRS, THEIR_HASHABLE, _ = made_by(dataclasses)
OURS, OUR_HASHABLE, Whole = made_by(frozen, 20)
Whole.__qualname__ = "Whole"  # where pickle finds it


FIELDS = ("name", "size", "parts", "place", "known")
words = st.text(max_size=2)
values = st.fixed_dictionaries(
    {"name": words},
    optional={
        "size": st.integers(0, 2),
        "parts": st.dictionaries(words, st.integers(0, 1), max_size=2),
        "place": words,
        "known": st.lists(st.integers(0, 1), max_size=1),
    },
)


@given(values, values)
def test_it_says_and_compares_what_the_other_does(one: dict[str, Any], other: dict[str, Any]) -> None:
    """Representation, equality and the values of all fields; nothing of another class is equal."""
    assert repr(OURS(**one)) == repr(THEIRS(**one))
    assert (OURS(**one) == OURS(**other)) == (THEIRS(**one) == THEIRS(**other))
    assert dataclasses.asdict(OURS(**one)) == dataclasses.asdict(THEIRS(**one))
    assert OURS(**one) != THEIRS(**one)


@given(values)
def test_its_first_instances_are_as_all_others(one: dict[str, Any]) -> None:
    """By name, and by place as far as there are values for all fields before."""
    fresh = made_by(frozen)[0]
    places = [one[name] for name in takewhile(one.__contains__, FIELDS)]
    rest = {name: one[name] for name in one if name not in FIELDS[: len(places)]}
    assert repr(fresh(**one)) == repr(OURS(**one)) == repr(fresh(*places, **rest))


@given(values, values)
def test_it_can_be_changed_and_copied(one: dict[str, Any], other: dict[str, Any]) -> None:
    """By `replace`, and with all its fields, compared or not."""
    changed = dataclasses.replace(THEIRS(**one), **other)
    assert repr(dataclasses.replace(OURS(**one), **other)) == repr(frozen.replace(OURS(**one), **other)) == repr(changed)
    assert frozen.replace(THEIRS(**one), **other) == changed
    again = copy.deepcopy(OURS(**one))
    assert dataclasses.astuple(again) == dataclasses.astuple(OURS(**one))


@given(words, st.integers(0, 2), words)
def test_it_is_hashed_by_what_is_compared(name: str, size: int, place: str) -> None:
    """Equal values have equal hashes; one with a field that has none has none."""
    assert hash(OUR_HASHABLE(name, size, place)) == hash(OUR_HASHABLE(name, size)) == hash(THEIR_HASHABLE(name, size))
    with pytest.raises(TypeError):
        hash(OURS("a"))


@pytest.mark.parametrize("kind", [OURS, THEIRS])
def test_it_is_closed(kind: Any) -> None:
    """No field of an instance can be set or deleted, nor one added; not even after the others were made."""
    one = kind("a")
    for act in (lambda: setattr(one, "name", "b"), lambda: delattr(one, "name"), lambda: setattr(one, "more", 1)):
        with pytest.raises((dataclasses.FrozenInstanceError, TypeError)):
            act()
    assert type(one) is kind and one.name == "a" and not hasattr(one, "__dict__")


def test_defaults_are_made_for_each_instance() -> None:
    """Two instances do not share one dictionary."""
    assert OURS("a").parts is not OURS("a").parts


@pytest.mark.parametrize(
    ("given", "named"), [((), {}), (("a", 1, {}, "", [], 2), {}), (("a",), {"other": 1}), (("a",), {"name": "b"})]
)
def test_wrong_arguments_are_refused_in_the_same_words(given: tuple[Any, ...], named: dict[str, Any]) -> None:
    """Missing, too many, unknown and given twice; for the first instance and for later ones."""
    said = set()
    for kind in (OURS, THEIRS, made_by(frozen)[0]):
        with pytest.raises(TypeError) as mistake:
            kind(*given, **named)
        said.add(str(mistake.value))
    assert len(said) == 1


@pytest.mark.parametrize("value", [float("nan"), [], "a"])
def test_one_field_is_compared_as_several_are(value: Any) -> None:
    """What is the same object is equal, though it may not be equal to itself."""
    assert Whole(value) == Whole(value) and Whole(value) != Whole(3)  # type: ignore[call-arg]


@pytest.mark.parametrize("name", ["__init__", "__post_init__", "__eq__", "__repr__", "__hash__"])
def test_a_method_written_in_the_class_is_not_lost(name: str) -> None:
    """Such a class is not made here."""
    with pytest.raises(AssertionError):
        frozen.dataclass(frozen=True, slots=True)(type("Own", (), {name: lambda self: None}))


def test_it_has_neither_bases_nor_subclasses() -> None:
    """An instance of a subclass would turn into one of the class itself."""
    with pytest.raises(AssertionError):
        frozen.dataclass(frozen=True, slots=True)(type("Heir", (type("Base", (), {}),), {}))
    with pytest.raises(TypeError, match="Whole has no subclasses"):
        type("Heir", (Whole,), {"__slots__": ()})


def test_a_field_of_the_standard_library_is_no_default() -> None:
    """Whoever takes it is told what to take."""
    kind = frozen.dataclass(frozen=True, slots=True)(type("Odd", (), {"__annotations__": {"a": int}, "a": dataclasses.field()}))
    with pytest.raises(AssertionError, match=r"Odd: take 'field' from sosgraph\.frozen for a"):
        kind(a=1)


def test_it_matches_and_can_be_pickled() -> None:
    """By position in a `case`, and through bytes, to the same class."""
    match OURS("a", 4):
        case OURS(name, size):
            assert (name, size) == ("a", 4)
    assert pickle.loads(pickle.dumps(Whole(3))) == Whole(3)  # type: ignore[call-arg]
