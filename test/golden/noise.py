"""Writes noise.json: the integer noise of src/certify/statistics/noise.ts, made again from its description alone.

Thresholds with mpmath, AES-256 with the openssl command. Nothing is shared with the TypeScript but the text.
Run: python noise.py    Needs: mpmath, openssl.
"""
import json
import os
import struct
import subprocess

from mpmath import erfc, floor, mp, mpf, pi, sqrt

from rounding import exact

mp.dps = 60
REACH_SIGMAS = 9.25


def ncdf(x):
    return erfc(-x / sqrt(2)) / 2


def thresholds(sigma, step):
    reach = -int(-(REACH_SIGMAS * sigma) // step)
    ratio = exact(step) / exact(sigma)
    return reach, [int(floor(ncdf((2 * j + 1) * ratio / 2) * 2**64)) for j in range(-reach, reach)]


def aes(seed, blocks):
    command = ["openssl", "enc", "-aes-256-ecb", "-K", seed.hex(), "-nopad"]
    return subprocess.run(command, input=b"".join(blocks), stdout=subprocess.PIPE, check=True).stdout


def counter(stage, sample, block):
    return stage.to_bytes(2, "big") + sample.to_bytes(6, "big") + block.to_bytes(8, "big")


def uniforms(seed, stage, sample, draw, d):
    """The d 64-bit numbers of a draw."""
    per = -(-2 * d // 16)
    top = aes(seed, [counter(stage, sample, draw * per + b) for b in range(per)])
    low = aes(seed, [counter(stage + 1, sample, draw * d + j) for j in range(d)])
    for j in range(d):
        (high,) = struct.unpack_from("<H", top, 2 * j)
        yield high << 48 | int.from_bytes(low[16 * j : 16 * j + 6], "little")


def float32(x):
    return struct.unpack("<f", struct.pack("<f", x))[0]


def draw_values(case):
    sigma, grid, d = case["sigma"], case["grid"], len(case["places"])
    reach, table = thresholds(sigma, grid["step"])
    last = round((grid["high"] - grid["low"]) / grid["step"])
    clip = -int(-(6 * sigma) // grid["step"])
    values = []
    for u, place in zip(uniforms(bytes.fromhex(case["seed"]), case["stage"], case["sample"], case["draw"], d), case["places"]):
        step = sum(t <= u for t in table) - reach
        i = min(max(place + step, -clip), last + clip)
        values.append(float32(grid["low"] + i * grid["step"]))
    return values


def hexadecimal(values):
    return struct.pack(f"<{len(values)}f", *values).hex()


SEED = bytes(range(32)).hex()
PIXELS = {"step": 1 / 255, "low": 0, "high": 1}
cases = [
    {"seed": SEED, "stage": 0, "sample": 0, "draw": 0, "sigma": 0.25, "grid": PIXELS, "places": [i * 37 % 256 for i in range(784)]},
    {"seed": SEED, "stage": 2, "sample": 0, "draw": 0, "sigma": 0.25, "grid": PIXELS, "places": [i * 37 % 256 for i in range(784)]},
    {"seed": "f0" * 32, "stage": 2, "sample": 2**33 + 5, "draw": 10**8, "sigma": 1.0, "grid": PIXELS, "places": [i % 256 for i in range(300)]},
    {"seed": "0a" * 32, "stage": 2, "sample": 17, "draw": 99_999, "sigma": 0.25, "grid": {"step": 0.0625, "low": 0, "high": 1}, "places": [i % 17 for i in range(61)]},
    {"seed": "0b" * 32, "stage": 2, "sample": 3, "draw": 12, "sigma": 0.5, "grid": {"step": 2**-11, "low": -1.5, "high": 2}, "places": [i * 97 % 7169 for i in range(203)]},
]
for case in cases:
    case["values"] = hexadecimal(draw_values(case))

tables = []
for sigma, step in ((0.25, 0.0625), (0.25, 1 / 255), (0.3, 0.7), (1.0, 2**-10)):
    reach, table = thresholds(sigma, step)
    picked = sorted({0, 1, 2, reach // 2, reach - 1, reach, reach + 1, reach + 5, 2 * reach - 2, 2 * reach - 1} & set(range(2 * reach)))
    tables.append({"sigma": sigma, "step": step, "reach": reach, "thresholds": {i: f"{table[i]:x}" for i in picked}})

distribution = []
for a, b in ((0, 1), (1, 1), (-1, 1), (1, 10**9), (10, 3), (-37, 5), (9, 1), (-16, 1), (167, 10), (-17, 1), (40, 1)):
    mp.dps = 100
    distribution.append([a, b, f"{int(floor(ncdf(mpf(a) / b) * 2**192)):x}"])
mp.prec = 700
root = f"{int(floor(mpf(2) ** 512 / sqrt(2 * pi))):x}"

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "noise.json"), "w") as out:
    json.dump({"draws": cases, "tables": tables, "distribution": distribution, "inverse_root_tau": root}, out, indent=1)
    out.write("\n")
