"""The contracts of a policy held against an architecture."""

from collections.abc import Iterable, Iterator

from sosgraph import catalog
from sosgraph.contracts import Terms
from sosgraph.finding import BROKEN, Finding, Note
from sosgraph.frozen import replace
from sosgraph.model.architecture import Architecture
from sosgraph.parameter import arguments
from sosgraph.policy import Agreement
from sosgraph.source import Pointer

MOST_HOPS = 100_000
"""How many hops the findings of one contract show together; paths of thousands of hops by thousands of ways have no end."""


def breaches(architecture: Architecture, contracts: Iterable[Agreement]) -> Iterator[Finding]:
    """Yield a finding for each way in which a contract is broken, then those about names in it that mean nobody."""
    for agreement in contracts:
        contract = catalog.find("contracts", agreement.type)
        terms = Terms(architecture)
        hops = 0
        for finding in contract.check(terms, **arguments(agreement.type, contract.parameters, agreement.terms)):
            hops += len(finding.notes) + 1
            if hops > MOST_HOPS:
                message = f"contract {agreement.name!r} is broken in more ways than are shown; mend these, and look again"
                yield Finding(agreement.at, message, rule=BROKEN)
                break
            last = max((note.branch for note in finding.notes), default=0)
            stated = Note(agreement.at, f"the contract {agreement.name!r} forbids it", last)
            yield replace(finding, message=f"{agreement.name}: {finding.message}", notes=(*finding.notes, stated), rule=BROKEN)
        for written, why in terms.refused.items():
            yield Finding(_place(agreement, written), f"contract {agreement.name!r}: {why}", rule=BROKEN)


def _place(agreement: Agreement, written: str) -> Pointer:
    """Return where a text stands in a contract: alone, else in a longer one (`a | b`), else the contract's own place."""
    around = (place for text, place in agreement.places.items() if written in text)
    return agreement.places.get(written) or next(around, agreement.at)
