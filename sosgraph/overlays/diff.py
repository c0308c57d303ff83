"""What is added, removed, changed and worse than in another version."""

from collections.abc import Iterable

from sosgraph.diff.composites import composites_of
from sosgraph.diff.meaning import ADDED, REMOVED, Change, changes
from sosgraph.model.architecture import Architecture
from sosgraph.overlays import Gone, Look, Mark, Overlaid, Overlay
from sosgraph.quantity import counted

_NAME = "diff"
WORSE = Look(_NAME, "worse", 0, "pale-vermillion", "vermillion", sign="▼")
NEW = Look(_NAME, "added", 1, "pale-green", "green", sign="+")
LOST = Look(_NAME, "removed", 2, "floor", "faint", "quiet", "−", dashed=True)
OTHER = Look(_NAME, "changed", 3, "pale-blue", "sky", sign="~")


def overlaid(architecture: Architecture, of: Architecture) -> Overlaid:
    """Return what `architecture` has that `of`, its base, has not, and the other way round; and what reaches less, or promises.

    Names tell what is the same; nothing counts as renamed.
    """
    found = changes(of, architecture, architecture.label)
    edited = {change.of for change in found if change.what != "dependency" and change.kind not in (ADDED, REMOVED)}
    lower = {each.name: each for each in composites_of(of, architecture).changed if each.lower or each.breaks}
    boxes = {
        name: Mark(WORSE, f"{each.before} → {each.after}{', itself changed' if name in edited else ''}")
        for name, each in lower.items()
        if name in architecture.components
    }
    arrows = {}
    gone, gone_arrows = [], []
    for change in found:
        if change.what == "dependency":
            arrows[change.of, change.callee] = Mark(_look(change))
            gone_arrows += [(change.of, change.callee)] if change.kind == REMOVED else []
        elif change.what == "component" and change.kind == REMOVED:
            gone.append(Gone(change.of, of.components[change.of].system))
            boxes[change.of] = Mark(LOST)
        if change.of in architecture.components:
            boxes.setdefault(change.of, Mark(NEW if change.what == "component" and change.kind == ADDED else OTHER))
    return Overlaid(
        _answer(found, len(lower)), boxes, arrows, gone=tuple(gone), gone_dependencies=tuple(gone_arrows) + _of_gone(of, gone)
    )


def _look(change: Change) -> Look:
    return {ADDED: NEW, REMOVED: LOST}.get(change.kind, OTHER)


def _of_gone(of: Architecture, gone: Iterable[Gone]) -> tuple[tuple[str, str], ...]:
    """Return the dependencies of the components that are gone."""
    lost = {each.name for each in gone}
    return tuple(dict.fromkeys((one.name, need.callee) for one, need, _ in of.dependencies() if one.name in lost))


def _answer(found: Iterable[Change], worse: int) -> str:
    kinds = [change.kind for change in found]
    if not kinds:
        return "nothing changed in meaning"
    other = len(kinds) - kinds.count(ADDED) - kinds.count(REMOVED)
    down = f"; {counted(worse, 'component')} worse" if worse else "; nothing reaches less"
    return f"{kinds.count(ADDED)} added, {kinds.count(REMOVED)} removed, {counted(other, 'other change')}{down}"


OVERLAY = Overlay(
    name=_NAME, summary="what is added, removed and worse than in another version (diff=REF)", overlaid=overlaid, takes="version"
)
