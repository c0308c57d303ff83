"""Evaluation: a number fails with the variables that it implies, and with the clusters of choices that it needs.

Given that all implied variables are true, choices that share none of the remaining variables are independent. Each such
cluster is put as a question of its own, simplified again, and answered by a diagram, or by bounds where that is too large.
"""

from collections.abc import Callable, Sequence
from math import expm1, fsum

from sosgraph.bdd.absorption import Absorption, Context
from sosgraph.bdd.implied import implied
from sosgraph.bdd.independent import log_complement
from sosgraph.bdd.probability import Interval
from sosgraph.bdd.simplify import simplified
from sosgraph.equations import Equations, Gate
from sosgraph.graph.bit_sets import chosen, members

_ROUNDS = 6  # of simplification, each of a smaller system, before a diagram is built
_OUTGROWN = 4  # diagrams of all nodes allowed that may be given up; each time, the limit falls by one in so many
_UNIONS = 2  # of small cut sets that may be looked at for one number, for each node allowed; falls as the limit does
_MOST_UNIONS = 1_000_000  # a second or two; more of them gain little
_CHOICES = 5  # choices that may be looked at for each node allowed
_MOST_CHOICES = 1_000_000  # some seconds; systems of ten thousand numbers need a tenth
_MOST_JOINED = 150_000  # nodes for the union of the cut sets of what outgrew a diagram


