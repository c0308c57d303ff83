"""How far a long answer has come: said by whoever computes, shown by whoever listens, which by itself is nobody."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Reporter = Callable[[int, int, str], None]


def _nobody(done: int, total: int, what: str) -> None:
    """Show nothing."""


_REPORTER: ContextVar[Reporter] = ContextVar("reporter", default=_nobody)


def advance(done: int, total: int, what: str) -> None:
    """Say that `done` of `total` steps of `what` ("blast radii") are done; cheap, and silent where nobody listens."""
    _REPORTER.get()(done, total, what)


@contextmanager
def reporting(reporter: Reporter) -> Iterator[None]:
    """Let `reporter` hear what is said by `advance` in the body of the `with`."""
    token = _REPORTER.set(reporter)
    try:
        yield
    finally:
        _REPORTER.reset(token)


@contextmanager
def part_of(done: int, total: int, what: str) -> Iterator[None]:
    """Let what is said in the body count as the step of `what` after `done` of `total`, whatever it is called there."""
    whole = _REPORTER.get()
    advance(done, total, what)
    with reporting(lambda part, parts, _: whole(done * parts + part, total * parts, what)):
        yield
