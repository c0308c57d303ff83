"""What a notebook sees."""

import subprocess
import sys

import pytest

import sosgraph
from sosgraph.errors import BadCall, NothingReadable

SHOP = ("fixtures/architectures/shop.yaml", "fixtures/architectures/platform.yaml")


def test_every_public_name_is_there() -> None:
    """What `__all__` promises can be had."""
    for name in sosgraph.__all__:
        assert getattr(sosgraph, name) is not None


def test_an_unknown_name_is_an_attribute_error() -> None:
    """The lazy module behaves like any other."""
    with pytest.raises(AttributeError, match="nonsense"):
        _ = sosgraph.nonsense  # type: ignore[attr-defined]


def test_the_graph_goes_to_networkx_and_igraph() -> None:
    """A notebook gets both, with the names of the components."""
    graph = sosgraph.network(sosgraph.architecture(*SHOP))
    assert graph.to_networkx().has_edge("shop/checkout", "shop/ledger")
    assert "platform/dns" in graph.to_igraph().vs["name"]


def test_a_mistake_is_raised_with_its_line(tmp_path) -> None:
    """Strict reading names file and line; otherwise reading goes on."""
    path = tmp_path / "broken.yaml"
    path.write_text("components:\n  web: {slo: 99.9}\n")
    with pytest.raises(BadCall, match=r"broken\.yaml:2: .*99\.9%"):
        sosgraph.architecture(str(path))
    assert list(sosgraph.architecture(str(path), strict=False).components) == ["broken/web"]


def test_importing_the_package_loads_no_shelf() -> None:
    """`import sosgraph` is free."""
    code = "import sys, sosgraph; print(sorted(name for name in sys.modules if name.startswith('sosgraph')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['sosgraph']"


def test_a_folder_without_architectures_is_nothing_readable(tmp_path) -> None:
    """As on the command line."""
    (tmp_path / "values.yaml").write_text("image: {tag: 1}\n")
    with pytest.raises(NothingReadable, match="of no format known here"):
        sosgraph.architecture(str(tmp_path))
