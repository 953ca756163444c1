"""Checks certificates of Provable (format 1) by itself: python3 verify.py JWKS.json < certificates, one a line.
Answers a line for each, "valid" or the first thing that is wrong. The rules are those of src/verify/README.md."""
import base64, hashlib, json, math, re, sys
from fractions import Fraction
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from scipy import stats
from scipy.optimize import brentq
from scipy.special import betaln

def need(holds, what):
    if not holds: raise ValueError(what)
def near(stated, own, what, scale=1.0):  # certifiers round down: never more, hardly less
    need(own * (1 - 1e-6) - 1e-9 * scale <= stated <= own * (1 + 1e-9) + 1e-9 * scale, f"{what}: {stated}, not {own}")
def number(x):  # as ECMAScript writes it, and RFC 8785
    if isinstance(x, int): return str(x)
    digits, power = re.fullmatch(r"-?([\d.]+)(?:e([+-]\d+))?", repr(x)).groups()
    whole, _, part = digits.partition("."); figures = (whole + part).strip("0"); sign = "-" if x < 0 else ""
    point = len(whole) + int(power or 0) - (len(whole + part) - len((whole + part).lstrip("0")))
    if -6 < point <= 0: return f"{sign}0.{'0' * -point}{figures}"
    if 0 < point <= 21: return sign + figures[:point].ljust(point, "0") + ("." if figures[point:] else "") + figures[point:]
    return f"{sign}{figures[0]}{'.' if figures[1:] else ''}{figures[1:]}e{point - 1:+d}"
def canonical(v):
    if isinstance(v, list): return f"[{','.join(map(canonical, v))}]"
    if isinstance(v, dict): return "{%s}" % ",".join(f"{canonical(k)}:{canonical(v[k])}" for k in sorted(v, key=lambda k: k.encode("utf-16-be")))
    return number(v) if isinstance(v, (int, float)) and not isinstance(v, bool) else json.dumps(v, ensure_ascii=False)
def unbase64(text):
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    need(base64.urlsafe_b64encode(data).decode().rstrip("=") == text, "base64"); return data
def check_signature(body, signature, keys):
    head, _, tail = signature.partition(".."); header = json.loads(unbase64(head))
    need({**header, "iat": 0, "kid": ""} == {"alg": "EdDSA", "b64": False, "crit": ["b64"], "iat": 0, "kid": "", "typ": "provable-certificate+json"}, "header")
    try: keys[header["kid"]].verify(unbase64(tail), f"{head}.{canonical(body)}".encode())
    except (InvalidSignature, KeyError): raise ValueError("signature") from None

# a probability is (p, 1 - p), so that either end keeps its digits
flip = lambda c: (c[1], c[0])
def low_fixed(k, n, a): return (stats.beta.ppf(a, k, n - k + 1), stats.beta.isf(a, n - k + 1, k)) if k else (0, 1)  # Clopper-Pearson
def low_any(k, n, a):  # min{p : E(p) < 1/a}, E = B(k+1/2, n-k+1/2) / pi / p^k / (1-p)^(n-k); in t = ln(p/(1-p))
    if k == 0: return 0, 1
    e = lambda t: betaln(k + .5, n - k + .5) - math.log(math.pi) + k * math.log1p(math.exp(-t)) + (n - k) * math.log1p(math.exp(t)) + math.log(a)
    t = brentq(e, -600, math.log(k / (n - k)) if k < n else 600, xtol=1e-14, rtol=1e-15); return 1 / (1 + math.exp(-t)), 1 / (1 + math.exp(t))
