"""Writes sign-test.json: one-sided exact p-values of the sign test, the double at or above the true one, and Holm's adjustment.

The tail is summed in exact integers, and scipy's binomtest must agree with it. Holm's values are those of the definition, in
fractions.
Run: python sign-test.py    Needs: scipy.
"""
import json
import math
import pathlib
import random
from fractions import Fraction

from scipy.stats import binomtest


def above(value):
    near = float(value)
    return near if Fraction(near) >= value else math.nextafter(near, math.inf)


def tail(more, fewer):
    n = more + fewer
    exact = Fraction(sum(math.comb(n, k) for k in range(more, n + 1)), 2**n)
    if n > 0:
        scipy = binomtest(more, n, 0.5, alternative="greater").pvalue
        assert abs(scipy - float(exact)) <= 1e-9 * float(exact) + 1e-300, (more, fewer, scipy, float(exact))
    return exact


def holm(values):
    order = sorted(range(len(values)), key=lambda i: values[i])
    adjusted, largest = [0.0] * len(values), Fraction(0)
    for rank, place in enumerate(order):
        largest = max(largest, min(Fraction(1), (len(values) - rank) * Fraction(values[place])))
        adjusted[place] = above(largest)
    return adjusted


pairs = [(a, b) for a in range(7) for b in range(7)]
pairs += [(20, 5), (5, 20), (60, 40), (40, 60), (300, 200), (200, 300), (501, 500), (500, 501), (1000, 0), (0, 1000), (1040, 900)]
tails = [[a, b, above(tail(a, b))] for a, b in pairs]
draw = random.Random(7)
families = [[0.01, 0.04, 0.03, 0.005], [0.5], [0.2, 0.2, 0.2], [1e-300, 1.0]]
families += [[draw.random() ** 4 for _ in range(draw.randint(2, 9))] for _ in range(12)]
lines = lambda rows: ",\n".join("    " + json.dumps(row) for row in rows)
pathlib.Path(__file__).with_suffix(".json").write_text(
    f'{{\n  "tails": [\n{lines(tails)}\n  ],\n  "holm": [\n{lines([[one, holm(one)] for one in families])}\n  ]\n}}\n'
)
