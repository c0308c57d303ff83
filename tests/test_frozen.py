"""A frozen class made cheaply is the one that the standard library makes."""

import copy
import dataclasses
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph import frozen


class Plain:
    """Fields of every sort."""

    name: str
    size: int = 3
    parts: dict[str, int] = dataclasses.field(default_factory=dict)
    place: str = dataclasses.field(default="nowhere", compare=False)
    known: list[int] = dataclasses.field(default_factory=list, compare=False, repr=False)


class Hashable:
    """Fields that can be hashed, and one that is not compared."""

    name: str
    size: int = 3
    place: str = dataclasses.field(default="nowhere", compare=False)


def twins(plain: type) -> tuple[Any, Any]:
    """Return the class as it is made here, and by the standard library."""
    body = {name: value for name, value in vars(plain).items() if name not in ("__dict__", "__weakref__")}
    made: list[Callable[[type], Any]] = [
        frozen.dataclass(frozen=True, slots=True),
        dataclasses.dataclass(frozen=True, slots=True),
    ]
    ours, theirs = (make(type(plain.__name__, (), dict(body))) for make in made)
    return ours, theirs


OURS, THEIRS = twins(Plain)
OUR_HASHABLE, THEIR_HASHABLE = twins(Hashable)
Whole = frozen.dataclass(frozen=True, slots=True)(type("Whole", (), {"__annotations__": {"left": int}, "__module__": __name__}))

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


@given(values, values)
def test_it_can_be_changed_and_copied(one: dict[str, Any], other: dict[str, Any]) -> None:
    """By `replace`, and with all its fields, compared or not."""
    assert repr(dataclasses.replace(OURS(**one), **other)) == repr(dataclasses.replace(THEIRS(**one), **other))
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
    """Missing, too many, unknown and given twice."""
    said = []
    for kind in (OURS, THEIRS):
        with pytest.raises(TypeError) as mistake:
            kind(*given, **named)
        said.append(str(mistake.value))
    assert said[0] == said[1]


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
        frozen.dataclass(frozen=True, slots=True)(type("Heir", (Plain,), {}))
    with pytest.raises(TypeError, match="Whole has no subclasses"):
        type("Heir", (Whole,), {"__slots__": ()})


@pytest.mark.parametrize("field", [dataclasses.field(init=False), dataclasses.field(kw_only=True)])
def test_every_field_is_given_by_place_or_name(field: Any) -> None:
    """Others are not made here."""
    kind = frozen.dataclass(frozen=True, slots=True)(type("Odd", (), {"__annotations__": {"a": int}, "a": field}))
    with pytest.raises(AssertionError):
        kind(a=1)


def test_it_matches_and_can_be_pickled() -> None:
    """By position in a `case`, and through bytes, to the same class."""
    match OURS("a", 4):
        case OURS(name, size):
            assert (name, size) == ("a", 4)
    assert pickle.loads(pickle.dumps(Whole(3))) == Whole(3)  # type: ignore[call-arg]
