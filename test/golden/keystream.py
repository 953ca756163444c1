"""The keystream of src/certify/statistics/keystream.ts from its description alone; AES-256 by the openssl command."""
import struct
import subprocess


def blocks(seed, stage, sample, numbers):
    """The blocks of a stream, as bytes."""
    counters = [stage.to_bytes(2, "big") + sample.to_bytes(6, "big") + b.to_bytes(8, "big") for b in numbers]
    command = ["openssl", "enc", "-aes-256-ecb", "-K", seed.hex(), "-nopad"]
    made = subprocess.run(command, input=b"".join(counters), stdout=subprocess.PIPE, check=True).stdout
    return [made[16 * i : 16 * i + 16] for i in range(len(counters))]


def uniforms(seed, stage, sample, draw, d):
    """The d 64-bit numbers of a draw of noise."""
    per = -(-2 * d // 16)
    top = b"".join(blocks(seed, stage, sample, range(draw * per, (draw + 1) * per)))
    low = blocks(seed, stage + 1, sample, range(draw * d, (draw + 1) * d))
    return [struct.unpack_from("<H", top, 2 * j)[0] << 48 | int.from_bytes(low[j][:6], "little") for j in range(d)]


def whole_numbers(seed, stage, sample, first, count):
    """A function of n that answers whole numbers below n, each from the next 32-bit words of `count` blocks that do not bias it."""
    made = b"".join(blocks(seed, stage, sample, range(first, first + count)))
    words = iter(struct.unpack(f"<{len(made) // 4}I", made))

    def below(n):
        for word in words:
            if word * n % 2**32 >= 2**32 % n:
                return word * n >> 32
        raise EOFError

    return below
