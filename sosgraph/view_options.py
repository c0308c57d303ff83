"""The words of `sosgraph render` about what is drawn, and the view that they mean."""

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click

from sosgraph import catalog
from sosgraph.errors import BadCall
from sosgraph.invocation import Word
from sosgraph.model.architecture import Architecture
from sosgraph.policy import Policy
from sosgraph.revision import Repository, Revision
from sosgraph.selection import selected_component, selected_components
from sosgraph.view import COLLAPSES, THEMES, Shown, View
from sosgraph.workspace import Workspace, run

_COLUMNS = 10_000  # dependencies that --depth may count


def _names(option: str, help: str) -> click.Option:
    return click.Option([f"--{option}"], multiple=True, metavar="NAME", help=f"{help} (may be repeated).")


VIEW: tuple[click.Option, ...] = (
    click.Option(
        ["--show"],
        multiple=True,
        metavar="OVERLAY[=OF]",
        type=Word(lambda: catalog.names("overlays")),
        help="Mark what an overlay says, instead of numbers, cycles and shared-dependencies (may be repeated, or with commas).",
    ),
    _names("focus", "Only this component, system or pattern like pay-*, what it needs and what needs it"),
    click.Option(
        ["--depth"],
        type=click.IntRange(0, _COLUMNS),
        show_default=str(View().depth),
        help="How many dependencies around the focus are drawn.",
    ),
    _names("reaches", "Only this and everything that needs it, directly or through others"),
    _names("include", "Only these components, systems or patterns"),
    _names("exclude", "Without these"),
    _names("highlight", "Mark these"),
    click.Option(["--collapse"], type=click.Choice(COLLAPSES), help="One box for each."),
    click.Option(["--most"], type=click.IntRange(min=1), metavar="N", help="Fold what is more than N boxes."),
    click.Option(
        ["--theme"], type=click.Choice(THEMES), help="Light or dark; else an SVG is as its reader has it, the rest light."
    ),
)


def viewed(architecture: Architecture, paths: Sequence[str], policy: Policy, words: Mapping[str, Any]) -> View:
    """Return the view that the words of a command line mean.

    Raises `BadCall` for unknown names, with the nearest ones, and for a depth of nothing.
    """
    if words["depth"] is not None and not words["focus"]:
        raise BadCall("--depth is the depth of a focus; say of which with --focus NAME")
    shown = tuple(_shown(architecture, word, paths, policy) for word in _separated(words["show"]))
    return View(
        show=shown or View().show,
        focus=_components(architecture, words["focus"]),
        depth=View().depth if words["depth"] is None else words["depth"],
        reaches=_components(architecture, words["reaches"]),
        include=_components(architecture, words["include"]),
        exclude=_components(architecture, words["exclude"]) or (),
        highlight=_components(architecture, words["highlight"]) or (),
        collapse=words["collapse"] or "",
        most=words["most"],
        theme=words["theme"] or "light",
    )


def _components(architecture: Architecture, given: Sequence[str]) -> tuple[str, ...] | None:
    return selected_components(architecture, given) if given else None


def _separated(given: Iterable[str]) -> list[str]:
    return [word for each in given for word in each.split(",") if word]


def _shown(architecture: Architecture, word: str, paths: Sequence[str], policy: Policy) -> Shown:
    name, says, of = word.partition("=")
    overlay = catalog.find("overlays", name)
    if overlay.takes and not of:
        example = {"component": "NAME", "version": "REF"}[overlay.takes]
        raise BadCall(f"{name}: of which {overlay.takes}? write --show {name}={example}")
    if says and not overlay.takes:
        raise BadCall(f"{name} is of nothing, so that {says}{of} means nothing here; write --show {name}")
    if overlay.takes == "component":
        return Shown(name, selected_component(architecture, of))
    return Shown(name, _version(of, paths, policy) if overlay.takes == "version" else None)


def _version(of: str, paths: Sequence[str], policy: Policy) -> Architecture:
    """Return the architecture in a folder or file, where there is one of that name, else of the same paths in a commit."""
    if os.path.lexists(of):
        return Workspace([of]).load(policy.importers).architecture
    return Revision(Repository(run), of, paths).load(policy.importers).architecture
