"""Writes noises.json: draws of uniform, Laplace and split noise and their thresholds, made from the descriptions alone.

Thresholds with mpmath and fractions, AES-256 with the openssl command. Nothing is shared with the TypeScript but the text.
Run: python noises.py    Needs: mpmath, openssl.
"""
import json
import math
import os
import struct

from mpmath import exp, floor, mp, mpf

from keystream import uniforms, whole_numbers
from rounding import exact

mp.dps = 80
PIXELS = {"step": 1 / 255, "low": 0, "high": 1}


def uniform(scale, step):
    values = max(1, math.floor(2 * scale / step + 0.5))
    return values // 2, [i * 2**64 // values for i in range(1, values)], values // 2


def laplace(scale, step):
    reach = math.ceil(45.1 * scale / step)
    rate = exact(step) / exact(scale)

    def distribution(j):
        tail = exp(-(abs(mpf(j) + mpf(1) / 2)) * rate) / 2
        return 1 - tail if j >= 0 else tail

    return reach, [int(floor(distribution(j) * 2**64)) for j in range(-reach, reach)], math.ceil(20 * scale / step)


LAWS = {"uniform": uniform, "laplace": laplace}


def float32(x):
    return struct.unpack("<f", struct.pack("<f", x))[0]


def hexadecimal(values):
    return struct.pack(f"<{len(values)}f", *values).hex()


def additive(case):
    grid, places = case["grid"], case["places"]
    reach, table, clip = LAWS[case["law"]](case["scale"], grid["step"])
    last = round((grid["high"] - grid["low"]) / grid["step"])
    values = []
    for u, place in zip(uniforms(bytes.fromhex(case["seed"]), case["stage"], case["sample"], case["draw"], len(places)), places):
        i = min(max(place + sum(t <= u for t in table) - reach, -clip), last + clip)
        values.append(float32(grid["low"] + i * grid["step"]))
    return hexadecimal(values)


def split(case):
    """By looking for the cuts around every coordinate, one by one."""
    grid, places = case["grid"], case["places"]
    votes = max(1, math.floor(2 * case["lambda"] / grid["step"] + 0.5))
    last = round((grid["high"] - grid["low"]) / grid["step"])
    below = whole_numbers(bytes.fromhex(case["seed"]), 4, 0, 0, len(places))
    values = []
    for place in places:
        cut = 2 * ((case["draw"] + below(votes)) % votes) + 1
        cuts = [cut + 2 * votes * z for z in range(-2 - 2 * last // votes, 3 + 2 * last // votes)]
        low = max(0, max(c for c in cuts if c < 2 * place))
        high = min(2 * last, min(c for c in cuts if c > 2 * place))
        values.append(float32(grid["low"] + (low + high) / 4 * grid["step"]))
    return hexadecimal(values)


SEED = bytes(range(32)).hex()
FINE = {"step": 2**-11, "low": -1.5, "high": 2}
draws = [
    {"law": "uniform", "scale": 0.5, "grid": PIXELS, "seed": SEED, "stage": 2, "sample": 0, "draw": 0, "places": [i * 37 % 256 for i in range(784)]},
    {"law": "uniform", "scale": 3.5, "grid": PIXELS, "seed": "f0" * 32, "stage": 0, "sample": 2**33 + 5, "draw": 10**8, "places": [i % 256 for i in range(301)]},
    {"law": "uniform", "scale": 0.25, "grid": FINE, "seed": "0b" * 32, "stage": 2, "sample": 3, "draw": 12, "places": [i * 97 % 7169 for i in range(203)]},
    {"law": "laplace", "scale": 0.25, "grid": PIXELS, "seed": SEED, "stage": 2, "sample": 0, "draw": 0, "places": [i * 37 % 256 for i in range(784)]},
    {"law": "laplace", "scale": 1.0, "grid": PIXELS, "seed": "0a" * 32, "stage": 0, "sample": 17, "draw": 99_999, "places": [i % 256 for i in range(61)]},
    {"law": "laplace", "scale": 0.1, "grid": FINE, "seed": "0b" * 32, "stage": 2, "sample": 3, "draw": 12, "places": [i * 97 % 7169 for i in range(203)]},
]
for case in draws:
    case["values"] = additive(case)

splits = [
    {"lambda": 0.5, "grid": PIXELS, "seed": SEED, "draw": 0, "places": [i * 37 % 256 for i in range(784)]},
    {"lambda": 3.5, "grid": PIXELS, "seed": SEED, "draw": 1700, "places": [i * 37 % 256 for i in range(301)]},
    {"lambda": 0.03, "grid": PIXELS, "seed": "f0" * 32, "draw": 7, "places": [i % 256 for i in range(256)]},
    {"lambda": 0.25, "grid": FINE, "seed": "0b" * 32, "draw": 1000, "places": [i * 97 % 7169 for i in range(203)]},
]
for case in splits:
    case["values"] = split(case)

thresholds = []
for law, scale, step in (
    ("laplace", 0.25, 1 / 255),
    ("laplace", 0.25, 0.0625),
    ("laplace", 0.3, 0.7),
    ("laplace", 1.0, 2**-9),
    ("uniform", 0.5, 1 / 255),
    ("uniform", 3.5, 1 / 255),
    ("uniform", 1.0, 0.125),
    ("uniform", 0.1, 1.0),
):
    reach, table, clip = LAWS[law](scale, step)
    n = len(table)
    picked = sorted(i for i in {0, 1, 2, n // 4, n // 2 - 1, n // 2, n // 2 + 1, n // 2 + 6, n - 2, n - 1} if 0 <= i < n)
    thresholds.append({"law": law, "scale": scale, "step": step, "reach": reach, "clip": clip, "count": n, "values": {i: f"{table[i]:x}" for i in picked}})

exponentials = []
mp.dps = 120
for a, b in ((0, 1), (1, 1), (1, 510), (1, 10**9), (10, 3), (35, 1), (1399, 10), (140, 1), (10**6, 1), (2**70 + 1, 2**70)):
    exponentials.append([str(a), str(b), f"{int(floor(exp(-mpf(a) / b) * 2**192)):x}"])

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "noises.json"), "w") as out:
    json.dump({"draws": draws, "splits": splits, "thresholds": thresholds, "exponentials": exponentials}, out, indent=1)
    out.write("\n")
