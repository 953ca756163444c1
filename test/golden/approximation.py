"""Writes approximation.json: the functions of approximation.ts at float32 points, as the doubles next to fifty digits.

Attributes are the float32 numbers that a graph holds. null where a function has no real value.
Run: python approximation.py    Needs: mpmath.
"""
import json
import os
import struct

from mpmath import acos, acosh, asin, asinh, atan, atanh, cos, cosh, erf, erfc, exp, expm1, log, log1p, mp, mpf
from mpmath import pi, sin, sinh, sqrt, tan, tanh

mp.dps = 50


def single(x):
    return struct.unpack("f", struct.pack("f", x))[0]


# Thresholds of kernels and ends of ranges, and a spread over every size between.
EDGES = [0.5, 0.75, 1, 1.5, 2.4999, 2.5, 3, 4, 5.0751, 8.47, 9, 13.15, 16.29, 17.99, 18, 30, 87.34, 88.37, 88.72, 100, 103.97]
SPREAD = [2.0**-149, 1e-42, 2.0**-126, 1e-30, 1e-20, 1e-10, 1e-7] + [1.37**k / 1000 for k in range(42)]
TURNS = [1e3, 12345.678, 1e6, 1e10, 1.5e17, 3e38]
POINTS = sorted({single(s * x) for x in EDGES + SPREAD + TURNS for s in (-1, 1)} | {0.0})


def relu_like(below):
    return lambda x: x if x >= 0 else below(x)


def clipped(x):
    return min(mpf(1), max(mpf(0), x))


def sigmoid(x):
    return 1 / (1 + exp(-x))


ALPHA, GAMMA = mpf(single(1.67326319217681884765625)), mpf(single(1.05070102214813232421875))

FUNCTIONS = {
    "Exp": exp,
    "Log": log,
    "Sqrt": sqrt,
    "Reciprocal": lambda x: 1 / x,
    "Sigmoid": sigmoid,
    "Tanh": tanh,
    "Erf": erf,
    "Softplus": lambda x: max(x, mpf(0)) + log1p(exp(-abs(x))),
    "Softsign": lambda x: x / (1 + abs(x)),
    "Elu": relu_like(expm1),
    "Celu": relu_like(expm1),
    "Selu": lambda x: GAMMA * (x if x >= 0 else ALPHA * expm1(x)),
    "Gelu": lambda x: x * erfc(-x / sqrt(mpf(2))) / 2,
    "GeluTanh": lambda x: x * sigmoid(sqrt(8 / pi) * (x + mpf("0.044715") * x**3)),
    "HardSigmoid": lambda x: clipped(mpf(single(0.2)) * x + mpf("0.5")),
    "HardSwish": lambda x: x * clipped(x / 6 + mpf("0.5")),
    "Mish": lambda x: x * tanh(max(x, mpf(0)) + log1p(exp(-abs(x)))),
    "Sin": sin,
    "Cos": cos,
    "Tan": tan,
    "Asin": asin,
    "Acos": acos,
    "Atan": atan,
    "Sinh": sinh,
    "Cosh": cosh,
    "Asinh": asinh,
    "Acosh": acosh,
    "Atanh": atanh,
}


def value(f, x):
    try:
        y = f(mpf(x))
        return float(y) if isinstance(y, mpf) and abs(y) < mpf(2) ** 1024 else None
    except (ZeroDivisionError, ValueError, OverflowError):
        return None


table = {"points": POINTS, **{name: [value(f, x) for x in POINTS] for name, f in FUNCTIONS.items()}}
with open(os.path.join(os.path.dirname(__file__), "approximation.json"), "w") as file:
    rows = ",\n".join(f"{json.dumps(key)}: {json.dumps(row)}" for key, row in table.items())
    file.write("{" + rows + "}\n")
