"""What is wrong in a policy: keys, values and names that there are not, in words for people, with the keys that lead there."""

from collections.abc import Iterator, Mapping
from typing import Any

from sosgraph import catalog
from sosgraph.errors import BadCall
from sosgraph.finding import BAD_INPUT, BESIDE_THE_RULES
from sosgraph.parameter import Parameter, arguments
from sosgraph.policy.pruning import pruned
from sosgraph.published_schemas import violations
from sosgraph.toml_lines import Path

Slip = tuple[Path, str]
"""The keys that lead to what is wrong, and what is wrong with it."""

_KINDS = {
    "array": 'a list, like ["dependency-cycle"]',
    "object": "a table, like [rules.dependency-cycle]",
    "string": "a text in quotes",
}
_TABLES = {"contracts": "[[contracts]]", "per-path": "[[per-path]]"}
_LONGEST = 60  # characters of a wrong value that are shown
_ABOUT_THE_CONTRACT = ("name", "type")


def without_slips(content: Any) -> tuple[Any, tuple[Slip, ...]]:
    """Return the parsed content of a policy file without what is wrong in it, and what that is.

    Names are looked up in what has the right shape. A table in a list that is wrong as a whole leaves None behind.
    """
    misshapen = tuple(dict.fromkeys(_misshapen(content)))  # the schema refuses each missing key, and all are told at once
    kept = pruned(content, (path for path, _ in misshapen))
    misnamed = tuple(_misnamed(kept))
    return pruned(kept, (path for path, _ in misnamed)), (*misshapen, *misnamed)


def _misshapen(content: Any) -> Iterator[Slip]:
    """Yield what the schema refuses; of names it knows the letters alone, and they are looked up later."""
    mistakes = violations("policy-v1", content)
    order = {path: number for number, path in enumerate(_written(content))} if mistakes else {}
    for mistake in sorted(mistakes, key=lambda each: order[tuple(each.absolute_path)]):
        path, word, value, asked = tuple(mistake.absolute_path), mistake.validator, mistake.instance, mistake.validator_value
        label = repr(next((step for step in reversed(path) if isinstance(step, str)), "the policy"))
        if word == "additionalProperties":
            known = tuple(mistake.schema["properties"])
            yield from (((*path, key), f"{key!r} is not known here{_instead(key, known)}") for key in value if key not in known)
        elif word == "enum":
            yield path, f"{label}: {_shown(value)} is not known here; write one of {', '.join(asked)}"
        elif word == "type":
            yield path, f"{label}: {_shown(value)} is of the wrong kind; write {_kind(path, str(asked))}"
        elif word == "required":
            missing = [key for key in asked if key not in value]
            listed = path and isinstance(path[-1], int)  # a contract: what else stands there is looked at all the same
            yield (*path, missing[0]) if listed else path, f"{label} {_lacks(missing)}"
        elif word in ("minItems", "minLength"):
            yield path, f"{label} is empty; write at least one, or leave it out"


def _written(content: Any) -> Iterator[Path]:
    """Yield the keys that lead to every value, in the order in which they are written, outer before inner."""
    pending: list[tuple[Path, Any]] = [((), content)]
    while pending:
        path, value = pending.pop()
        yield path
        inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        pending.extend(reversed([((*path, step), inner) for step, inner in inside]))


def _kind(path: Path, wanted: str) -> str:
    table = _TABLES.get(str(path[0])) if path and len(path) < 3 else None
    if table is not None:
        return f"tables, each under {table}"
    return _KINDS.get(wanted, "a text, a number, true, false, or a list of texts and numbers")


def _misnamed(content: Any) -> Iterator[Slip]:
    """Yield the names of rules, importers, contracts and parameters that there are not, and what nobody may decide."""
    yield from misnamed_rules(content)
    for name, values in content.get("rules", {}).items():
        found = tuple(_misnamed_rule(("rules", name), values))
        yield from found
        if not found:
            parameters = () if name in BESIDE_THE_RULES else catalog.find("rules", name).parameters
            given = {key: value for key, value in values.items() if key != "severity"}
            yield from _misset(("rules", name), name, parameters, given)
    for name, values in content.get("importers", {}).items():
        if name not in catalog.names("importers"):
            yield ("importers", name), f"{name!r} is not among the importers{_instead(name, catalog.names('importers'))}"
        else:
            yield from _misset(("importers", name), name, catalog.find("importers", name).parameters, values)
    for number, table in enumerate(content.get("per-path", ())):
        path: Path = ("per-path", number)
        if table is not None:
            yield from (((*path, *steps), words) for steps, words in misnamed_rules(table))
            for name, values in table.get("rules", {}).items():
                yield from _misnamed_rule((*path, "rules", name), values)
    yield from _misnamed_contracts(content.get("contracts", ()))


def misnamed_rules(content: Mapping[str, Any]) -> Iterator[Slip]:
    """Yield the names in `select` and `ignore` that are not among the rules, or that nobody may ignore."""
    known = _rules()
    for part in ("select", "ignore"):
        for name in content.get(part, ()):
            if name == BAD_INPUT and part == "ignore":
                yield (part, name), _untouchable()
            elif name != "*" and name not in known:
                whole = "; write whole names, or * alone for all rules" if "*" in name else _instead(name, known)
                yield (part, name), f"{name!r} is not among the rules{whole}"


def _misnamed_rule(path: Path, values: Mapping[str, Any]) -> Iterator[Slip]:
    name = str(path[-1])
    if name not in _rules():
        yield path, f"{name!r} is not among the rules{_instead(name, _rules())}"
    elif name == BAD_INPUT and "severity" in values:
        yield (*path, "severity"), _untouchable()


def _misnamed_contracts(contracts: Any) -> Iterator[Slip]:
    met = set()
    for number, written in enumerate(contracts):
        path: Path = ("contracts", number)
        name, type = (written.get(key) if written else None for key in _ABOUT_THE_CONTRACT)
        if name is not None and name in met:
            yield path, f"two contracts are called {name!r}; give each its own name"
        met.add(name)
        if type is None:
            continue  # what is wrong with it was said
        if type not in catalog.names("contracts"):
            known = catalog.names("contracts")
            yield (*path, "type"), f"{type!r} is no type of contract{_instead(type, known)}"
            continue
        contract = catalog.find("contracts", type)
        given = {key: value for key, value in written.items() if key not in _ABOUT_THE_CONTRACT}
        missing = [key for key in contract.needs if not given.get(key)]
        if missing:
            yield path, f"{'a contract' if name is None else repr(name)} of type {type} {_lacks(missing)}"
        yield from _misset(path, f"a contract of type {type}", contract.parameters, given)


def _misset(path: Path, owner: str, parameters: tuple[Parameter, ...], given: Mapping[str, Any]) -> Iterator[Slip]:
    for key, value in given.items():
        try:
            arguments(owner, parameters, {key: value})
        except BadCall as mistake:
            yield (*path, key), str(mistake)


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _lacks(missing: list[str]) -> str:
    return f"lacks {' and '.join(map(repr, missing))}; add {'it' if len(missing) == 1 else 'them'}"


def _rules() -> tuple[str, ...]:
    return (*BESIDE_THE_RULES, *catalog.names("rules"))


def _untouchable() -> str:
    return f"{BAD_INPUT!r} cannot be ignored or made less grave; take it out of the policy, and correct the files"


def _instead(word: str, known: tuple[str, ...]) -> str:
    return catalog.did_you_mean(word, known) or (f"; known are {', '.join(known)}" if len(known) < 10 else "")
