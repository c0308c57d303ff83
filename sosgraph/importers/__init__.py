"""Foreign tongues: one file (or package) a format, each binding `IMPORTER`."""

from collections.abc import Callable, Iterable

from sosgraph.description.parts import Description
from sosgraph.document import Document
from sosgraph.frozen import dataclass
from sosgraph.parameter import Parameter

Neighbour = Callable[[str], Document]
"""Return the document of another file, by its path relative to the working directory, as written from the first one.

Raises `ReadRefused` when it lies outside the given roots or cannot be read. What is read this way is remembered with
the other documents of the run, so that findings may point into it. It need not be YAML (`.env` is not): the importer
reports on its first document what is wrong in those it reads as YAML, and of the others nothing is reported.
"""


@dataclass(frozen=True, slots=True)
class Importer:
    """A format of architecture files.

    `recognises(document)` tells by its content (or name) whether the document is of this format; it must be cheap.
    `read(document, neighbour, **parameters)` returns what the document says, one description a system. Mistakes are
    reported on the document, never raised; places are pointers into it.
    """

    name: str
    summary: str
    recognises: Callable[[Document], bool]
    read: Callable[..., Iterable[Description]]
    parameters: tuple[Parameter, ...] = ()
