"""What is wrong in a policy: keys, values and names that there are not, in words for people, with the keys that lead there."""

from collections.abc import Iterator
from typing import Any

from sosgraph import catalog
from sosgraph.errors import BadCall
from sosgraph.finding import BAD_INPUT, BESIDE_THE_RULES
from sosgraph.parameter import Parameter, arguments
from sosgraph.published_schemas import violations

Slip = tuple[tuple[str, ...], str]
"""The keys that lead to what is wrong, and what is wrong with it."""

_KINDS = {
    "array": 'a list, like ["dependency-cycle"]',
    "object": "a table, like [rules.dependency-cycle]",
    "string": "a text in quotes",
}


def slips(content: Any) -> tuple[Slip, ...]:
    """Return what is wrong in the parsed content of a policy file; names are looked up only where its shape is right."""
    return tuple(_misshapen(content)) or tuple(_misnamed(content))


def _misshapen(content: Any) -> Iterator[Slip]:
    """Yield what the schema refuses; of names it knows the letters alone, and they are looked up later."""
    for violation in violations("policy-v1", content):
        path = tuple(step for step in violation.absolute_path if isinstance(step, str))
        label = repr(path[-1]) if path else "the policy"
        if violation.validator == "additionalProperties":
            known = tuple(violation.schema["properties"])
            for key in violation.instance:
                if key not in known:
                    yield (*path, key), f"{key!r} is not known here{_instead(key, known)}"
        elif violation.validator == "enum":
            yield path, f"{label}: {violation.instance!r} is not known here; write one of {', '.join(violation.validator_value)}"
        elif violation.validator == "type":
            kind = _KINDS.get(str(violation.validator_value), "a text, a number, true, false, or a list of texts and numbers")
            yield path, f"{label}: {violation.instance!r} is of the wrong kind; write {kind}"


def _misnamed(content: Any) -> Iterator[Slip]:
    """Yield the names of rules, importers and parameters that there are not, and what nobody may decide."""
    known = (*BESIDE_THE_RULES, *catalog.names("rules"))
    for part in ("select", "ignore"):
        for name in content.get(part, ()):
            if name == BAD_INPUT and part == "ignore":
                yield (part, name), _untouchable()
            elif name != "*" and name not in known:
                whole = "; write whole names, or * alone for all rules" if "*" in name else _instead(name, known)
                yield (part, name), f"{name!r} is not among the rules{whole}"
    for name, values in content.get("rules", {}).items():
        if name not in known:
            yield ("rules", name), f"{name!r} is not among the rules{_instead(name, known)}"
        elif name == BAD_INPUT and "severity" in values:
            yield ("rules", name, "severity"), _untouchable()
        else:
            parameters = () if name in BESIDE_THE_RULES else catalog.find("rules", name).parameters
            given = {key: value for key, value in values.items() if key != "severity"}
            yield from _misset(("rules", name), parameters, given)
    for name, values in content.get("importers", {}).items():
        if name not in catalog.names("importers"):
            yield ("importers", name), f"{name!r} is not among the importers{_instead(name, catalog.names('importers'))}"
        else:
            yield from _misset(("importers", name), catalog.find("importers", name).parameters, values)


def _misset(path: tuple[str, str], parameters: tuple[Parameter, ...], given: dict[str, Any]) -> Iterator[Slip]:
    for key, value in given.items():
        try:
            arguments(path[-1], parameters, {key: value})
        except BadCall as mistake:
            yield (*path, key), str(mistake)


def _untouchable() -> str:
    return f"{BAD_INPUT!r} cannot be ignored or made less grave; take it out of the policy, and correct the files"


def _instead(word: str, known: tuple[str, ...]) -> str:
    return catalog.did_you_mean(word, known) or (f"; known are {', '.join(known)}" if len(known) < 10 else "")
