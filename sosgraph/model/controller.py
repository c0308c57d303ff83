"""Who changes the running system, and which influences close into loops."""

from sosgraph.frozen import dataclass, field
from sosgraph.model.slo import NOWHERE
from sosgraph.quantity import Ratio
from sosgraph.source import Pointer


@dataclass(frozen=True, slots=True)
class Controller:
    """Senses variables (`component.signal`) and acts on others, `lag_s` later, within [`minimum`, `maximum`].

    It holds what it senses at `target`: the utilisation, where that is the share of servers at work.
    """

    name: str
    senses: tuple[str, ...]
    acts: tuple[str, ...]
    lag_s: float | None = None
    minimum: float | None = None
    maximum: float | None = None
    needs: tuple[str, ...] = ()
    target: Ratio | None = None
    at: Pointer = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Feedback:
    """An influence without availability semantics; `sign` is +1 (reinforcing) or -1 (balancing), None when unknown."""

    source: str
    target: str
    sign: int | None = None
    delay_s: float | None = None
    through: str | None = None
    at: Pointer = field(default=NOWHERE, compare=False)
