"""What is drafted is what is made otherwise, only sooner."""

from dataclasses import FrozenInstanceError

import pytest

from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.model.drafting import drafted
from sosgraph.source import Pointer

AT = Pointer("a.csv", (3,))


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (Dependency, {"callee": "shop/db", "at": AT}),
        (Dependency, {"callee": "shop/db", "phases": ("start",), "calls": 2.0, "at": AT}),
        (Component, {"name": "shop/web", "system": "shop", "requires": (Dependency("shop/db"),), "at": AT}),
        (Component, {"name": "shop/web", "system": "shop"}),
    ],
)
def test_it_is_the_same_value_of_the_same_kind(kind: type, values: dict[str, object]) -> None:
    """Equal, with equal places, and as closed as the other."""
    quick, plain = drafted(kind)(**values), kind(**values)
    assert type(quick) is kind and quick == plain and repr(quick) == repr(plain) and hash(quick.at) == hash(plain.at)
    with pytest.raises(FrozenInstanceError):
        quick.at = AT


def test_what_is_missing_is_missed() -> None:
    """As by the constructor itself."""
    with pytest.raises(TypeError):
        drafted(Dependency)()
