"""The garbage collector is off while very much is made that all stays, and on again afterwards."""

import gc
from pathlib import Path

import pytest

from sosgraph import composition, workspace
from sosgraph.analyses import cycles
from sosgraph.catalog import find
from sosgraph.workspace import Workspace, without_collector
from tests.running import run

FILE = "fixtures/architectures/webshop.yaml"


@pytest.fixture
def collecting() -> None:
    """Begin with the collector on."""
    assert gc.isenabled()


@pytest.mark.usefixtures("collecting")
def test_it_is_off_inside_and_on_again_after_a_fault() -> None:
    """However the block ends."""
    with pytest.raises(KeyError), without_collector():
        assert not gc.isenabled()
        raise KeyError
    assert gc.isenabled()


def test_who_has_switched_it_off_keeps_it_off() -> None:
    """A notebook may have its reasons."""
    gc.disable()
    try:
        with without_collector():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.usefixtures("collecting")
def test_it_is_off_while_documents_are_composed(monkeypatch: pytest.MonkeyPatch) -> None:
    """When a workspace reads them."""
    seen = []

    def watched(*given):  # type: ignore[no-untyped-def]
        seen.append(gc.isenabled())
        return composition.read_document(*given)

    monkeypatch.setattr(workspace, "read_document", watched)
    Workspace([FILE]).read()
    assert seen == [False] and gc.isenabled()


@pytest.mark.usefixtures("collecting")
def test_it_is_off_while_an_analysis_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """And on when its answer is written."""
    seen = []

    def answer(architecture, **given):  # type: ignore[no-untyped-def]
        seen.append(gc.isenabled())
        return ()

    monkeypatch.setattr(cycles, "ANALYSIS", type(find("analyses", "cycles"))("cycles", "x", answer))
    assert run("cycles", str(Path(FILE))).status == 0
    assert seen == [False] and gc.isenabled()
