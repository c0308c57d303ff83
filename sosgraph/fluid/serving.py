# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True, annotation_typing=False
"""What follows from the number of requests at the end of a step: a kernel (`serving.pxd` beside it)."""

import sosgraph.fluid.cells as of
from sosgraph.fluid.arrays import Array, Places
from sosgraph.fluid.crossing import Crossing

COMPILED = not __file__.endswith(".py")

_DEAD = 1e-18
_TINY = 1e-30
_TWELFTH = 1 / 12.0


class Serving:
    """What is accepted, served and started in a step, what requests find that arrive now, and how long they stay.

    See `stations.Stations`; `endless` is 1 where one server has an endless queue, else 0. The `strips` tell where the cells of
    each begin and end. Those that wait, before one server all, vary at most as in an endless queue, those that are missing of a
    full `population` at most so, too, and both at most as where each number is as likely. Who is there beyond a full population
    was given up; there can be any number of those. Who is refused found all `places` taken (0: endless), the others find the rest
    `ahead`, but not themselves: of few callers, by Little's law, here / busy - 1, which is the same where they are many.
    """

    step_s: float
    crossing: Crossing
    strips: Places
    arriving: Array
    before: Array
    number: Array
    share: Array
    empty: Array
    steeper: Array
    blocked: Array
    fuller: Array
    one_s: Array
    per_s: Array
    crew: Array
    apiece: Array
    servers: Array
    endless: Array
    population: Array
    places: Array
    at_work: Array
    capacity: Array
    variance: Array
    accepted: Array
    served: Array
    started: Array
    own: Array
    ahead: Array
    idle: Array
    waits: Array
    known: Array
    stays_s: Array
    eased: Array

    def advance(self) -> int:
        """Work out how the step ends, and what follows from that, strip by strip; run compiled only."""
        for strip in range(len(self.strips)):
            self.crossing.end(self.strips[strip, 0], self.strips[strip, 1])
            self.crossing.search(self.strips[strip, 0], self.strips[strip, 1])
            self.serve(self.strips[strip, 0], self.strips[strip, 1])
        return 0

    def serve(self, first: int, last: int) -> int:
        """Work it out, for the number at the end of the step; so many came and went, each a Poisson count."""
        steps = 1 / self.step_s
        for at in range(first, last):
            here, rate, time_s = self.number[at], self.per_s[at], self.one_s[at]
            busy = self.empty[at] + self.steeper[at] * self.share[at]
            lost = of.least(self.blocked[at] + self.fuller[at] * self.share[at], 1.0)
            taken = self.arriving[at] * (1 - lost)
            done = of.bounded((self.before[at] - here) * steps + taken)
            working = self.crew[at] * busy
            self.started[at] = of.bounded(done + (working - self.at_work[at]) * steps)
            self.at_work[at], self.accepted[at], self.served[at] = working, 1 - lost, done
            self.capacity[at] = self.capacity[at] + of.bounded(rate) * self.step_s
            waiting = of.bounded(here - self.servers[at] * busy)
            settled = waiting * (1 + waiting)
            random = of.pick(self.servers[at] <= 1.0, here, waiting)
            free = of.most(self.population[at] - here, 0.0)
            room, given_up = random + free, of.most(here - self.population[at], 0.0)
            bound = of.least(free * (1 + free), room * (room + 2) * _TWELFTH) + given_up * (1 + given_up)
            geometric = random * (1 + random)
            varying = of.least(of.least(self.variance[at] + (taken + done) * self.step_s, geometric), bound)
            some, flow, most, all_there = busy + _TINY, rate * busy + _DEAD, settled + _TINY, geometric + _TINY
            inverse = 1 / ((some * flow) * (most * all_there))  # one division for four
            sure = (geometric - varying) * (inverse * (some * flow) * most)
            self.eased[at] = self.endless[at] * of.bounded((settled - varying - here) * (inverse * (some * flow) * all_there))
            self.waits[at] = of.least(of.most(waiting * (1 - busy) * (inverse * flow * (most * all_there)), 0.0), 1.0)
            self.stays_s[at] = of.bounded(time_s + waiting * (inverse * some * (most * all_there)))
            others = of.most(here * (inverse * flow * (most * all_there)) - 1, 0.0)
            taken_in = of.most(here - self.places[at] * lost, 0.0) / of.most(1 - lost, _TINY)
            self.ahead[at] = of.least(of.least(taken_in, others), here)
            self.own[at], self.idle[at], self.known[at], self.variance[at] = time_s * self.apiece[at], 1 - busy, sure, varying
        return 0
