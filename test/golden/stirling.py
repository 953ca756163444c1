"""Prints the table of src/certify/statistics/stirling-error.ts: ln(n!) - ln(sqrt(2 pi n) (n/e)^n), n = 1..15."""
from mpmath import mp, mpf, log, loggamma, pi, sqrt

mp.dps = 50
for n in range(1, 16):
    x = mpf(n)
    print(repr(float(loggamma(x + 1) - (log(sqrt(2 * pi * x)) + x * log(x) - x))) + ",")
