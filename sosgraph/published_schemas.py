"""The schemas that other programs rely on, as they ship with the package."""

from typing import TYPE_CHECKING, Any

from sosgraph.catalog import did_you_mean
from sosgraph.errors import BadCall

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_SUFFIX = ".schema.json"
_LONGEST = 300  # characters of one mistake: jsonschema quotes the whole value that is wrong


def schema_names() -> tuple[str, ...]:
    """Return the names of all published schemas, such as `report-v1`, sorted."""
    return tuple(sorted(entry.name.removesuffix(_SUFFIX) for entry in _folder().iterdir() if entry.name.endswith(_SUFFIX)))


def schema_text(name: str) -> str:
    """Return the text of a schema; `BadCall` with the nearest names when there is none of this name."""
    known = schema_names()
    if name not in known:
        raise BadCall(f"{name!r} is not among the schemas {', '.join(known)}{did_you_mean(name, known)}")
    return (_folder() / f"{name}{_SUFFIX}").read_text(encoding="utf-8")


def schema(name: str) -> Any:
    """Return a schema, parsed; `BadCall` as `schema_text`."""
    import json

    return json.loads(schema_text(name))


def violations(name: str, value: Any) -> list[Any]:
    """Return what is wrong with a value under a schema, as errors of jsonschema, in the order of places."""
    from jsonschema import Draft202012Validator

    return sorted(
        Draft202012Validator(schema(name)).iter_errors(value), key=lambda mistake: (f"{mistake.json_path}:", mistake.message)
    )


def mistakes(name: str, value: Any) -> list[str]:
    """Return what is wrong with a value under a schema, as `$.where: what`, in the order of places; none when it is valid."""
    return [f"{mistake.json_path}: {_shortened(mistake.message)}" for mistake in violations(name, value)]


def _shortened(message: str) -> str:
    return message if len(message) <= _LONGEST else f"{message[: _LONGEST // 2]} … {message[-_LONGEST // 2 :]}"


def _folder() -> "Traversable":
    """Return the folder of the schemas: inside the installed package, beside it in a checkout."""
    from importlib.resources import files

    inside = files("sosgraph") / "schemas"
    return inside if inside.is_dir() else files("sosgraph") / ".." / "schemas"
