"""Frozen slotted dataclasses of which nothing is made before it is asked for.

`dataclasses.dataclass` writes and compiles six methods for every class while its module is imported: half of a short run,
where there are sixty classes, most of which get no instance, or a few. And a frozen instance sets each of its fields through
`object.__setattr__`. The first instances made here are filled field by field; further ones by a constructor that is compiled
for their class, open while their fields are set, and closed then. What the standard library wants to know of a class it finds.
"""

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import field as field
    from dataclasses import replace as replace
else:

    def dataclass(*, frozen: bool, slots: bool) -> Callable[[type], type]:
        """Return what makes a dataclass of a class: `dataclasses.dataclass`, frozen, with slots and no less."""
        assert frozen and slots
        return _closed

    def field(**said: Any) -> Any:
        """Return what is said of a field besides its type: `dataclasses.field`."""
        return _Field(**said)

    def replace(instance: Any, /, **changes: Any) -> Any:
        """Return the instance with other values in some fields: `dataclasses.replace`, of any dataclass."""
        kept = {name: getattr(instance, name) for name in instance.__match_args__ if name not in changes}
        return instance.__class__(**kept, **changes)


_FEW = 5  # instances of a class take less time together than to compile a constructor
_UNSAID: Any = object()
_become = object.__dict__["__class__"].__set__


class _Field:
    """What is said of a field, which has a default, a function that makes one, or neither."""

    __slots__ = ("compare", "default", "default_factory", "repr")

    def __init__(self, default: Any = _UNSAID, default_factory: Any = None, compare: bool = True, repr: bool = True) -> None:
        self.default = default
        self.default_factory = default_factory
        self.compare = compare
        self.repr = repr

    @property
    def needed(self) -> bool:
        """Whether every instance must be given a value."""
        return self.default is _UNSAID and self.default_factory is None


def _closed(plain: type) -> type:
    """Return the frozen slotted dataclass; the class as it was written has no bases, and no such methods."""
    body = dict(vars(plain))
    assert plain.__bases__ == (object,) and not {"__post_init__", *_METHODS} & body.keys()
    names = tuple(plain.__annotations__)
    said = {name: body.pop(name, _UNSAID) for name in names}
    for name in ("__dict__", "__weakref__"):
        body.pop(name, None)
    known = _Later("__dataclass_fields__", lambda kind: _as_written(plain, kind))
    made = {"__slots__": names, "__match_args__": names, "__qualname__": plain.__qualname__, "__said__": said, known.name: known}
    return type(plain)(plain.__name__, (), body | made | _METHODS)


class _Later:
    """What a class has under a name, made when it is first asked for, and in its place from then on."""

    __slots__ = ("_make", "name")

    def __init__(self, name: str, make: Callable[[Any], Any]) -> None:
        self.name = name
        self._make = make

    def __get__(self, instance: Any, kind: type) -> Any:
        setattr(kind, self.name, self._make(kind))
        return getattr(kind if instance is None else instance, self.name)


def _fields(kind: Any) -> dict[str, _Field]:
    """Return what is said of each field, by name."""
    found = {name: said if isinstance(said, _Field) else _Field(said) for name, said in kind.__said__.items()}
    foreign = [name for name, one in found.items() if type(one.default).__module__ == "dataclasses"]
    assert not foreign, f"{kind.__name__}: take 'field' from sosgraph.frozen for {', '.join(foreign)}"
    return found


def _as_written(plain: Any, kind: Any) -> Any:
    """Return the fields as the standard library has them."""
    import dataclasses

    for name, one in _fields(kind).items():
        default: dict[str, Any] = {} if one.needed else {"default": one.default}
        if one.default_factory is not None:
            default = {"default_factory": one.default_factory}
        setattr(plain, name, dataclasses.field(compare=one.compare, repr=one.repr, **default))
    plain.__doc__ = plain.__doc__ or plain.__name__  # else its signature is put together, by tokens
    return dataclasses.dataclass(init=False, repr=False, eq=False)(plain).__dataclass_fields__


def _filling(kind: Any) -> Callable[..., None]:
    """Return `__init__` for the first instances; what is wrong with its arguments, the compiled one says."""
    fields = {name: (one, vars(kind)[name].__set__) for name, one in _fields(kind).items()}
    needed = {name for name, (one, _) in fields.items() if one.needed}
    left = _FEW

    def __init__(self: Any, *values: Any, **named: Any) -> None:  # noqa: N807 - its name
        nonlocal left
        left -= 1
        given = dict(zip(fields, values, strict=False)) | named
        whole = len(given) == len(values) + len(named) and needed <= given.keys() <= fields.keys()
        if left < 0 or not whole:
            kind.__init__ = _constructor(kind)
            kind.__init__(self, *values, **named)
            return
        for name, (one, put) in fields.items():
            put(self, given[name] if name in given else one.default_factory() if one.default_factory else one.default)

    return __init__


def _constructor(kind: type) -> Callable[..., None]:
    """Return `__init__`: the instance is of a class with the same slots, not frozen, for as long as its fields are set."""
    told = _fields(kind)
    known: dict[str, Any] = {"_become": _become, "_UNSAID": _UNSAID, "_kind": kind}
    known["_open"] = type(kind.__name__, (), {"__slots__": tuple(told)})
    parameters, lines = ["self"], ["_become(self, _open)"]
    for name, one in told.items():
        parameters.append(name if one.needed else f"{name}=_default_{name}")
        made = f"_new_{name}() if {name} is _UNSAID else {name}"
        lines.append(f"self.{name} = {made if one.default_factory else name}")
        known |= {f"_default_{name}": one.default, f"_new_{name}": one.default_factory}
    lines.append("self.__class__ = _kind")
    exec(f"def __init__({', '.join(parameters)}):\n " + "\n ".join(lines), known)  # noqa: S102 - the names of fields only
    made_one: Callable[..., None] = known["__init__"]
    made_one.__qualname__ = f"{kind.__qualname__}.__init__"
    return made_one


@cache
def _compared(kind: Any) -> Callable[[Any], Any]:
    """Return what is compared of an instance: the values of its fields but those that say otherwise, looked up at once."""
    names = [name for name, one in _fields(kind).items() if one.compare]
    return attrgetter(*names) if len(names) > 1 else lambda instance: tuple([getattr(instance, name) for name in names])


def _equal(self: Any, other: Any) -> Any:
    if self.__class__ is not other.__class__:
        return NotImplemented
    told = _compared(self.__class__)
    return told(self) == told(other)


def _digest(self: Any) -> int:
    return hash(_compared(self.__class__)(self))


def _shown(self: Any) -> str:
    told = (f"{name}={getattr(self, name)!r}" for name, one in _fields(self.__class__).items() if one.repr)
    return f"{self.__class__.__qualname__}({', '.join(told)})"


def _again(self: Any) -> tuple[type, tuple[Any, ...]]:
    return self.__class__, tuple([getattr(self, name) for name in self.__match_args__])


def _not_set(self: Any, name: str, value: Any) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _not_deleted(self: Any, name: str) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _not_extended(kind: type) -> None:
    raise TypeError(f"{kind.__bases__[0].__name__} has no subclasses; their instances would become its own")


_METHODS = {
    "__init__": _Later("__init__", _filling),
    "__eq__": _equal,
    "__hash__": _digest,
    "__repr__": _shown,
    "__reduce__": _again,
    "__setattr__": _not_set,
    "__delattr__": _not_deleted,
    "__init_subclass__": classmethod(_not_extended),
}
