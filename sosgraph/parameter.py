"""One value that the user may set, on the command line or in the policy, described once."""

from collections.abc import Callable, Mapping
from typing import Any

from sosgraph.errors import BadCall
from sosgraph.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Parameter:
    """A keyword-only argument of a rule, analysis or importer, as the user writes it.

    `name` is hyphenated; the argument is the same with underscores. `parse` takes text and raises `ValueError`.
    `several` makes it a tuple that the user gives by repeating the option, or as a list in the policy.
    """

    name: str
    summary: str
    parse: Callable[[str], Any]
    default: Any
    several: bool = False

    @property
    def argument(self) -> str:
        """The name of the keyword argument."""
        return self.name.replace("-", "_")


def arguments(owner: str, parameters: tuple[Parameter, ...], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return keyword arguments: `given` values (text, or a list of it) parsed, defaults for the others.

    Raises `BadCall` for a name that `owner` does not know and for a value that cannot be parsed.
    """
    known = {parameter.name: parameter for parameter in parameters}
    for name in given:
        if name not in known:
            raise BadCall(f"{owner} has no parameter {name!r}; it has {', '.join(known) or 'none'}")
    return {
        parameter.argument: _value(owner, parameter, given[name]) if (name := parameter.name) in given else parameter.default
        for parameter in parameters
    }


def _value(owner: str, parameter: Parameter, given: Any) -> Any:
    try:
        if parameter.several:
            return tuple(parameter.parse(_text(item)) for item in (given if isinstance(given, list | tuple) else [given]))
        return parameter.parse(_text(given))
    except ValueError as mistake:
        raise BadCall(f"{parameter.name!r} of {owner}: {mistake}") from None


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
