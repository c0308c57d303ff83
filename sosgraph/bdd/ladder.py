"""The ladder: exact where a diagram fits, else certain bounds, else, where these are wide, samples; it never hangs."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sosgraph.bdd.kernel import COMPILED
from sosgraph.bdd.probability import Interval, failure_probabilities, settled
from sosgraph.equations import Equations, Gate, part_below, support

if TYPE_CHECKING:  # loaded where needed: most systems are exact
    from sosgraph.bdd.sampling import Sample

CONFIDENCE = 0.99
NODES = 200_000 if COMPILED else 50_000
_ALL_NODES = 12_000_000 if COMPILED else 1_500_000  # for few numbers each may have more; ten seconds
WIDTH = 0.01  # of an interval, relative to its upper end: the aim of sampling, and what need not be sampled
OUTGREW = "the exact diagram outgrew its limit"
LATE = "the time allowed ran out"
TRIALS = 1 << 22
_WORK = 1 << 31  # trials times numbers that they pass through: a second or two
_UNIONS = 300_000  # of small cut sets, for a number of a system that negates
_MOST_JOINED = 50_000  # nodes for the union of these


class Answer(NamedTuple):
    """The probability that a number is false lies in [`lower`, `upper`].

    `certificate`: `exact`: both ends are the value; `bounds`: for certain; `sampled`: with `confidence`, by `trials` of
    `seed`. `reason` says why it is not exact.
    """

    lower: float
    upper: float
    certificate: str
    reason: str = ""
    trials: int = 0
    seed: int = 0
    confidence: float = 1.0


def answers(
    equations: Equations,
    failure: Sequence[float],
    wanted: Sequence[int],
    *,
    node_limit: int | None = None,
    seed: int = 1,
    width: float = WIDTH,
    confidence: float = CONFIDENCE,
    trials: int = TRIALS,
    sampling: bool = True,
    interrupted: Callable[[], bool] = bool,
) -> list[Answer]:
    """Return for every number in `wanted` the probability that it is false, in that order, by the best step that it takes.

    Variable i is false with probability `failure[i]`, independently. No diagram has more than `node_limit` nodes (None: the
    fewer numbers, the more). Where `sampling`, intervals wider than `width`
    times their upper end are sampled, all by the same at most `trials`, fewer for a large system. The same arguments give
    the same answers, unless `interrupted`. Raises `ValueError` as `failure_probabilities`, and for a negated argument on a cycle.
    """
    if node_limit is None:
        node_limit = max(NODES, _ALL_NODES // max(len(wanted), 1))
    if equations.coherent:
        intervals = failure_probabilities(equations, failure, wanted, node_limit, interrupted)
    else:
        intervals = [_despite_negation(equations, failure, number, node_limit, interrupted) for number in wanted]
    reason = LATE if interrupted() else OUTGREW
    found = {
        number: Answer(*interval[:2], "exact") if interval.exact else Answer(*interval[:2], "bounds", reason)
        for number, interval in zip(wanted, intervals, strict=True)
    }
    wide = [number for number, answer in found.items() if answer.upper - answer.lower > width * answer.upper]
    if wide and sampling:
        from sosgraph.bdd.sampling import sampled

        system, roots, known = _beyond_single_failures(equations, failure, wide)
        most = min(trials, _WORK // len(support(system, roots)))
        samples = sampled(
            system, failure, roots, known=known, seed=seed, most=most, width=width, confidence=confidence, interrupted=interrupted
        )
        for number, sample in zip(wide, samples, strict=True):
            found[number] = _with_sample(found[number], sample)
    return [found[number] for number in wanted]


def _beyond_single_failures(
    equations: Equations, failure: Sequence[float], wanted: Sequence[int]
) -> tuple[Equations, list[int], list[float]]:
    """Return a system with, for every number, one that is false where it is though nothing fails that brings it down alone.

    And how likely one of those fails, which excludes the other.
    """
    if not equations.coherent:
        return equations, list(wanted), [0.0] * len(wanted)
    from sosgraph.bdd.independent import any_failure
    from sosgraph.graph.bit_sets import members
    from sosgraph.graph.failure_sets import failure_sets

    alone = failure_sets(equations)
    works = equations.greatest_solution()
    singles = [members(alone[number]) if works[number] else [] for number in wanted]
    gates = [Gate(1, (number, *[~single for single in each])) for number, each in zip(wanted, singles, strict=True)]
    known = [any_failure(failure[single] for single in each) if each else 0.0 for each in singles]
    system = Equations(equations.variables, (*equations.gates, *gates))
    return system, list(range(len(equations), len(system))), known


def _despite_negation(
    equations: Equations, failure: Sequence[float], root: int, node_limit: int, interrupted: Callable[[], bool]
) -> Interval:
    """Return the probability that `root` is false, one diagram or bounds for each."""
    from sosgraph.bdd.exact_failure import exact_failure

    equations, variables, root = part_below(equations, root)
    failure = [failure[variable] for variable in variables]
    false = exact_failure(equations, failure, root, node_limit, interrupted, *settled(failure))
    if false is not None:
        return Interval(false, false, True)
    from sosgraph.bdd.without_negation import bounds_despite_negation

    unions, nodes = (0, 0) if interrupted() else (_UNIONS, min(node_limit // 4, _MOST_JOINED))
    return Interval(*bounds_despite_negation(equations, failure, root, unions, nodes), False)


def _with_sample(answer: Answer, sample: "Sample") -> Answer:
    """Return what certain bounds and a sample say together; a sample that contradicts what is certain missed, and is left out."""
    lower, upper = max(answer.lower, sample.lower), min(answer.upper, sample.upper)
    if lower > upper or (lower, upper) == (answer.lower, answer.upper):
        return answer
    return Answer(lower, upper, "sampled", answer.reason, sample.trials, sample.seed, sample.confidence)
