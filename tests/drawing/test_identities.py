"""What boxes are called in files for other programs."""

from hypothesis import given

from sosgraph.drawing.identities import identities
from sosgraph.drawing.scene_of import scene
from sosgraph.model.architecture import Architecture
from tests.strategies import architectures


@given(architectures(hostile=True))
def test_every_box_has_its_own(architecture: Architecture) -> None:
    """On one line, and no two are the same."""
    picture = scene(architecture)
    ids = identities(picture)
    assert list(ids) == list(picture.names()) and len(set(ids.values())) == len(ids)
    assert all(line and line == " ".join(line.split()) for line in ids.values())