def z(c): return stats.norm.ppf(c[0]) if c[0] < c[1] else stats.norm.isf(c[1])
def laplace(c): return math.log(2 * c[0]) if c[0] < c[1] else -math.log(2 * c[1])
def width(m): return max(1, math.floor(2 * m["lambda"] / m["grid"]["step"] + .5)) * m["grid"]["step"]
def radius(m, dims, a, b, off):  # of a class with a at least, others with b at most
    if m["name"] == "ablation":
        d, k = m["pixels"], m["kept"]; free = lambda r: Fraction(math.comb(d - r, k), math.comb(d, k))
        return max((r for r in range(d + 1) if Fraction(a[0]) - Fraction(b[0]) > 2 - 2 * free(r)), default=-1)
    r = {"gaussian": lambda: m["sigma"] / 2 * (z(a) - z(b)), "laplace": lambda: m["b"] / 2 * (laplace(a) - laplace(b)),
         "uniform": lambda: width(m) / 2 * (a[0] - b[0])}[m["noise"]]() - off
    return r * (dims ** (1 / m.get("p", math.inf) - .5) if m["norm"] in ("linf", "lp") else 1)
def check_votes(m, row, dims):
    e, whole, a, share, known = row["evidence"], m["name"] == "ablation", m["alpha"], m.get("alpha_rival"), row["evidence"]["candidate"] is not None
    n, k, off, tau, states = e["n"], e["count"], e["off_grid"], e["noise_allowance"], row["verdict"] in ("certified", "predicted")
    need(row["prediction"] == (e["candidate"] if states else None) and 0 <= k <= n, "prediction")
    if m["task"] == "predict":
        p = min(1, (stats.binomtest(k, k + e["runner_up_count"]).pvalue if k else 1) + n * tau)
        return need(p * (1 - 1e-7) <= e["p_value"] <= p * (1 + 1e-6) + 1e-290 and states == (known and e["p_value"] <= a), "p_value")
    if "bounds" in e:  # the best of all looks: between the last look and the luckiest order of these votes
        v, (low, high) = e["votes"], e["bounds"]; others = n - max([c for i, c in enumerate(v) if i != e["candidate"] or not share] or [0])
        need(low <= max(0 if share else .5, low_any(*([k if share else max(v)] * 2), a - 2 * share if share else a)[0]) * (1 + 1e-9), "bounds")
        least = max(0 if share else .5, low_any(others, others, share or a)[1]); need(high >= (min(least, 1 - low) if known or not share else 1) - 1e-9, "bounds")
        p, rival = (low, 1 - low), (high, 1 - high)
    else:
        p = low_any(k, n, a) if "max_n" in m else low_fixed(k, n, a - share if share and known else a)
        rival = min(flip(low_fixed(n - e["rival_count"], n, share)), flip(p)) if share and known else (1, 0)
    p = (p[0] - tau, p[1] + tau) if p[0] > tau else (0, 1); rival = (min(1, rival[0] + tau), max(0, rival[1] - tau))
    near(e["p_lower"], p[0], "p_lower", 1e-3)
    if share and known: near(rival[0], e["rival_upper"], "rival_upper", 1e3)
    if whole: p, rival = (e["p_lower"], 1 - e["p_lower"]), (e.get("rival_upper", 1), 0)
    duel = share and known and p[0] > rival[0]
    r = radius(m, dims, p, min(flip(p), rival) if duel else flip(p), off) if known and (duel or p[0] > .5) else -1
    if "decision" in e: r = max(r, m["target"]["radius"]) if e["decision"] == "above" else -1
    if row["verdict"] == "certified": need(r >= 0 or r > -1e-6 and not whole, "verdict"); near(row["radius"], r, "radius", 0 if whole else 1)
    else: need(row["verdict"] == "abstained" and r < (0 if whole else 1e-6), "verdict")
def check_poll(m, row, dims):  # every way to show a sample votes once
    e = row["evidence"]; v = e["votes"]; lead = v.index(max(v)) if max(v) else None
    need(row["prediction"] == lead == e["leader"] and sum(v) + e["uncounted"] == e["copies"], "votes")
    if lead is None: return need(row["verdict"] == "undecided", "verdict")
    margin = min([v[lead]] + [v[lead] - c - (i < lead) for i, c in enumerate(v) if i != lead])
    if m["name"] == "splitting":
        h, s, off = m["grid"]["step"], margin // 2, e["off_grid"]; grid = m["perturbations"] == "grid"
        return near(row["radius"], max(0, min((s + 1) * h - off, s * h) if grid else (s + 1) * h / 2 - off), "radius", h)
    H, W, w = m["height"], m["width"], m["window"]["side"] - 1; wide, tall = (lambda r: min(W, r + w)), (lambda r: min(H, r + w))
    seen = {"columns": wide, "rows": tall, "block": lambda r: wide(r) * tall(r)}[m["window"]["kind"]]
    need(row["radius"] == max(r for r in range(max(H, W) + 1) if r == 0 or 2 * seen(r) <= margin), "radius")
