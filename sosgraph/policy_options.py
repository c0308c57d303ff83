"""The options of commands that judge: which policy holds, and what the command line says over it."""

from collections.abc import Mapping, Sequence
from typing import Any

import click

from sosgraph import catalog
from sosgraph.finding import BESIDE_THE_RULES
from sosgraph.invocation import CONFIG, Word
from sosgraph.policy_files import Decided, decided, words_of

_RULES = Word(lambda: (*BESIDE_THE_RULES, *catalog.names("rules")))
SELECT = click.Option(
    ["--select"],
    metavar="RULE,…",
    multiple=True,
    type=_RULES,
    help="Run these rules alone, whatever the policy ignores (may be repeated).",
)
IGNORE = click.Option(
    ["--ignore"], metavar="RULE,…", multiple=True, type=_RULES, help="Do not run these rules either (may be repeated)."
)
ISOLATED = click.Option(
    ["--isolated"], is_flag=True, help="Read no policy and no SOSGRAPH_* variable: the command line alone counts."
)
SETTINGS = (CONFIG, SELECT, IGNORE, ISOLATED)
"""The options that `decided_by` reads."""


def decided_by(paths: Sequence[str], given: Mapping[str, Any], fail_on: str | None = None) -> Decided:
    """Return what holds for the files at `paths` under the values `given` for `SETTINGS`, by their names."""
    said: dict[str, Any] = {"fail-on": fail_on} if fail_on is not None else {}
    for name in ("select", "ignore"):
        words = [word for text in given[name] for word in words_of(text)]
        if words:
            said[name] = words
    return decided(paths, said, given["config"], given["isolated"])
