"""Frozen slotted dataclasses whose methods are made when they are first called.

`dataclasses.dataclass` writes and compiles six methods for every class while its module is imported: half of a short run,
where there are seventy classes, most of which never get an instance. And a frozen instance sets each of its fields through
`object.__setattr__`. An instance made here is open while its fields are set, and closed then.
"""

import dataclasses
from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(*, frozen: bool, slots: bool) -> Callable[[type], type]:
        """Return what makes a dataclass of a class: `dataclasses.dataclass`, frozen, with slots and no less."""
        assert frozen and slots
        return _closed


_UNSAID: Any = object()
_become = object.__dict__["__class__"].__set__


def _closed(plain: type) -> type:
    """Return the frozen slotted dataclass, of which no method is compiled yet; the class has no bases, and no such methods."""
    assert plain.__bases__ == (object,) and not {"__init__", "__post_init__", *_METHODS} & vars(plain).keys()
    plain.__doc__ = plain.__doc__ or plain.__name__  # else its signature is put together, by tokens
    kind: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(plain)

    def begin(self: Any, *values: Any, **named: Any) -> None:
        kind.__init__ = _constructor(kind)
        kind.__init__(self, *values, **named)

    kind.__init__ = begin
    for name, method in _METHODS.items():
        setattr(kind, name, method)
    return kind  # type: ignore[no-any-return]


def _constructor(kind: type) -> Callable[..., None]:
    """Return `__init__`: the instance is of a class with the same slots, not frozen, for as long as its fields are set."""
    told = dataclasses.fields(kind)
    assert all(one.init and not one.kw_only for one in told)
    known = {"_become": _become, "_UNSAID": _UNSAID, "_kind": kind}
    known["_open"] = type(kind.__name__, (), {"__slots__": tuple(one.name for one in told)})
    parameters, lines = ["self"], ["_become(self, _open)"]
    for one in told:
        default = one.default if one.default_factory is dataclasses.MISSING else _UNSAID
        parameters.append(one.name if default is dataclasses.MISSING else f"{one.name}=_default_{one.name}")
        value = one.name
        if default is _UNSAID:
            value = f"_new_{one.name}() if {one.name} is _UNSAID else {one.name}"
        known |= {f"_default_{one.name}": default, f"_new_{one.name}": one.default_factory}
        lines.append(f"self.{one.name} = {value}")
    lines.append("self.__class__ = _kind")
    exec(f"def __init__({', '.join(parameters)}):\n " + "\n ".join(lines), known)  # noqa: S102 - the names of fields only
    made: Callable[..., None] = known["__init__"]
    made.__qualname__ = f"{kind.__qualname__}.__init__"
    return made


@cache
def _compared(kind: Any) -> Callable[[Any], Any]:
    """Return what is compared of an instance: the values of its fields but those that say otherwise, looked up at once."""
    names = [one.name for one in dataclasses.fields(kind) if one.compare]
    return attrgetter(*names) if len(names) > 1 else lambda instance: tuple([getattr(instance, name) for name in names])


def _equal(self: Any, other: Any) -> Any:
    if self.__class__ is not other.__class__:
        return NotImplemented
    told = _compared(self.__class__)
    return told(self) == told(other)


def _digest(self: Any) -> int:
    return hash(_compared(self.__class__)(self))


def _shown(self: Any) -> str:
    told = (f"{one.name}={getattr(self, one.name)!r}" for one in dataclasses.fields(self) if one.repr)
    return f"{self.__class__.__qualname__}({', '.join(told)})"


def _again(self: Any) -> tuple[type, tuple[Any, ...]]:
    return self.__class__, tuple([getattr(self, one.name) for one in dataclasses.fields(self)])


def _not_set(self: Any, name: str, value: Any) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _not_deleted(self: Any, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _not_extended(kind: type) -> None:
    raise TypeError(f"{kind.__bases__[0].__name__} has no subclasses; their instances would become its own")


_METHODS = {
    "__eq__": _equal,
    "__hash__": _digest,
    "__repr__": _shown,
    "__reduce__": _again,
    "__setattr__": _not_set,
    "__delattr__": _not_deleted,
    "__init_subclass__": classmethod(_not_extended),
}
