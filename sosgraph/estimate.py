"""A number that says how it was obtained and under which assumptions."""

from enum import Enum

from sosgraph.frozen import dataclass
from sosgraph.quantity import format_percent


class Certificate(Enum):
    """How a number was obtained."""

    EXACT = "exact"
    BOUNDS = "bounds"
    SAMPLED = "sampled"


@dataclass(frozen=True, slots=True)
class Estimate:
    """An availability, kept as unavailability in [0, 1] so that nine nines survive.

    `exact`: both ends are the value. `bounds`: the value lies between them for certain. `sampled`: it does with the
    probability `confidence`, by so many `trials` drawn from `seed`, from which the same ends can be drawn again.
    `upper_bound` says that own parts without a number were taken as perfect, so that the true availability can only be lower;
    `doubtful` that this may make it higher or lower, since something has to fail for something else to hold.
    """

    unavailability_low: float
    unavailability_high: float
    certificate: Certificate = Certificate.EXACT
    upper_bound: bool = False
    assumptions: tuple[str, ...] = ()
    trials: int = 0
    seed: int = 0
    confidence: float = 1.0
    doubtful: bool = False

    @property
    def how(self) -> str:
        """How the number was obtained, in words."""
        if self.certificate is not Certificate.SAMPLED:
            return str(self.certificate.value)
        return f"sampled: {self.trials:,} trials of seed {self.seed}, {100 * self.confidence:g} % confidence"

    @property
    def upper(self) -> float:
        """The highest availability that the estimate allows."""
        return 1 - self.unavailability_low

    @property
    def lower(self) -> float:
        """The lowest availability that the estimate allows."""
        return 1 - self.unavailability_high

    def __str__(self) -> str:
        """Return the availability in percent, a range where it is one, `≤` for an upper bound, `≈` in doubt; says if sampled."""
        low, high = format_percent(self.unavailability_high), format_percent(self.unavailability_low)
        sign = "≤ " if self.upper_bound else "≈ " if self.doubtful else ""
        if self.certificate is Certificate.EXACT:
            return f"{sign}{high}"
        return f"{sign}{low} … {high}{' (sampled)' if self.certificate is Certificate.SAMPLED else ''}"
