"""Where a policy is said: the nearest file and those it extends, the environment, the command line."""

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from sosgraph.document import Document
from sosgraph.errors import BadCall
from sosgraph.frozen import replace
from sosgraph.policy import LONGEST, Policy
from sosgraph.workspace import roots_of

if TYPE_CHECKING:  # of the most runs there are none
    from sosgraph.policy.layer import Layer

POLICY_FILES = (".sosgraph.toml", "sosgraph.toml", "pyproject.toml")
"""The names of policies; where a folder has several, the first of these counts."""
_PREFIX = "SOSGRAPH_"
_TOLD = 3  # mistakes in a refusal
_LISTS = ("select", "ignore")


class Decided(NamedTuple):
    """A policy, and the layers that say it, the farthest first."""

    policy: Policy
    layers: tuple["Layer", ...] = ()


def decided(
    paths: Sequence[str], given: Mapping[str, Any] | None = None, config: str | None = None, isolated: bool = False
) -> Decided:
    """Return the policy for the files at `paths`: the command line over the environment over the file.

    `config` names the file, else `SOSGRAPH_CONFIG` does, else it is the nearest one above the first path. When `isolated`, the
    command line alone counts. Mistakes in files are findings of the policy; raises `BadCall` for those elsewhere, and for a
    file that is named and cannot be read.
    """
    if isolated and config is not None:
        raise BadCall("--isolated reads no policy, --config names one; leave one of them out")
    documents: dict[str, Document] = {}
    layers: list[Layer] = []
    if not isolated:
        file = config or os.environ.get(f"{_PREFIX}CONFIG") or _nearest(paths)
        layers += _written_in(file, paths, documents) if file is not None else []
        layers += _checked(_said_in_the_environment(), lambda path: f"{_PREFIX}{str(path[0]).upper().replace('-', '_')}")
    layers += _checked(given or {}, lambda path: f"--{path[0]}")
    if not layers:
        return Decided(Policy())
    from sosgraph.policy.layers import policy_of

    return Decided(replace(policy_of(layers), documents=documents), tuple(layers))


def _written_in(file: str, paths: Sequence[str], documents: dict[str, Document]) -> list["Layer"]:
    from sosgraph.extended_policies import layers_of_files

    return layers_of_files(file, roots_of(paths), documents)


def obeyed(decision: Decided) -> Policy:
    """Return the policy, for answers that show no findings: `BadCall` with the first mistakes where it has any."""
    policy = decision.policy
    places = [(each.at.document, policy.documents[each.at.document].span(each.at).start_line) for each in policy.mistakes]
    found = sorted(zip(places, (each.message for each in policy.mistakes), strict=True))
    _refuse([f"{name}:{line}: {words}" for (name, line), words in found])
    return policy


def _refuse(wrong: Sequence[str]) -> None:
    """Raise `BadCall` with the first mistakes where there are any."""
    if wrong:
        more = f"; and {len(wrong) - _TOLD:,} more" if len(wrong) > _TOLD else ""
        raise BadCall("; ".join(wrong[:_TOLD]) + more)


def _checked(content: Mapping[str, Any], origin: Any) -> Iterator["Layer"]:
    """Yield the layer of what is said in words; raises `BadCall` for the first mistakes."""
    if content:
        from sosgraph.policy.layer import Layer
        from sosgraph.policy.slips import without_slips

        _refuse([f"{origin(path)}: {words}" for path, words in without_slips(content)[1]])
        yield Layer(content, origin)


def _said_in_the_environment() -> dict[str, Any]:
    """Return what variables say; one that is empty says nothing."""
    said: dict[str, Any] = {}
    for key in ("fail-on", *_LISTS):
        text = os.environ.get(f"{_PREFIX}{key.upper().replace('-', '_')}", "")
        if text.strip():
            said[key] = words_of(text) if key in _LISTS else text.strip()
    return said


def words_of(text: str) -> list[str]:
    """Return the words between the commas of a text."""
    return [word.strip() for word in text.split(",") if word.strip()]


def _nearest(paths: Sequence[str]) -> str | None:
    """Return the path of the nearest file with a policy, from the folder of the first path upwards; None without one."""
    first = next((path for path in paths if path != "-"), ".")
    folder = os.path.abspath(first if os.path.isdir(first) else os.path.dirname(first) or ".")
    while True:
        for file_name in POLICY_FILES:
            path = os.path.join(folder, file_name)
            if os.path.isfile(path) and (file_name != POLICY_FILES[-1] or _speaks_of_us(path)):
                return path
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent


def _speaks_of_us(path: str) -> bool:
    """Tell whether a `pyproject.toml` holds a policy; a parser of TOML is loaded only where it may."""
    try:
        with open(path, "rb") as file:
            content = file.read(LONGEST)
    except OSError:
        return False
    if b"sosgraph" not in content:
        return False
    from sosgraph.policy.parsed import parsed

    try:
        tools = parsed(content.decode("utf-8")).get("tool")
        return isinstance(tools, dict) and "sosgraph" in tools
    except ValueError:
        return b"[tool.sosgraph" in content  # a mistake in it is said where it speaks of us
