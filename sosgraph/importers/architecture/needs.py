"""What a component needs: references, dependencies with detail, and groups of them."""

from collections.abc import Callable
from typing import Any

from sosgraph.catalog import did_you_mean
from sosgraph.description.parts import DependencyDescription, FallbackDescription, GroupDescription, NeedDescription
from sosgraph.document import Node
from sosgraph.importers.architecture.words import failure_mode, jitter, name, reference
from sosgraph.model.dependency import DEADLINES, FILLS, KINDS, PHASES, Breaker, Cache, Retry
from sosgraph.quantity import (
    OneOf,
    Ratio,
    parse_count,
    parse_date,
    parse_duration,
    parse_flag,
    parse_multiple,
    parse_number,
    parse_ratio,
)

_SCALARS: dict[str, Callable[[str], Any]] = {
    "on": reference,
    "kind": OneOf(KINDS),
    "calls": parse_number,
    "probability": parse_ratio,
    "failure_mode": failure_mode,
    "timeout": parse_duration,
    "tolerance": parse_duration,
    "warm_up": parse_number,
    "deadline": OneOf(DEADLINES),
    "throttle": parse_multiple,
}
_OR_SOFT = {**_SCALARS, "soft": parse_flag}
_DETAILS = (*_SCALARS, "phase", "retry", "breaker", "cache", "hedge", "fallback")
_HARD = {
    "placement": {"soft": "is not for what it runs on; leave it out"},
    "call": {"soft": "is not for members of a group; leave it out"},
}
_GROUPS = ("any_of", "all_of", "at_least")
_LIKE_ON = ("to", "component", "name", "service", "callee", "target", "ref")
_CERTAIN = Ratio(1.0, 0.0)


def needs(node: Node) -> tuple[NeedDescription, ...]:
    """Return what `depends_on` holds: one need, or a list of them."""
    return _held(node, "call", True)


def placements(node: Node) -> tuple[NeedDescription, ...]:
    """Return what `runs_on` holds: one need, or a list of them, of kind placement."""
    return _held(node, "placement", False)


def _held(node: Node, kind: str, may_be_soft: bool) -> tuple[NeedDescription, ...]:
    elements = node.elements() if node.kind == "list" else [node]
    return tuple([need for element in elements if (need := _need(element, kind, may_be_soft)) is not None])


def _need(node: Node, kind: str, may_be_soft: bool) -> NeedDescription | None:
    written = node.fields()
    if "on" in written and written.keys().isdisjoint(_GROUPS):
        return _dependency(node, kind, may_be_soft)
    if node.kind == "text":
        callee = node.read(reference, None)
        values = {"kind": kind} if kind != "call" else {}
        return None if callee is None else DependencyDescription(callee, node.at, values, runs=True)
    if not node.mapping():
        return None
    word = next((word for word in _GROUPS if word in written), "at_least" if "of" in written else None)
    if word is None:
        _misses_callee(node)
        return None
    return _group(node, word, kind)


def _group(node: Node, word: str, kind: str) -> GroupDescription | None:
    members = "of" if word == "at_least" else word
    refused = dict.fromkeys(_DETAILS, "is for a single dependency; write it in a member of the group")
    refused |= dict.fromkeys((*_GROUPS, "of"), f"stands beside {word!r}; keep one, or nest one group in the other")
    node.only(*dict.fromkeys((word, members)), refused=refused | {"soft": "is not for groups; leave it out"})
    need = node.required(word).read(parse_count, None) if word == "at_least" else 1 if word == "any_of" else None
    among = tuple(found for element in node.required(members).elements() if (found := _need(element, kind, False)) is not None)
    if node[members].kind == "list" and not node[members].raw.value:
        node[members].mistake(f"{members!r} is empty; list at least one component")
    wrong = not among or (word == "at_least" and need is None)
    return None if wrong else GroupDescription(need, among, node.at)


