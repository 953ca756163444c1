"""Writes bounds.json: Clopper-Pearson bounds, binomial p-values and normal quantiles as the doubles next to the true value.

The incomplete beta function by its continued fraction (modified Lentz) with fifty digits, the root by Newton's method;
p-values in exact integers; quantiles by Newton's method on mpmath's erfc.
Run: python bounds.py    Needs: mpmath.
"""
import json
import math
import os
from fractions import Fraction

from mpmath import erfc, exp, log, log1p, loggamma, mp, mpf, pi, sqrt

from rounding import above, below

mp.dps = 65


def fraction(a, b, x):
    """The continued fraction of the incomplete beta function I_x(a, b)."""
    tiny = mpf(10) ** -200
    c, d = mpf(1), 1 / (1 - (a + b) * x / (a + 1))
    h = d
    for m in range(1, 10**6):
        for step in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / ((1 + step * d) or tiny)
            c = 1 + step / c or tiny
            h *= d * c
        if abs(d * c - 1) < mpf(10) ** -48:
            return h
    raise ArithmeticError


def log_density(a, b, p, q):
    return (a - 1) * log(p) + (b - 1) * log(q) + loggamma(a + b) - loggamma(a) - loggamma(b)


def quantile(alpha, a, b, start):
    """The root p < a/(a+b) of I_p(a, b) = alpha, by Newton's method on the logarithms."""
    p = mpf(start)
    for _ in range(60):
        density = exp(log_density(a, b, p, 1 - p))
        value = density * p * (1 - p) / a * fraction(mpf(a), mpf(b), p)
        new = p * exp((log(alpha) - log(value)) * value / (density * p))
        if abs(new - p) < mpf(10) ** -40 * p:
            return new
        p = new
    raise ArithmeticError((alpha, a, b))


def lower(k, n, alpha):
    if k == 0:
        return mpf(0)
    if k == n:
        return exp(log(alpha) / n)
    return quantile(alpha, k, n - k + 1, mpf(k) / n)


def upper(k, n, alpha):
    if k == n:
        return mpf(1)
    if k == 0:
        return -mp.expm1(log(alpha) / n)
    return 1 - quantile(alpha, n - k, k + 1, mpf(n - k) / n)


def counts(n):
    shares = [0, 0.001, 0.01, 0.1, 0.3, 0.5, 0.505, 0.7, 0.9, 0.99, 0.999, 1]
    near = [0, 1, 2, 5, 10, n // 2 + 1, n - 10, n - 5, n - 2, n - 1, n]
    return sorted({k for k in [round(s * n) for s in shares] + near if 0 <= k <= n})


def clopper_pearson():
    rows = [(k, n, a) for n in (1, 2, 3, 7, 30, 100, 1000) for k in counts(n) for a in (1e-12, 1e-3, 0.05, 0.4)]
    rows += [(k, n, a) for n in (10**4, 10**5) for k in counts(n) for a in (1e-3, 0.025)]
    rows += [(k, 50_000, 0.00025) for k in (1, 3, 4, 10, 12, 25, 66, 676, 30_000, 49_999)]
    rows += [(k, n, 1e-3) for n in (10**6, 10**7) for k in (0, 1, 20, n // 2, round(0.9 * n), n - 20, n - 1, n)]
    return [[k, n, a, below(lower(k, n, mpf(a))), above(upper(k, n, mpf(a)))] for k, n, a in rows]


def p_values():
    pairs = [(0, 0), (1, 0), (2, 1), (10, 0), (60, 40), (51, 50), (700, 600), (1000, 0), (5200, 4800), (9000, 1)]
    rows = []
    for a, b in pairs:
        n, term, total = a + b, 1, 0
        for i in range(b + 1):
            total += term
            term = term * (n - i) // (i + 1)
        p = min(Fraction(1), Fraction(2 * total, 2**n))
        near = float(p)
        rows.append([a, b, math.nextafter(near, 2) if Fraction(near) < p else near])
    return rows


def normal_quantile(p):
    q = min(mpf(p), 1 - mpf(p))
    z = sqrt(-2 * log(q)) if q < 0.3 else mpf(0)
    for _ in range(200):
        new = z + (erfc(z / sqrt(2)) / 2 - q) / (exp(-z * z / 2) / sqrt(2 * pi))
        if abs(new - z) < mpf(10) ** -60:
            break
        z = new
    return z if p > 0.5 else -z


def quantiles():
    mp.dps = 80
    ps = [5e-324, 1e-300, 1e-100, 1e-30, 1e-16, 1e-8, 1e-5, 0.001, 0.02, 0.1, 0.2, 0.2499, 0.25, 0.2501, 0.3, 0.4, 0.49]
    ps += [0.5 - 2**-54, 0.5, 0.5 + 2**-53, 0.5000001, 0.51, 0.6, 0.7, 0.7499, 0.75, 0.7501, 0.8, 0.9, 0.95, 0.99, 0.999]
    ps += [0.9999, 0.99999, 1 - 1e-8, 1 - 1e-12, 1 - 2**-53]
    ps += [(2 * i + 1) / 128 for i in range(64)]
    rows = [[p, below(normal_quantile(p))] for p in ps]
    mp.dps = 65
    return rows


with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "bounds.json"), "w") as out:
    tables = {"clopper_pearson": clopper_pearson(), "p_values": p_values(), "quantiles": quantiles()}
    out.write("{\n" + ",\n".join(
        f'  "{name}": [\n' + ",\n".join("    " + json.dumps(row) for row in rows) + "\n  ]" for name, rows in tables.items()
    ) + "\n}\n")
