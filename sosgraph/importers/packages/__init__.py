"""Lists of packages: a table of what each needs, and Debian's `Packages` files (`docs/importers/packages.md`)."""

import re
from collections.abc import Iterable, Iterator

from sosgraph.description.parts import Description
from sosgraph.document import Document
from sosgraph.escaping import system_name
from sosgraph.importers import Importer, Neighbour
from sosgraph.importers.packages.control import Control
from sosgraph.importers.packages.table import Table
from sosgraph.source import Pointer

_TABLE = re.compile(r'\s*(?:#[^\n]*\n\s*)*+"?(?i:package)"?,').match
_STANZAS = re.compile(r"\s*(?:#[^\n]*\n\s*)*+Package:[ \t]").match


def recognises(document: Document) -> bool:
    """Tell whether the document is a list of packages: no YAML, and it begins with `package,` or with `Package:`."""
    return not document.roots and bool(_TABLE(document.text) or _STANZAS(document.text))


def read(document: Document, neighbour: Neighbour) -> Iterable[Description]:
    """Return one system, called like the file; its components are finished, since they only name one another."""
    system = system_name(document.name)
    is_table = _TABLE(document.text) is not None
    reader = Table(document, system) if is_table else Control(document, system)
    reader.read()
    components = reader.roster.components(system, external=not is_table)
    if not components:
        if not document.findings:
            document.report(_beginning(document), "no package stands here; write one in each row, or in each stanza")
        return ()
    assumptions = tuple(_assumptions(reader, len(reader.roster.strangers())))
    return (Description(system, _beginning(document), assumptions=assumptions, finished=components),)


def _assumptions(reader: Table | Control, strangers: int) -> Iterator[str]:
    """Yield what was taken for granted, each with how often: ten thousand packages of another file are one sentence."""
    if strangers and isinstance(reader, Table):
        yield f"packages: {strangers:,} of them have no row of their own and are taken to need nothing"
    elif strangers:
        yield f"packages: {strangers:,} are named but not described; they are taken as external, their numbers as unknown"
    if isinstance(reader, Control) and reader.repeated:
        yield f"packages: {reader.repeated:,} are described again, for another version or architecture; the first one counts"


def _beginning(document: Document) -> Pointer:
    return Pointer(document.name, (1,))


IMPORTER = Importer(
    name="packages",
    summary="lists of packages: a table of what each needs with its alternatives, and Debian's Packages files",
    recognises=recognises,
    read=read,
)
