"""The distribution of a product of powers of independent Beta variables: of what is in series, when each part was counted."""

from cmath import exp as complex_exp
from cmath import log as complex_log
from cmath import rect
from collections.abc import Sequence
from math import atan2, exp, fsum, log1p, pi, sqrt
from typing import NamedTuple

_ANGLE = 2 / 3 * pi  # of the path to the real axis: it decays above π/2, and what is normal does below 3/4 π
_STEP = 0.1
_FIRST = -3.6  # where the path has left the saddle by less than the last digit
_STEPS = 200
_LEAST = 1e-100  # below it nothing is, as far as ten digits go, and squares would leave the range of numbers
_RANGE = 700.0  # of exponents
_ENOUGH = 1e-13
_STEADY = 1e4  # as many failures cost four digits, unless they are kept out of differences
_LARGE = 12.0  # from which on Stirling's series has all digits


class Factor(NamedTuple):
    """(1 - x)^power, where x is a Beta(bad, good) variable; -ln of it is one summand of what is distributed here."""

    bad: float
    good: float
    power: float


class NormalSummand(NamedTuple):
    """Many small summands together, which are as good as normal."""

    mean: float = 0.0
    variance: float = 0.0


def sum_distribution(factors: Sequence[Factor], rest: NormalSummand, bound: float) -> float:
    """Return the probability that -ln of the product of the factors, and the rest, add up to at most `bound`, to seven digits.

    E (1 - x)^z is Γ(good + z) Γ(bad + good) / (Γ(good) Γ(bad + good + z)), hence the distribution an integral of a product over a
    path in the complex plane, along which it decays exponentially: two rays from the saddle point. Source: M. Springer,
    W. Thompson, Bayesian confidence limits for the product of N binomial parameters, 1966.
    """
    if bound < _LEAST:
        return 0.0
    saddle, width = _saddle(factors, rest, bound)
    started = [(factor, _rising(complex(factor.good), complex(factor.bad))) for factor in factors]
    direction = rect(1.0, _ANGLE)
    total, largest = 0j, 0.0
    for step in range(_STEPS):
        place = _FIRST + step * _STEP
        shrunk = exp(-place)
        distance = width * exp(place - shrunk)
        z = saddle + distance * direction
        power = (
            sum([_log_mean(factor, start, z) for factor, start in started])
            + z * (bound - rest.mean)
            + z * z * (rest.variance / 2)
        )
        term = complex_exp(power) / z * distance * (1 + shrunk) if abs(power.real) < _RANGE else 0j
        total += term
        size = abs(term)
        if size < _ENOUGH * largest and place > 0:
            break
        largest = max(largest, size)
    return min(1.0, max(0.0, (total * direction).imag * _STEP / pi))


def _saddle(factors: Sequence[Factor], rest: NormalSummand, bound: float) -> tuple[float, float]:
    """Return about where the integrand is least on the positive axis, and over which distance it changes there."""

    def slope(z: float) -> float:
        steep = fsum([power * log1p(bad / (good + power * z)) for bad, good, power in factors])
        return bound - rest.mean + z * rest.variance - steep - 1 / z

    low = high = 1 / bound
    for _ in range(_STEPS):
        if slope(high) >= 0:
            break
        low, high = high, 4 * high
    for _ in range(8):
        middle = sqrt(low * high)
        low, high = (low, middle) if slope(middle) >= 0 else (middle, high)
    bent = fsum([power * power * bad / ((good + power * high) * (good + power * high + bad)) for bad, good, power in factors])
    return high, high / sqrt(1 + high * high * (bent + rest.variance))


def _log_mean(factor: Factor, start: complex, z: complex) -> complex:
    """Return ln E (1 - x)^(power z): of two ways to divide the four Γ into pairs, the one that leaves small differences."""
    bad, good, power = factor
    exponent = power * z
    if bad > _STEADY and abs(exponent) < bad:
        return _rising(complex(good), exponent) - _rising(complex(good + bad), exponent)
    return start - _rising(good + exponent, complex(bad))


def _rising(p: complex, a: complex) -> complex:
    """Return ln Γ(p + a) - ln Γ(p), by Stirling's series; no digit is lost where p is large."""
    lower = 0j
    while abs(p) < _LARGE:
        lower += complex_log((p + a) / p) if p.real > 0 else complex_log(p + a) - complex_log(p)
        p += 1
    high = p + a
    return (p - 0.5) * _log1p(a / p) + a * (complex_log(high) - 1) + _stirling(high) - _stirling(p) - lower


def _stirling(p: complex) -> complex:
    square = 1 / (p * p)
    return (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188)))) / p


def _log1p(w: complex) -> complex:
    """Return ln(1 + w), with all digits where w is small."""
    x, y = w.real, w.imag
    if abs(x) > 0.25 or abs(y) > 0.25:
        return complex_log(1 + w)
    return complex(0.5 * log1p(x * (2 + x) + y * y), atan2(y, 1 + x))
