"""Absorption: a gate is asked only where certain things are true already, and need not ask for them again.

To learn whether all gates that leave a choice and that a number needs are true, what the number implies may be taken as
true below them: the solution is the greatest, so what holds when it is assumed, holds. The same goes one step further
down: a gate below an argument is asked only where the rest of what the argument implies is true. The context of a gate
is what is true wherever it is asked.
"""

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from sosgraph.bdd.implied import Implied
from sosgraph.equations import Equations, Gate
from sosgraph.graph.bit_sets import members
from sosgraph.graph.components import strong_components


class Context(NamedTuple):
    """What is true: bit sets over variables and over the positions of gates that leave a choice."""

    variables: int
    choices: int


class Question(NamedTuple):
    """The equations left to solve: is the last gate true, given a context? Variable i is number `variables[i]` outside."""

    equations: Equations
    variables: list[int]


class Absorption:
    """The choices of a system, ready to be asked in any context."""

    def __init__(self, equations: Equations, implications: Implied) -> None:
        """Find what lies below every choice, and an order of choices, callers before callees."""
        self._implied = implications
        self._gates = [equations.gates[number - equations.variables] for number in implications.choice_gates]
        self.support = [Context(0, 0)] * len(self._gates)
        self._turn = [0] * len(self._gates)
        arcs = []
        for gate in self._gates:
            below = 0
            for argument in gate.arguments:
                below |= implications.choices[argument]
            arcs.append(members(below))
        for turn, component in enumerate(strong_components(arcs)):
            variables = choices = 0
            for member in component:
                choices |= 1 << member
                for argument in self._gates[member].arguments:
                    variables |= implications.variables[argument]
                for head in arcs[member]:
                    variables |= self.support[head].variables
                    choices |= self.support[head].choices
            for member in component:
                self.support[member] = Context(variables, choices)
                self._turn[member] = -turn

    def contexts(self, roots: Iterable[int], given: Context) -> dict[int, Context]:
        """Return the context of every choice that must be asked to know whether all of `roots` are true where `given` is.

        The greatest contexts such that nothing is in the context of a choice that is not true at one of its callers.
        """
        found = dict.fromkeys(roots, given)
        queue = sorted((self._turn[root], root) for root in found)
        waiting = set(found)
        while queue:
            _, choice = heappop(queue)
            waiting.discard(choice)
            here = found[choice]
            for variables, choices in self._open_arguments(choice, here):
                inside = Context(here.variables | variables, here.choices | choices)
                for head in members(choices):
                    before = found.get(head)
                    after = inside if before is None else Context(before[0] & inside[0], before[1] & inside[1])
                    if after != before:
                        found[head] = after
                        if head not in waiting:
                            waiting.add(head)
                            heappush(queue, (self._turn[head], head))
        return found

    def asked(self, contexts: dict[int, Context]) -> int:
        """Return the variables that the choices in `contexts` ask for, as a bit set."""
        bits = 0
        for choice, context in contexts.items():
            for variables, _ in self._open_arguments(choice, context):
                bits |= variables
        return bits

    def question(self, roots: Sequence[int], contexts: dict[int, Context]) -> Question:
        """Return the equations, in the variables that are asked for, whose last gate is true when all of `roots` are."""
        variables = members(self.asked(contexts))
        place = {variable: position for position, variable in enumerate(variables)}
        number = {choice: position for position, choice in enumerate(contexts, len(variables))}
        gates: list[Gate] = [Gate(0, ())] * len(contexts)
        conjunctions: dict[tuple[int, ...], int] = {}
        for position, (choice, context) in enumerate(contexts.items()):
            arguments = []
            open_arguments = self._open_arguments(choice, context)
            for variable_bits, choice_bits in open_arguments:
                parts = (
                    *[place[variable] for variable in members(variable_bits)],
                    *[number[head] for head in members(choice_bits)],
                )
                if len(parts) > 1:
                    if parts not in conjunctions:
                        conjunctions[parts] = len(variables) + len(gates)
                        gates.append(Gate(len(parts), parts))
                    arguments.append(conjunctions[parts])
                else:
                    arguments.append(parts[0])
            if open_arguments:
                gate = self._gates[choice]
                gates[position] = Gate(gate.need - len(gate.arguments) + len(arguments), tuple(arguments))
        gates.append(Gate(len(roots), tuple([number[root] for root in roots])))
        return Question(Equations(len(variables), tuple(gates)), variables)

    def _open_arguments(self, choice: int, context: Context) -> list[tuple[int, int]]:
        """Return what is left of every argument that is not true in `context`; nothing when enough of them are."""
        gate = self._gates[choice]
        variables, choices = self._implied.variables, self._implied.choices
        without_variables, without_choices = ~context.variables, ~context.choices
        left = [
            (some_variables, some_choices)
            for argument in gate.arguments
            if (some_variables := variables[argument] & without_variables) | (some_choices := choices[argument] & without_choices)
        ]
        return left if len(gate.arguments) - len(left) < gate.need else []
