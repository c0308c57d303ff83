"""How far a long answer has come, for whoever looks at a terminal."""

import sys
import time
from collections.abc import Callable

_PATIENCE_S = 1.0  # what takes no longer needs no bar
_REDRAWN_S = 0.1  # least time between two pictures of it


class ProgressBar:
    """A line on standard error that says how far something has come, from a second after the beginning on."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._next = clock() + _PATIENCE_S
        self._drawn = False

    def __call__(self, done: int, total: int, what: str) -> None:
        """Draw the bar anew, unless that was done just now."""
        now = self._clock()
        if now < self._next or not total:
            return
        self._next, self._drawn = now + _REDRAWN_S, True
        full = 30 * done // total
        self._write(f"{what} [{'#' * full}{'-' * (30 - full)}] {100 * done // total:3} %")

    def erase(self) -> None:
        """Leave no trace."""
        if self._drawn:
            self._write("")

    def _write(self, line: str) -> None:
        sys.stderr.write(f"\r{line}\x1b[K")
        sys.stderr.flush()
