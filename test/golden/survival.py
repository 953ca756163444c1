"""1 - Phi(z) at fifty digits, for the doubles z: writes survival.json beside this file."""
import json
import pathlib

import mpmath as mp

mp.mp.dps = 50
POINTS = [0.0, 1e-9, 0.1, 0.5, 1.0, 1.5, 1.999, 2.0, 2.001, 2.5, 3.0, 3.8115, 5.0, 8.0, 12.0, 20.0, 37.0]
known = [[z, mp.nstr(mp.erfc(mp.mpf(z) / mp.sqrt(2)) / 2, 25)] for z in POINTS]
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(known, indent=1) + "\n")
