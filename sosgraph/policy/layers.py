"""Several places speak of one policy, and the nearer word holds."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sosgraph.finding import Severity
from sosgraph.policy import OFF, Agreement, Policy
from sosgraph.policy.layer import Layer
from sosgraph.policy.path_rules import PathRules
from sosgraph.source import Pointer

if TYPE_CHECKING:
    from sosgraph.toml_lines import Path

_DEFAULTS: dict["Path", Any] = {("fail-on",): "error", ("select",): ["*"], ("ignore",): []}
_BY_NAME = ("rules", "importers")

Said = dict["Path", tuple[Any, tuple[Layer, ...]]]
"""The value that a path leads to, and the layers that said it; none for a default."""


def policy_of(layers: Sequence[Layer]) -> Policy:
    """Return what the layers say together, the farthest first.

    Of each setting the nearer word holds, with two exceptions. `select` begins anew: what farther layers ignore, and switch off
    by name, counts no more. `ignore` takes away from what farther layers leave. Contracts of the same name replace one another,
    rules for paths follow one another.
    """
    said = said_by(layers)
    rules, importers = _tables(said, "rules"), _tables(said, "importers")
    severities = {rule: values.pop("severity") for rule, values in rules.items() if "severity" in values}
    return Policy(
        fail_on=Severity(said["fail-on",][0]),
        select=tuple(said["select",][0]),
        ignore=tuple(said["ignore",][0]),
        severities=severities,
        rules=rules,
        importers=importers,
        per_path=tuple(_path_rules(table, layer) for layer, _, table in path_tables(layers)),
        contracts=tuple(_agreement(table, layer, number) for layer, number, table in contract_tables(layers)),
        mistakes=tuple(mistake for layer in reversed(layers) for mistake in layer.mistakes),
    )


def said_by(layers: Sequence[Layer]) -> Said:
    """Return what holds of all that is said once: by path in the files, with the layers that said it."""
    said: Said = {path: (value, ()) for path, value in _DEFAULTS.items()}
    for layer in layers:
        content = layer.content
        if "fail-on" in content:
            said["fail-on",] = (content["fail-on"], (layer,))
        if "select" in content:
            said["select",], said["ignore",] = (content["select"], (layer,)), ([], ())
            for rule in content["select"]:
                if said.get(("rules", rule, "severity"), ("", ()))[0] == OFF:
                    del said["rules", rule, "severity"]
        if content.get("ignore"):
            before, by = said["ignore",]
            said["ignore",] = (list(dict.fromkeys((*before, *content["ignore"]))), (*by, layer))
        for part in _BY_NAME:
            for name, values in content.get(part, {}).items():
                said.update({(part, name, key): (value, (layer,)) for key, value in values.items()})
    return said


def path_tables(layers: Sequence[Layer]) -> list[tuple[Layer, int, Mapping[str, Any]]]:
    """Return the rules for paths as written, each with its layer and its number there, the farthest first."""
    return _numbered(layers, "per-path", ("paths",))


def contract_tables(layers: Sequence[Layer]) -> list[tuple[Layer, int, Mapping[str, Any]]]:
    """Return the contracts as written, each with its layer and its number there; of those of one name the nearest."""
    return list(
        {
            table["name"]: (layer, number, table) for layer, number, table in _numbered(layers, "contracts", ("name", "type"))
        }.values()
    )


def _numbered(layers: Sequence[Layer], part: str, needed: tuple[str, ...]) -> list[tuple[Layer, int, Mapping[str, Any]]]:
    return [
        (layer, number, table)
        for layer in layers
        for number, table in enumerate(layer.content.get(part, ()))
        if table and all(key in table for key in needed)
    ]


def _tables(said: Said, part: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for path, (value, _) in said.items():
        if path[0] == part:
            found.setdefault(str(path[1]), {})[str(path[2])] = value
    return found


def _path_rules(table: Mapping[str, Any], layer: Layer) -> PathRules:
    severities = {name: values["severity"] for name, values in table.get("rules", {}).items() if "severity" in values}
    return PathRules(tuple(table["paths"]), layer.folder, layer.here, tuple(table.get("ignore", ())), severities)


def _agreement(table: Mapping[str, Any], layer: Layer, number: int) -> Agreement:
    path: Path = ("contracts", number)
    terms = {key: value for key, value in table.items() if key not in ("name", "type")}
    places: dict[str, Pointer] = {}
    for key, value in terms.items():
        for text in value if isinstance(value, list) else (value,):
            places.setdefault(str(text), layer.at((*path, key, str(text))))
    return Agreement(table["name"], table["type"], terms, layer.at((*path, "name")), places)