def _dependency(node: Node, kind: str, may_be_soft: bool) -> DependencyDescription | None:
    values = node.values(_OR_SOFT, _READERS) if may_be_soft else node.values(_SCALARS, _READERS, refused=_HARD[kind])
    callee, soft = values.pop("on", None), values.pop("soft", None)
    if kind != "call":
        values.setdefault("kind", kind)
    return None if callee is None else DependencyDescription(callee, node.at, values, soft, runs=not values and soft is None)


def _misses_callee(node: Node) -> None:
    """Report a dependency that does not say `on`, at what was meant so where there is such a thing."""
    strange = [key for key in node.fields() if key not in (*_DETAILS, "soft") and not key.startswith("x-")]
    if len(strange) != 1:
        node.mistake("a dependency without 'on'; name the component that it needs, or any_of, all_of, at_least with a list")
        return
    key, value = strange[0], node[strange[0]]
    near = did_you_mean(key, _GROUPS) if value.kind == "list" else ""
    if value.text and (key in _LIKE_ON or did_you_mean(key, ("on",))):
        cure = f"; write 'on: {value.text}'"
    else:
        cure = near or f"; write 'on: {key}'" + (" and, beside it, what is said of it" if value.kind == "mapping" else "")
    node.document.report(value.key_at, f"{key!r} is not known here{cure}")


def _phases(node: Node) -> tuple[str, ...] | None:
    elements = list(node.elements()) if node.kind == "list" else [node]
    if not elements:
        node.mistake("'phase' is empty; list at least one of " + ", ".join(PHASES))
    phases = [element.read(OneOf(PHASES), "") for element in elements]
    return tuple(phase for phase in PHASES if phase in phases) or None


def _retry(node: Node) -> Retry | None:
    if not node.mapping():
        return None
    node.only("attempts", "backoff", "multiplier", "jitter", "budget")
    attempts = node.required("attempts").read(parse_count, 1)
    return Retry(
        attempts,
        node["backoff"].read(parse_duration, 0.0),
        node["multiplier"].read(parse_number, 1.0),
        node["jitter"].read(jitter, "none"),
        node["budget"].read(parse_ratio, None),
    )


def _breaker(node: Node) -> Breaker | None:
    if not node.mapping():
        return None
    node.only("errors", "window", "sleep", "scope")
    errors = node.required("errors").read(parse_ratio, None)
    window_s = node.required("window").read(parse_duration, None)
    sleep_s = node.required("sleep").read(parse_duration, None)
    scope = node["scope"].read(name, None)
    return None if errors is None or window_s is None or sleep_s is None else Breaker(errors, window_s, sleep_s, scope)


def _cache(node: Node) -> Cache | None:
    if not node.mapping():
        return None
    node.only("hit_rate", "fill", "entries")
    hit_rate = node.required("hit_rate").read(parse_ratio, None)
    fill, entries = node["fill"].read(OneOf(FILLS), FILLS[0]), node["entries"].read(parse_count, None)
    return None if hit_rate is None else Cache(hit_rate, fill, entries)


def _hedge(node: Node) -> float | None:
    """Return after how many seconds a second copy of a call is sent."""
    if not node.mapping():
        return None
    node.only("after")
    after_s: float | None = node.required("after").read(parse_duration, None)
    return after_s


def _fallback(node: Node) -> FallbackDescription | None:
    if node.kind == "text":
        to = node.read(reference, None)
        return None if to is None else FallbackDescription(to, node.at, _CERTAIN)
    if not node.mapping():
        return None
    node.only("to", "coverage", "exercised")
    to = node.required("to").read(reference, None)
    coverage, exercised = node["coverage"].read(parse_ratio, _CERTAIN), node["exercised"].read(parse_date, None)
    return None if to is None else FallbackDescription(to, node.at, coverage, exercised)


_READERS: dict[str, Callable[[Node], Any]] = {
    "phase": _phases,
    "retry": _retry,
    "breaker": _breaker,
    "cache": _cache,
    "hedge": _hedge,
    "fallback": _fallback,
}
