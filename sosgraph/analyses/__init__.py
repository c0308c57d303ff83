"""Questions: one file each, each binding `ANALYSIS`."""

from collections.abc import Callable

from sosgraph.frozen import dataclass
from sosgraph.parameter import Parameter
from sosgraph.table import Table


@dataclass(frozen=True, slots=True)
class Analysis:
    """A question: `answer(architecture, **parameters)` returns tables and raises `BadCall` for unknown names."""

    name: str
    summary: str
    answer: Callable[..., tuple[Table, ...]]
    parameters: tuple[Parameter, ...] = ()
