"""Directed rounding between doubles and mpmath, for the scripts beside it. Needs: mpmath, at the precision that they set."""
import math
from fractions import Fraction

from mpmath import mpf


def exact(x):
    f = Fraction(x)
    return mpf(f.numerator) / mpf(f.denominator)


def below(x):
    """The greatest double that is not above x."""
    near = float(x)
    return math.nextafter(near, -math.inf) if exact(near) > x else near


def above(x):
    """The least double that is not below x."""
    near = float(x)
    return math.nextafter(near, math.inf) if exact(near) < x else near
