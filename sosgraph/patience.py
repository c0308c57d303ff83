"""How long an answer may take: decided by whoever asks, heeded by whoever computes; by itself, any time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_INTERRUPTED: ContextVar[Callable[[], bool]] = ContextVar("interrupted", default=bool)


def interrupted() -> bool:
    """Return whether whoever asks wants an answer now, be it less exact."""
    return _INTERRUPTED.get()()


@contextmanager
def waiting_until(over: Callable[[], bool]) -> Iterator[None]:
    """Let the body of the `with` take its time as long as `over` says no."""
    token = _INTERRUPTED.set(over)
    try:
        yield
    finally:
        _INTERRUPTED.reset(token)
