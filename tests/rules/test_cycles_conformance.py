"""The rules of circles on real files: nothing is said that is not so."""

from collections import Counter
from pathlib import Path

import pytest

from sosgraph import catalog
from sosgraph.errors import NothingReadable
from sosgraph.notebook import architecture
from tests.start_systems import never_up

DATA = Path(__file__).parents[3] / "shared" / "data" / "realworld"
CIRCLES = tuple(name for name in catalog.names("rules") if name.endswith("-cycle") or name == "cold-start-deadlock")


@pytest.mark.conformance
@pytest.mark.parametrize("corpus", ["compose", "compose-bulk", "backstage"])
def test_real_files_have_no_circles_but_those_of_needs(corpus: str) -> None:
    """Compose refuses circles of `depends_on`, so everything starts; nobody has written what repairs, watches or configures."""
    if not (DATA / corpus).is_dir():
        pytest.skip("the real files are not here")
    said: Counter[str] = Counter()
    for path in sorted((DATA / corpus).rglob("*.y*ml")):
        try:
            described = architecture(str(path), strict=False)
        except NothingReadable:
            continue
        assert never_up(described) == set()
        said.update(rule for rule in CIRCLES for _ in catalog.find("rules", rule).check(described))
    assert said == ({"dependency-cycle": 4} if corpus == "compose-bulk" else {})
