"""Files written by numpy and by Python's own zip and gzip, with the values they hold. Prints datasets.json."""

import base64
import gzip
import hashlib
import io
import json
import struct
import zipfile

import numpy as np


def text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def npy(array, version=None, pickle=False) -> bytes:
    out = io.BytesIO()
    np.lib.format.write_array(out, array, version=version, allow_pickle=pickle)
    return out.getvalue()


def npz(save, *args, **arrays) -> bytes:
    out = io.BytesIO()
    save(out, *args, **arrays)
    return out.getvalue()


def streamed_zip(arrays) -> bytes:
    """Written to a pipe: sizes follow the data (bit 3 of the flags), local headers state none."""

    class Pipe(io.BytesIO):
        def seekable(self):
            return False

        def tell(self):
            raise OSError

    out = Pipe()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            archive.writestr(name + ".npy", npy(array))
    return out.getvalue()


def idx(code: int, array, order=">") -> bytes:
    head = struct.pack(">BBBB", 0, 0, code, array.ndim) + struct.pack(f">{array.ndim}I", *array.shape)
    return head + array.astype(array.dtype.newbyteorder(order)).tobytes()


def canonical_digest() -> str:
    """Two samples [1, 2] and [3, 4] of uint8, labels 7 and 8, scale 0.5."""
    head = b'{"count":2,"shape":[2],"type":"uint8","scale":0.5,"labelled":true}'
    block = (b"PRVDATA1" + struct.pack("<I", len(head)) + head).ljust(512, b" ")
    return hashlib.sha256(block + struct.pack("<2i", 7, 8) + bytes([1, 2, 3, 4])).hexdigest()


rng = np.random.default_rng(7)
raw = rng.integers(0, 120, (3, 2, 4))
arrays = []
for code in ["b1", "u1", "i1", "u2", "i2", "u4", "i4", "u8", "i8", "f2", "f4", "f8"]:
    values = raw - 60 if code[0] in "if" else raw
    if code == "b1":
        values = raw % 2
    for order in ["|"] if code.endswith("1") else ["<", ">"]:
        for memory in ["C", "F"]:
            array = np.asarray(values / 7 if code[0] == "f" else values, dtype=order + code, order=memory)
            arrays.append(
                {
                    "name": f"{order}{code} {memory}",
                    "type": array.dtype.newbyteorder("=").name,
                    "dims": list(array.shape),
                    "npy": text(npy(array)),
                    "values": array.astype(np.float64).reshape(-1).tolist(),
                }
            )

special = np.array([[np.nan, np.inf, -np.inf, 6e-8, -6.1e-5, 65504]], dtype="<f2")
big = np.array([[2**63 - 1, -(2**63), 2**53 + 1]], dtype="<i8")

images = rng.integers(0, 256, (6, 3, 4, 2)).astype(np.uint8)  # n, h, w, c
labels = np.array([0, 2, 1, 2, 2, 0])
refused = {
    "object": np.array([{"a": 1}, None], dtype=object),
    "text": np.array(["a", "bc"]),
    "bytes": np.array([b"a", b"bc"]),
    "complex": np.array([[1j]]),
    "dates": np.array(["2020-01-01"], dtype="datetime64[D]"),
    "structured": np.array([(1, 2.0)], dtype=[("a", "<i4"), ("b", "<f8")]),
    "longdouble": np.array([[1]], dtype=np.longdouble),
}

print(
    json.dumps(
        {
            "canonical_digest": canonical_digest(),
            "arrays": arrays,
            "versions": {str(v): text(npy(np.arange(6, dtype="<f4").reshape(2, 3), (v, 0))) for v in (1, 2, 3)},
            "halves": {
                "npy": text(npy(special)),
                "values": [repr(float(x)) for x in special[0]],
            },
            "longs": {"npy": text(npy(big)), "values": [float(x) for x in big[0]]},
            "refused": {name: text(npy(array, pickle=True)) for name, array in refused.items()},
            "images": {
                "values": images.reshape(-1).tolist(),
                "shape": list(images.shape[1:]),
                "channels_first": images.transpose(0, 3, 1, 2).reshape(-1).tolist(),
                "labels": labels.tolist(),
                "npy": text(npy(images)),
                "labels_npy": text(npy(labels)),
                "stored": text(npz(np.savez, images=images, labels=labels)),
                "deflated": text(npz(np.savez_compressed, images=images, labels=labels)),
                "positional": text(npz(np.savez, images, labels)),
                "streamed": text(streamed_zip({"images": images, "labels": labels})),
                "keras": text(
                    npz(np.savez, x_train=images[:2], y_train=labels[:2], x_test=images, y_test=labels)
                ),
                "column_labels": text(npz(np.savez, test_images=images, test_labels=labels[:, None])),
                "float_labels": text(npz(np.savez, x=images, y=labels.astype(np.float32))),
                "one_hot": text(npz(np.savez, x=images, y=np.eye(3)[labels])),
                "alone": text(npz(np.savez, anything=images)),
            },
            "idx": {
                "planes": text(idx(0x08, images[..., 0])),
                "gzip": text(gzip.compress(idx(0x08, images[..., 0]), mtime=0)),
                "labels": text(idx(0x08, labels.astype(np.uint8))),
                "values": images[..., 0].reshape(-1).tolist(),
                "typed": [
                    {
                        "type": np.dtype(dtype).name,
                        "idx": text(idx(code, (raw - 60).reshape(3, 8).astype(dtype))),
                        "values": (raw - 60).reshape(-1).tolist(),
                    }
                    for code, dtype in [(0x09, "i1"), (0x0B, "i2"), (0x0C, "i4"), (0x0D, "f4"), (0x0E, "f8")]
                ],
            },
        },
        separators=(",", ":"),
    )
)
