"""Writes joint-allowance.json: the least q with P(Bin(n, alpha) > q) <= delta, and a lower bound of a population's share.

The quantiles are scipy's, and checked at fifty digits: the tail beyond q is at most delta, that from q on is larger.
The bounds are (CP - alpha)/(1 - alpha) with CP the root p of P(Bin(n, p) >= k) = delta by bisection at fifty digits, as the
double below.
Run: python joint-allowance.py    Needs: scipy, mpmath.
"""
import json
import pathlib

from mpmath import exp, log, log1p, loggamma, mp, mpf
from scipy.stats import binom

from rounding import below

mp.dps = 50


def tail(k, n, p):
    """P(Bin(n, p) >= k) for 0 <= k, summed outwards from k until nothing more is added."""
    p = mpf(p)
    if k <= 0:
        return mpf(1)
    if k > n:
        return mpf(0)
    term = exp(loggamma(n + 1) - loggamma(k + 1) - loggamma(n - k + 1) + k * log(p) + (n - k) * log1p(-p))
    total, odds = term, p / (1 - p)
    for i in range(k, n):
        term *= mpf(n - i) / (i + 1) * odds
        total += term
        if term < total * mpf(10) ** -45 and i > n * p:
            break
    return total


def allowance(n, alpha, delta):
    q = int(binom.ppf(1 - delta, n, alpha))
    while tail(q + 1, n, alpha) > delta:  # scipy rounds
        q += 1
    while q > 0 and tail(q, n, alpha) <= delta:
        q -= 1
    assert abs(q - binom.isf(delta, n, alpha)) <= 1, (n, alpha, delta, q)
    return q


def population(k, n, alpha, delta):
    if k == 0:
        return 0.0
    low, high = mpf(0), mpf(1)
    for _ in range(170):
        middle = (low + high) / 2
        low, high = (middle, high) if tail(k, n, middle) <= delta else (low, middle)
    return below(max(mpf(0), (low - mpf(alpha)) / (1 - mpf(alpha))))


sizes = [1, 2, 10, 100, 200, 500, 1000, 10_000, 50_000, 10**6]
quantiles = [
    [n, alpha, delta, allowance(n, alpha, delta)]
    for n in sizes
    for alpha in (1e-9, 1e-4, 0.001, 0.01, 0.05, 0.3, 0.499)
    for delta in (1e-12, 0.001, 0.01, 0.05, 0.4)
    if n * alpha < 20_000 and not (n == 1 and alpha == delta)  # the tail is delta: rounding decides
]
bounds = [
    [k, n, alpha, delta, population(k, n, alpha, delta)]
    for n in (1, 20, 100, 1000)
    for k in sorted({0, 1, n // 20, n // 2, n - n // 10, n})
    for alpha in (0, 0.001, 0.05)
    for delta in (1e-6, 0.001, 0.05)
]
lines = lambda rows: ",\n".join("    " + json.dumps(row) for row in rows)
pathlib.Path(__file__).with_suffix(".json").write_text(
    f'{{\n  "quantiles": [\n{lines(quantiles)}\n  ],\n  "population": [\n{lines(bounds)}\n  ]\n}}\n'
)
