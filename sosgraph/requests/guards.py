"""What a caller asks before it calls: its circuit breaker, and its adaptive throttle."""

from math import exp

from sosgraph.requests.streams import Stream

_PARTS = 10  # of a breaker's window
_MEMORY_S = 120.0  # of a throttle: "the last two minutes of its history", B. Beyer et al., Site Reliability Engineering, ch. 21


class CircuitBreaker:
    """Closed, open or half-open; the window moves by tenths of itself, and nothing is judged before one has passed.

    Half-open one attempt decides, or the next one where nobody hears of the first for another sleep. Source: M. Nygard,
    Release It!, 2007.
    """

    def __init__(self, errors: float, window_s: float, sleep_s: float) -> None:
        """Start closed."""
        self._errors, self._window_s, self._sleep_s = errors, window_s, sleep_s
        self._opened, self._tried = False, False
        self._until = self._since = self._next = 0.0
        self._all: list[int] = []
        self._bad: list[int] = []
        self._reset(0.0)

    def allows(self, now: float) -> bool:
        """Return whether an attempt is let through."""
        if not self._opened:
            return True
        if now < self._until:
            return False
        self._tried, self._until = True, now + self._sleep_s
        return True

    def note(self, now: float, good: bool) -> None:
        """Hear how an attempt went."""
        if self._opened:
            if not self._tried:
                return
            if good:
                self._opened = False
                self._reset(now)
            else:
                self._tried, self._until = False, now + self._sleep_s
            return
        self._turn(now)
        self._all[-1] += 1
        self._bad[-1] += not good
        if now - self._since >= self._window_s and sum(self._bad) > self._errors * sum(self._all):
            self._opened, self._tried, self._until = True, False, now + self._sleep_s

    def _turn(self, now: float) -> None:
        """Forget what is older than the window."""
        if now >= self._next:
            passed = int(min(_PARTS, (now - self._next) * _PARTS / self._window_s + 1)) if self._window_s else _PARTS
            self._all, self._bad = self._all[passed:] + [0] * passed, self._bad[passed:] + [0] * passed
            self._next = now + self._window_s / _PARTS

    def _reset(self, now: float) -> None:
        self._since, self._next = now, now + self._window_s / _PARTS
        self._all, self._bad = [0] * _PARTS, [0] * _PARTS


class Throttle:
    """Refuses attempts with the chance max(0, (requests - K accepts) / (requests + 1)), both remembered for two minutes or so."""

    def __init__(self, k: float, luck: Stream) -> None:
        """Start with nothing remembered."""
        self._k, self._luck = k, luck
        self._requests = self._accepts = self._since = 0.0

    def allows(self, now: float) -> bool:
        """Return whether an attempt is sent."""
        self._fade(now)
        refused = (self._requests - self._k * self._accepts) / (self._requests + 1.0)
        self._requests += 1.0
        return self._luck.following() > refused

    def note(self, now: float, good: bool) -> None:
        """Hear whether an attempt was accepted."""
        self._fade(now)
        self._accepts += good

    def _fade(self, now: float) -> None:
        share = exp((self._since - now) / _MEMORY_S)
        self._requests *= share
        self._accepts *= share
        self._since = now
