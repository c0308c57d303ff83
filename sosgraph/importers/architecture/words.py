"""The single words of the language: parsers of one scalar each, beside those of `quantity`."""

import re
from functools import lru_cache

from sosgraph.model.dependency import JITTERS
from sosgraph.quantity import OneOf

NAME_PATTERN = r"^[A-Za-z0-9_.-]{1,200}$"
REFERENCE_PATTERN = r"^[A-Za-z0-9_.-]{1,200}(/[A-Za-z0-9_.-]{1,200})?$"
TARGET_PATTERN = r"^[A-Za-z0-9_.-]{1,200}(/[A-Za-z0-9_.-]{1,200})?( -> [A-Za-z0-9_.-]{1,200}(/[A-Za-z0-9_.-]{1,200})?)?$"
TIER_PATTERN = r"^\d{1,2}$"

_name = re.compile(NAME_PATTERN).fullmatch
_reference = re.compile(REFERENCE_PATTERN).fullmatch
_target = re.compile(TARGET_PATTERN).fullmatch
_tier = re.compile(TIER_PATTERN, re.ASCII).fullmatch

_MEMORY = 4_096  # words that are remembered: most are written again and again

jitter = OneOf(JITTERS)
failure_mode = OneOf(("outage", "error"))


@lru_cache(_MEMORY)
def name(written: str) -> str:
    """Return a name of a component, system, kind, signal or journey."""
    if not _name(written):
        raise ValueError(f"{written!r} is not a name; use letters a-z, digits, '_', '-' and '.', 200 at most")
    return written


@lru_cache(_MEMORY)
def reference(written: str) -> str:
    """Return a reference `component` or `system/component`."""
    if not _reference(written):
        raise ValueError(f"{written!r} is not a reference; write component or system/component")
    return written


def target(written: str) -> str:
    """Return what a scenario is on: a reference, or `caller -> callee`."""
    if not _target(written):
        raise ValueError(f"{written!r} is neither a component nor a dependency; write checkout or checkout -> ledger")
    return written


def text(written: str) -> str:
    """Return any text but the empty one."""
    if not written:
        raise ValueError("it is empty; write a word")
    return written


def tier(written: str) -> int:
    """Return a tier from 0 to 99; the lower, the more critical."""
    if not _tier(written):
        raise ValueError(f"{written!r} is not a tier; write a whole number like 1, the lower the more critical")
    return int(written)


def sign(written: str) -> int:
    """Return +1 or -1 for `+` or `-`."""
    if written not in ("+", "-"):
        raise ValueError(f"{written!r} is not a sign; write '+' (reinforcing) or '-' (balancing)")
    return 1 if written == "+" else -1


def parse_version(written: str) -> str:
    """Return the version of the language; there is one."""
    if written != "1":
        raise ValueError(f"version {written!r} of the language is not known here; write 1")
    return written