class Effort:
    """What may still be spent, and what was found with it."""

    def __init__(self, node_limit: int, interrupted: Callable[[], bool] = bool) -> None:
        """Allow diagrams of `node_limit` nodes, and nothing more once `interrupted` says yes."""
        self.node_limit = node_limit
        self._interrupted = interrupted
        self._choices_left = min(_CHOICES * node_limit, _MOST_CHOICES)
        self._unions = min(_UNIONS * node_limit, _MOST_UNIONS)
        self._found: dict[tuple[tuple[Gate, ...], tuple[float, ...], int], Interval] = {}

    @property
    def exhausted(self) -> bool:
        """Whether no more choices may be looked at."""
        return self._choices_left <= 0 or self._interrupted()

    def look_at(self, choices: int) -> None:
        """Count so many choices as looked at."""
        self._choices_left -= choices

    def answer(self, equations: Equations, failure: tuple[float, ...], root: int) -> Interval:
        """Return the probability that `root` is false, by a diagram or bounds; the same question is answered once."""
        question = (equations.gates, failure, root)
        if question not in self._found:
            # Most systems have nothing left to ask here, and need not load what would answer it.
            from sosgraph.bdd.exact_failure import exact_failure

            false = None
            if self.node_limit >= equations.variables:  # else hopeless: a diagram asks for all of them, but for what modules hide
                false = exact_failure(equations, failure, root, self.node_limit, self._interrupted)
            if false is not None:
                self._found[question] = Interval(false, false, True)
            else:
                from sosgraph.bdd.enclosure import enclosure

                late = self._interrupted()
                nodes = 0 if late else min(self.node_limit // _OUTGROWN, _MOST_JOINED)
                least, most, _ = enclosure(equations, failure, root, 0 if late else self._unions, nodes)
                self._found[question] = Interval(least, most, False)
                self.node_limit -= -(-self.node_limit // _OUTGROWN)
                self._unions -= -(-self._unions // _OUTGROWN)
        return self._found[question]


class Evaluation:
    """The numbers of one simplified system, evaluated one by one; what they have in common is evaluated once."""

    def __init__(self, equations: Equations, failure: Sequence[float], effort: Effort, rounds: int = _ROUNDS) -> None:
        """Find what every number implies. No gate may be constant, no variable false with probability 0 or 1."""
        self._equations = equations
        self._failure = failure
        self._effort = effort
        self._rounds = rounds
        self._implied = implied(equations)
        self._absorption = Absorption(equations, self._implied)
        self._logarithms = [log_complement(false) for false in failure]
        self._sums: dict[int, tuple[float, float]] = {}
        self._asked: dict[tuple[int, int, int], int] = {}
        self._clusters: dict[tuple[tuple[int, ...], int, int], Interval] = {}
        self._found: dict[Context, Interval] = {}
        self._bounds: list[tuple[float, float]] = []

    def effort_for(self, number: int) -> tuple[int, int]:
        """Return how many variables are below the choices that `number` needs, at most, and how many it implies.

        Numbers that come in this order get what may be spent where it goes farthest, and what is known of one helps the next.
        """
        support = self._absorption.support
        below = (support[choice].variables.bit_count() for choice in members(self._implied.choices[number]))
        return max(below, default=0), self._implied.variables[number].bit_count()

    def failure_of(self, number: int) -> Interval:
        """Return the probability that `number` is false."""
        needs = Context(self._implied.variables[number], self._implied.choices[number])
        if needs not in self._found:
            total = self._log_true(number)
            ranges = self._cluster_failures(needs) if needs.choices else []
            if ranges is None:
                from sosgraph.bdd.bounds import associated_bounds

                self._bounds = self._bounds or associated_bounds(self._equations, self._failure)
                least, most = self._bounds[number]
                return Interval(min(max(least, _complement(total)), most), most, False)  # one and the same may be rounded twice
            lower = _complement(total + tuple([log_complement(part.lower) for part in ranges]))
            if all(part.exact for part in ranges):
                self._found[needs] = Interval(lower, lower, True)
            else:
                upper = _complement(total + tuple([log_complement(part.upper) for part in ranges]))
                self._found[needs] = Interval(lower, upper, False)
        return self._found[needs]

    def _log_true(self, number: int) -> tuple[float, float]:
        """Return the logarithm of the probability that all variables that `number` implies are true, as an unevaluated sum.

        Starts from the largest sum known for an argument, and keeps the rounding error, so that long sums stay exact.
        """
        variables = self._implied.variables
        bits = variables[number]
        if bits not in self._sums:
            start = 0
            if number >= self._equations.variables:
                for argument in self._equations.gates[number - self._equations.variables].arguments:
                    below = variables[argument]
                    if below in self._sums and below & bits == below and below.bit_count() > start.bit_count():
                        start = below
            terms = chosen(self._logarithms, bits & ~start)
            terms += self._sums.get(start, ())
            total = fsum(terms)
            self._sums[bits] = (total, fsum([*terms, -total]))
        return self._sums[bits]

    def _cluster_failures(self, needs: Context) -> list[Interval] | None:
        """Return the probabilities that the clusters of choices in `needs` fail, given its variables are true; or None.

        None when more choices would have to be looked at than allowed.
        """
        found = []
        apart = self._split(needs)
        if apart is None:
            return None
        for roots in apart:
            variables = choices = 0
            for root in roots:
                variables |= self._absorption.support[root].variables
                choices |= self._absorption.support[root].choices
            given = Context(needs.variables & variables, needs.choices & choices)
            key = (roots, *given)
            if key not in self._clusters:
                if self._effort.exhausted:
                    return None
                self._clusters[key] = self._answer(roots, given)
            found.append(self._clusters[key])
        return found

    def _split(self, needs: Context) -> list[tuple[int, ...]] | None:
        """Return the choices in `needs` that leave something open, those together that ask for the same variables; or None."""
        clusters: list[tuple[int, list[int]]] = []
        seen = 0
        for root in members(needs.choices):
            support = self._absorption.support[root]
            given = Context(needs.variables & support.variables, needs.choices & support.choices)
            key = (root, *given)
            if key not in self._asked:
                if self._effort.exhausted:
                    return None
                contexts = self._absorption.contexts([root], given)
                self._effort.look_at(len(contexts))
                self._asked[key] = self._absorption.asked(contexts)
            bits = self._asked[key]
            together = [root]
            if bits & seen:
                for other, roots in clusters:
                    if other & bits:
                        bits |= other
                        together += roots
                clusters = [cluster for cluster in clusters if not cluster[0] & bits]
            seen |= bits
            if bits:
                clusters.append((bits, together))
        return [tuple(sorted(roots)) for _, roots in clusters]

    def _answer(self, roots: tuple[int, ...], given: Context) -> Interval:
        """Return the probability that not all of `roots` are true where `given` is."""
        contexts = self._absorption.contexts(roots, given)
        self._effort.look_at(len(contexts))
        equations, variables = self._absorption.question(roots, contexts)
        root = len(equations) - 1
        simple = simplified(equations, [self._failure[variable] for variable in variables], [root])
        known = simple.known[root]
        if known is not None:
            return Interval(known, known, True)
        if self._rounds and simple.equations.variables < len(variables):
            return Evaluation(simple.equations, simple.failure, self._effort, self._rounds - 1).failure_of(simple.place[root])
        return self._effort.answer(simple.equations, simple.failure, simple.place[root])


def _complement(logarithms: Sequence[float]) -> float:
    """Return the probability that not all of independent events hold, given the logarithms of their probabilities."""
    return 0.0 - expm1(min(fsum(logarithms), 0.0))
