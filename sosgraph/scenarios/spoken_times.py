"""Times as people say them."""

from sosgraph.quantity import format_duration

_UNITS = (("d", 86400.0), ("h", 3600.0), ("m", 60.0))


def about(seconds: float) -> str:
    """Return a duration to a tenth of its unit."""
    name, unit = next(((name, size) for name, size in _UNITS if seconds >= 2 * size), ("s", 1.0))
    number = round(seconds / unit, 1 if unit > 1 or seconds < 10 else 0)
    return f"{number:g}{name}" if number >= 1 else format_duration(number)
