"""Architectures under overlays."""

from pathlib import Path

from sosgraph.model.architecture import Architecture
from sosgraph.overlays import Overlaid
from sosgraph.workspace import Workspace

ARCHITECTURES = Path(__file__).parents[2] / "fixtures" / "architectures"


def fixture(name: str) -> Architecture:
    """Return a shipped architecture."""
    return Workspace([str(ARCHITECTURES / f"{name}.yaml")]).load({}).architecture


def written(tmp_path: Path, text: str) -> Architecture:
    """Return the architecture that a text in our language describes."""
    (tmp_path / "s.yaml").write_text(text, "utf-8")
    return Workspace([str(tmp_path / "s.yaml")]).load({}).architecture


def words(over: Overlaid) -> dict[str, str]:
    """Return what the look of each marked component means, by its name without its system."""
    return {name.partition("/")[2]: mark.look.words for name, mark in over.components.items() if mark.look is not None}


def ways(over: Overlaid) -> set[str]:
    """Return the dependencies that are marked."""
    return {f"{one.partition('/')[2]} -> {other.partition('/')[2]}" for one, other in over.dependencies}
