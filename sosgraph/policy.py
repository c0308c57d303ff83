"""What a team decided: which rules run, how grave their findings are, their parameters and those of importers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sosgraph.errors import BadCall
from sosgraph.finding import Severity
from sosgraph.policy_slips import slips
from sosgraph.toml_lines import line_of

OFF = "off"
"""The severity of a rule that does not run."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Decisions; what is not decided is the default.

    `select` and `ignore` name rules (`*` is all of them). `rules` and `importers` hold parameters as written, by name.
    """

    fail_on: Severity = Severity.ERROR
    select: tuple[str, ...] = ("*",)
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    importers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def runs(self, rule: str) -> bool:
        """Tell whether a rule runs."""
        chosen = "*" in self.select or rule in self.select
        return chosen and rule not in self.ignore and "*" not in self.ignore and self.severities.get(rule) != OFF

    def severity(self, rule: str, default: Severity) -> Severity:
        """Return how grave the findings of a rule are."""
        return Severity(self.severities[rule]) if rule in self.severities else default


def parse_policy(name: str, text: str) -> Policy | None:
    """Return the policy written in the TOML file `name`; None where a `pyproject.toml` has no `[tool.sosgraph]`.

    Raises `BadCall` when it is not TOML, not a policy (`schemas/policy-v1.schema.json`), or names what there is not.
    """
    import tomllib

    try:
        content: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as mistake:
        raise BadCall(f"{name} is not TOML: {mistake}") from None
    root: tuple[str, ...] = ()
    if name.endswith("pyproject.toml"):
        root = ("tool", "sosgraph")
        content = content.get("tool", {}).get("sosgraph")
        if content is None:
            return None
    wrong = [f"{name}:{line_of(text, (*root, *path))}: {words}" for path, words in slips(content)]
    if wrong:
        raise BadCall("; ".join(wrong[:3]))
    rules = {rule: dict(values) for rule, values in content.get("rules", {}).items()}
    severities = {rule: values.pop("severity") for rule, values in rules.items() if "severity" in values}
    return Policy(
        fail_on=Severity(content.get("fail-on", "error")),
        select=tuple(content.get("select", ("*",))),
        ignore=tuple(content.get("ignore", ())),
        severities=severities,
        rules=rules,
        importers=content.get("importers", {}),
    )
