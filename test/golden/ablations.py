"""Writes ablations.json: pixels that randomized ablation keeps, and the largest radius by binomial coefficients.

Radii in exact fractions with math.comb, tried one by one. AES-256 with the openssl command.
Run: python ablations.py    Needs: openssl.
"""
import json
import math
import os
from fractions import Fraction

from keystream import whole_numbers


def radius(lower, rival, pixels, kept):
    all_ = math.comb(pixels, kept)
    changed = 0
    while changed < pixels:
        unseen = Fraction(math.comb(pixels - changed - 1, kept), all_)
        if not Fraction(lower) - Fraction(rival) > 2 * (1 - unseen):
            return changed
        changed += 1
    return changed


def drawn(case):
    """The kept pixels in their order: the front of a shuffle."""
    kept, pixels = case["kept"], case["pixels"]
    blocks = -(-kept // 4) + 8 + kept * pixels // 2**33
    below = whole_numbers(bytes.fromhex(case["seed"]), case["stage"], case["sample"], case["draw"] * blocks, blocks)
    order = list(range(pixels))
    for i in range(kept):
        j = i + below(pixels - i)
        order[i], order[j] = order[j], order[i]
    return order[:kept]


SEED = bytes(range(32)).hex()
subsets = [
    {"pixels": 784, "kept": 45, "seed": SEED, "stage": 2, "sample": 0, "draw": 0},
    {"pixels": 784, "kept": 45, "seed": SEED, "stage": 0, "sample": 0, "draw": 99},
    {"pixels": 50176, "kept": 257, "seed": "f0" * 32, "stage": 2, "sample": 2**33 + 5, "draw": 10**8},
    {"pixels": 5, "kept": 5, "seed": "0a" * 32, "stage": 2, "sample": 17, "draw": 3},
]
for case in subsets:
    case["order"] = drawn(case)

pairs = [(p, 1 - p) for p in (1.0, 0.99999, 0.999, 0.95, 0.9, 0.75, 0.6, 0.51, 0.5)] + [(0.9, 0.01), (0.45, 0.05), (0.3, 0.1), (0.2, 0.3), (0.999, 5e-324)]
sizes = [(784, 45), (784, 85), (784, 5), (1024, 75), (1024, 25), (50176, 1000), (50176, 2000), (784, 1), (784, 391), (784, 392), (10, 10), (1, 1), (3, 1)]
radii = [[lower, rival, d, k, radius(lower, rival, d, k)] for d, k in sizes for lower, rival in pairs]
# 3/2 − p = C(d−1,k)/C(d,k) exactly: the inequality is strict
radii += [[0.75, 0.25, 8, 2, radius(0.75, 0.25, 8, 2)], [0.75 + 2**-53, 0.25 - 2**-53, 8, 2, radius(0.75 + 2**-53, 0.25 - 2**-53, 8, 2)]]

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "ablations.json"), "w") as out:
    json.dump({"subsets": subsets, "radii": radii}, out)
    out.write("\n")
