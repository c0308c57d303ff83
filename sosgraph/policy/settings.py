"""Every setting that holds, as TOML that could be a policy, with where it comes from."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sosgraph.policy.layer import Layer
from sosgraph.policy.layers import contract_tables, path_tables, said_by
from sosgraph.toml_lines import Path

DEFAULT = "default"
"""Where a setting comes from that nobody made."""
_ORDER = ("fail-on", "select", "ignore", "rules", "importers")


class Setting(NamedTuple):
    """One setting: the keys that lead to it, its value, and where it was said."""

    path: tuple[str, ...]
    value: Any
    origin: str


def settings_of(layers: Sequence[Layer]) -> str:
    """Return a line for each setting that holds, and a table for each contract and each rule for paths.

    A comment behind each says its origin: `default`, a file and a line, a variable of the environment, an option.
    """
    lines = _aligned(tuple(_single(layers)))
    for part, tables in (("per-path", path_tables(layers)), ("contracts", contract_tables(layers))):
        for layer, number, table in tables:
            lines += ["", f"[[{part}]]  # {layer.origin((part, number))}"]
            lines += [f"{'.'.join(map(_key, path))} = {_value(value)}" for path, value in _flat(table)]
    return "\n".join(lines) + "\n"


def _single(layers: Sequence[Layer]) -> Iterator[Setting]:
    said = said_by(layers)
    for path in sorted(said, key=lambda path: (_ORDER.index(str(path[0])), tuple(map(str, path)))):
        value, by = said[path]
        yield Setting(tuple(map(str, path)), value, ", ".join(layer.origin(path) for layer in by) or DEFAULT)


def _aligned(settings: Sequence[Setting]) -> list[str]:
    written = [f"{'.'.join(map(_key, setting.path))} = {_value(setting.value)}" for setting in settings]
    widest = max(map(len, written))
    return [f"{text:{widest}}  # {setting.origin}" for text, setting in zip(written, settings, strict=True)]


def _flat(table: Any, before: Path = ()) -> Iterator[tuple[Path, Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, (*before, key))
        else:
            yield (*before, key), value


def _key(key: object) -> str:
    text = str(key)
    return text if text.replace("-", "").replace("_", "").isalnum() and text.isascii() else _value(text)


def _value(value: Any) -> str:
    """Return a value as TOML writes it; what is invisible or could move a cursor is escaped."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, str):
        return f'"{"".join(map(_character, value))}"'
    return str(value).lower() if isinstance(value, bool) else repr(value)


def _character(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    return character if character.isprintable() else f"\\U{ord(character):08x}"
