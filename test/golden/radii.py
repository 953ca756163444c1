"""Writes radii.json: radii of other norms and noises as the greatest doubles that are not above the true value, with fifty digits;
those named "up", and the last of each of the norms, as the least doubles that are not below it.

Every double is taken as its exact value. Gaussian quantiles by Newton's method on mpmath's erfc.
Run: python radii.py    Needs: mpmath.
"""
import json
import os

from mpmath import erfc, exp, log, mp, mpf, pi, sqrt

from rounding import above, below, exact

mp.dps = 60


def quantile(p):
    """Φ⁻¹(p): in the lower half by bisection, then Newton on the logarithm."""
    if p > 0.5:
        return -quantile(1 - p)
    low, high = mpf(-40), mpf(0)
    for _ in range(250):
        middle = (low + high) / 2
        if erfc(-middle / sqrt(2)) / 2 < p:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def laplace_quantile(p):
    return log(2 * p) if p < 0.5 else -log(2 * (1 - p))


def gaussian(lower, rival, sigma):
    return sigma / 2 * (quantile(lower) - quantile(rival))


def laplace(lower, rival, b):
    return b / 2 * (laplace_quantile(lower) - laplace_quantile(rival))


def teng(lower, rival, b):
    """What the paper on Laplace noise states."""
    return max(b / 2 * log(lower / rival), -b * log(1 - lower + rival))


def rest(lower):
    """1 − lower, rounded up as in the product; exact from one half on."""
    return above(1 - exact(lower))


leads = [(p, rest(p)) for p in (0.5000001, 0.501, 0.6, 0.75, 0.9, 0.99, 0.999, 0.9999, 1 - 2**-20, 1 - 2**-40, 1 - 2**-53)]
leads += [(0.9, 0.05), (0.9, 1e-3), (0.99, 1e-10), (0.6, 0.1), (0.5, 0.25), (0.4, 0.3), (0.3, 1e-5), (0.45, 0.4499999), (1e-3, 1e-9), (0.5 + 2**-52, 0.5)]
pairs = [
    {
        "lower": lower,
        "rival": rival,
        "scale": scale,
        "gaussian": below(gaussian(exact(lower), exact(rival), exact(scale))),
        "laplace": below(laplace(exact(lower), exact(rival), exact(scale))),
        "teng": below(teng(exact(lower), exact(rival), exact(scale))),
        "uniform": {n: below(exact(n) * exact(1 / 255) / 2 * (exact(lower) - exact(rival))) for n in (1, 255, 1785)},
    }
    for lower, rival in leads
    for scale in (0.25, 1.0, 3.0)
]


def alone(p, scale):
    """A class of probability p, whoever has the rest."""
    laplace_alone = -exact(scale) * log(2 * (1 - exact(p)))
    uniform_alone = 2 * exact(scale) * (exact(p) - mpf(1) / 2)
    return {
        "lower": p,
        "b": scale,
        "radius": below(laplace_alone),
        "lambda": scale,
        "uniform": below(uniform_alone),
        "gaussian_up": above(exact(scale) * quantile(exact(p))),
        "laplace_up": above(laplace_alone),
        "uniform_up": above(uniform_alone),
    }


def contained(radius, p, d):
    return exact(radius) * (mpf(d) ** (1 / exact(p) - mpf(1) / 2)) if p != "inf" else exact(radius) / sqrt(mpf(d))


one_sided = [alone(p, scale) for p in (0.5000001, 0.51, 0.75, 0.9, 0.999, 1 - 2**-53) for scale in (0.125, 0.25, 3.5)]
norms = [
    [radius, p, d, below(contained(radius, p, d)), above(contained(radius, p, d))]
    for radius in (0.25, 1.7, 3.811)
    for p in (2, 2.5, 3, 4, 10, 1000, 2 + 2**-51, 1e300, "inf")
    for d in (2, 3, 784, 3072, 150528, 2**52)
]
quantiles = [[p, above(quantile(exact(p)))] for p in (2**-120, 1e-30, 1e-16, 1e-9, 1e-3, 0.1, 0.25, 0.4999, 0.5001, 0.75, 0.9, 0.999, 1 - 2**-53)]

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "radii.json"), "w") as out:
    json.dump({"pairs": pairs, "one_sided": one_sided, "norms": norms, "quantiles": quantiles}, out, indent=1)
    out.write("\n")
