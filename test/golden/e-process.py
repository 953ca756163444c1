"""Writes e-process.json: ln E of the mixture e-process, and the ends of its confidence sequence, as the doubles next to the truth.

ln E from the beta function's logarithm with sixty digits; the ends by Newton's method on ln E against ln p or ln(1-p),
along which it is convex on the side in question.
Run: python e-process.py    Needs: mpmath.
"""
import json
import os

from mpmath import exp, log, log1p, loggamma, mp, mpf, pi

from rounding import above, below

mp.dps = 70


def log_mixture(k, n):
    half = mpf(1) / 2
    return loggamma(k + half) + loggamma(n - k + half) - loggamma(mpf(n + 1)) - log(pi)


def log_e(k, n, p):
    p = mpf(p)
    return log_mixture(k, n) - k * log(p) - (n - k) * log1p(-p)


def lower(k, n, alpha):
    """The root below k/n of ln E = ln 1/alpha: Newton's method in t = ln p from far left, where it climbs without overshooting."""
    if k == 0:
        return mpf(0)
    goal = log_mixture(k, n) + log(alpha)
    t = goal / k
    for _ in range(4000):
        p = exp(t)
        value = goal - k * t - (n - k) * log1p(-p)
        step = value / (k - (n - k) * p / (1 - p))
        t += step
        if abs(step) < mpf(10) ** -45 * abs(t):
            return exp(t)
    raise ArithmeticError((k, n, alpha))


def counts(n):
    shares = [0, 0.001, 0.1, 0.3, 0.5, 0.505, 0.9, 0.99, 0.999, 1]
    near = [0, 1, 2, 5, n // 2 + 1, n - 5, n - 2, n - 1, n]
    return sorted({k for k in [round(s * n) for s in shares] + near if 0 <= k <= n})


def logarithms():
    ps = [1e-300, 1e-12, 0.001, 0.1, 0.25, 0.5, 0.8413447460685429, 0.9, 0.999, 1 - 2**-40, 1 - 2**-53]
    rows = []
    for n in (1, 2, 7, 30, 1000, 10**5, 10**9):
        for k in counts(n):
            share = k / n
            near = [share * (1 - d) for d in (1e-4, 1e-9)] + [share + (1 - share) * d for d in (1e-4, 1e-9)]
            for p in ps + [p for p in near if 0 < p < 1]:
                value = log_e(k, n, p)
                rows.append([k, n, p, below(value), above(value)])
    return rows


def ends():
    rows = [(k, n, a) for n in (1, 2, 3, 7, 30, 100, 1000) for k in counts(n) for a in (1e-12, 1e-3, 0.05, 0.4)]
    rows += [(k, n, 1e-3) for n in (10**4, 10**5, 10**7, 10**9) for k in counts(n)]
    rows += [(1, 10**9, 1e-280), (2, 50, 1e-280), (30, 50, 1e-100)]
    return [[k, n, a, below(lower(k, n, mpf(a))), above(1 - lower(n - k, n, mpf(a)))] for k, n, a in rows]


with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "e-process.json"), "w") as out:
    tables = {"logarithms": logarithms(), "ends": ends()}
    out.write("{\n" + ",\n".join(
        f'  "{name}": [\n' + ",\n".join("    " + json.dumps(row) for row in rows) + "\n  ]" for name, rows in tables.items()
    ) + "\n}\n")