def check_margin(m, row, dims):
    e = row["evidence"]; holds = e["epsilon"] is not None and (e["margin_lower"] or 0) > 0
    need("search" in m or e["epsilon"] is None or e["epsilon"] in (m["epsilon"] if isinstance(m["epsilon"], list) else [m["epsilon"]]), "epsilon")
    need((row["verdict"] == "certified") == holds and row["radius"] == (e["epsilon"] if holds else None) and row["prediction"] == row["base_prediction"], "radius")
METHODS = {"smoothing": check_votes, "ablation": check_votes, "splitting": check_poll, "structured_ablation": check_poll, "interval": check_margin}
def check(text, keys):
    c = json.loads(text); need(canonical(c) == text, "canonical"); check_signature({k: c[k] for k in c if k != "signature"}, c["signature"], keys)
    need(c["format"] == "provable/certificate" and c["version"] == 1, "version")
    m, rows, s, data = c["method"], c["outcomes"]["rows"], c["summary"], c["dataset"]; N, dims = data["samples"]["limit"], math.prod(data["shape"])
    need(c["outcomes"]["digest"] == "sha256:" + hashlib.sha256("".join(canonical(r) + "\n" for r in rows).encode()).hexdigest(), "digest")
    need([r["index"] for r in rows] == [data["samples"]["offset"] + i * data["samples"]["stride"] for i in range(N)] and s["samples"] == N, "index")
    for row in rows:
        need(row["correct"] == (None if row["label"] is None else row["prediction"] == row["label"]), "correct")
        need((row["radius"] is None) == (row["verdict"] != "certified") and row["norm"] == c["specification"]["norm"], "radius")
        METHODS[m["name"]](m, row, dims)
    for verdict in ("certified", "predicted", "abstained", "undecided", "falsified"): need(s[verdict] == sum(r["verdict"] == verdict for r in rows), verdict)
    chance, known = "alpha" in m, any(r["label"] is not None for r in rows); right = [r for r in rows if r["correct"]]; q = c["joint"]["false_certificates_at_most"]
    need(c["guarantee"].get("confidence") == (min(1 - m["alpha"], 1 - 2**-53) if chance else None), "confidence")
    few = lambda q: stats.binom.sf(q, N, 1 - c["guarantee"]["confidence"]) / 0.001 if chance else 0  # 1 at most where q is enough
    need(few(q) <= 1 + 1e-9 and (q == 0 or few(q - 1) >= 1 - 1e-9), "joint")
    need(c["seed"]["inputs"] is None or c["seed"]["value"] == hashlib.sha256("".join(f"{len(t.encode('utf-16-le')) // 2}:{t}" for t in c["seed"]["inputs"]).encode()).hexdigest(), "seed")
    need(s["clean_accuracy"] == (len(right) / N if known else None), "clean_accuracy")
    if s["average_certified_radius"] is not None: near(s["average_certified_radius"], sum(r["radius"] or 0 for r in right) / N, "average")
    for point in s["certified_accuracy"]:
        far = lambda of: sum(r["radius"] is not None and r["radius"] >= point["radius"] for r in of)
        need(point["certified"] == far(rows) and point["value"] == (far(right) / N if known else None), "curve")
        if known: near(point["proved"], max(0, far(right) - q) / N, "proved", 1e-6)

if __name__ == "__main__":
    keys = {k["kid"]: Ed25519PublicKey.from_public_bytes(unbase64(k["x"])) for k in json.load(open(sys.argv[1]))["keys"]}
    for line in sys.stdin:
        try: check(line.removesuffix("\n"), keys); print("valid")
        except (ValueError, KeyError, TypeError, IndexError, AttributeError, ArithmeticError) as wrong: print(" ".join(str(wrong).split()) or "wrong")
