"""Many runs at once: in this process, in several of this machine, or on a cluster whose joblib backend is named."""

import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any, NamedTuple, TypeVar

from sosgraph.errors import BadCall
from sosgraph.progress import advance, part_of

T = TypeVar("T")

LOCAL = ("loky", "threading", "multiprocessing", "sequential")
"""What joblib brings along: processes, threads, forked processes, one after another."""
_REGISTERED = {"ray": ("ray.util.joblib", "register_ray"), "spark": ("joblibspark", "register_spark")}
_PACKAGES = {"dask": "distributed", "ray": "ray", "spark": "joblibspark"}
_RETURNED = {"multiprocessing": "list"}  # it cannot give one answer after the other
BACKENDS = (*LOCAL, *_PACKAGES)
"""Every backend that is known by name; clusters are found as their own libraries find them."""


class Means(NamedTuple):
    """How runs are shared out: over `jobs` processes (-1: as many as there are processors), by a backend of joblib."""

    jobs: int = 1
    backend: str = LOCAL[0]


def spread(work: Callable[..., T], arguments: Sequence[tuple[Any, ...]], means: Means, what: str) -> Iterator[T]:
    """Yield `work(*each)` for each of `arguments`, in their order, and say how far it has come with `what`.

    `work` and all it is given can be pickled. Raises `BadCall` for a backend that is not installed.
    """
    if (means.jobs == 1 or len(arguments) <= 1) and means.backend in LOCAL:
        for done, each in enumerate(arguments):
            with part_of(done, len(arguments), what):
                found = work(*each)
            yield found
        return
    from joblib import Parallel, delayed, parallel_config

    with _cluster(means.backend), parallel_config(backend=means.backend, n_jobs=means.jobs):
        all_found = Parallel(return_as=_RETURNED.get(means.backend, "generator"))(delayed(work)(*each) for each in arguments)
        try:
            for done, one in enumerate(all_found):
                advance(done + 1, len(arguments), what)
                yield one
        finally:
            if not isinstance(all_found, list):
                with warnings.catch_warnings(action="ignore"):  # that answers which nobody waits for any more were made in vain
                    all_found.close()


@contextmanager
def _cluster(backend: str) -> Iterator[None]:
    """Make a backend that is no part of joblib known to it; Dask's is the cluster of DASK_SCHEDULER_ADDRESS, else a local one."""
    try:
        if backend in _REGISTERED:
            module, register = _REGISTERED[backend]
            getattr(import_module(module), register)()
        if backend != "dask":
            yield
            return
        client = import_module("distributed").Client
    except ImportError:
        raise BadCall(f"{backend} is not installed; run pip install {_PACKAGES[backend]}") from None
    with client():
        yield
