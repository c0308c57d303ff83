"""The program run in this process, as its users run it: words in, bytes and an exit status out."""

import gc
import io
import sys
from typing import NamedTuple

import pytest

from sosgraph.__main__ import main


class Outcome(NamedTuple):
    """How a run ended."""

    status: int
    out: str
    err: str


def run(*words: str, stdin: bytes = b"") -> Outcome:
    """Return how `sosgraph WORDS` ends."""
    with pytest.MonkeyPatch.context() as patch:
        streams = {name: io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for name in ("stdout", "stderr")}
        patch.setattr(sys, "argv", ["sosgraph", *words])
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        for name, stream in streams.items():
            patch.setattr(sys, name, stream)
        status = _status()
        gc.unfreeze()  # what the program keeps to its end is given back here, where it ends many times
        out, err = (stream.buffer.getvalue().decode("utf-8") for stream in streams.values())
    return Outcome(status, out, err)


def _status() -> int:
    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0
