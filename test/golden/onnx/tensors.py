"""Initializers of every element type, as raw bytes and as typed lists, written by the onnx package itself.

Run: python tensors.py > tensors.json   (onnx 1.23, ml_dtypes 0.6)
Each case: the model's bytes (base64), and what the one initializer "w" must hold as little-endian bytes (hex).
"""

import base64
import json

import numpy as np
from onnx import TensorProto as T
from onnx import helper, numpy_helper

NUMBERS = {
    "float32": T.FLOAT, "float64": T.DOUBLE, "float16": T.FLOAT16, "bfloat16": T.BFLOAT16,
    "int8": T.INT8, "int16": T.INT16, "int32": T.INT32, "int64": T.INT64,
    "uint8": T.UINT8, "uint16": T.UINT16, "uint32": T.UINT32, "uint64": T.UINT64,
    "bool": T.BOOL, "complex64": T.COMPLEX64, "complex128": T.COMPLEX128,
    "float8_e4m3fn": T.FLOAT8E4M3FN, "float8_e4m3fnuz": T.FLOAT8E4M3FNUZ,
    "float8_e5m2": T.FLOAT8E5M2, "float8_e5m2fnuz": T.FLOAT8E5M2FNUZ,
    "float8_e8m0fnu": T.FLOAT8E8M0, "float4_e2m1fn": T.FLOAT4E2M1,
    "int4": T.INT4, "uint4": T.UINT4, "int2": T.INT2, "uint2": T.UINT2,
}
VALUES = {
    "float32": [0.1, -0.0, 1e-40], "float64": [0.1, -0.0, 5e-324], "float16": [0.5, -2, 6e-8], "bfloat16": [0.5, -2, 3],
    "int8": [-128, 127, -1], "int16": [-32768, 32767, -1], "int32": [-2**31, 2**31 - 1, -1], "int64": [-2**63, 2**63 - 1, -1],
    "uint8": [0, 255, 7], "uint16": [0, 65535, 300], "uint32": [0, 2**32 - 1, 70000], "uint64": [0, 2**64 - 1, 2**53 + 1],
    "bool": [True, False, True], "complex64": [1 + 2j, -0.5j, 3], "complex128": [1 + 2j, -0.5j, 3],
    "float8_e8m0fnu": [1, 2, 4], "int4": [-8, 7, -1], "uint4": [0, 15, 9], "int2": [-2, 1, -1], "uint2": [0, 3, 2],
}


def model(tensor):
    y = helper.make_tensor_value_info("y", tensor.data_type, list(tensor.dims))
    graph = helper.make_graph([helper.make_node("Identity", ["w"], ["y"])], "g", [], [y], [tensor])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 21)], ir_version=10)


cases = []
for name, code in NUMBERS.items():
    values = VALUES.get(name, [0.5, -2, 3])
    typed = helper.make_tensor("w", code, [len(values)], values)
    raw = numpy_helper.from_array(numpy_helper.to_array(typed), "w")
    for form, tensor in [("typed", typed), ("raw", raw)]:
        assert tensor.HasField("raw_data") == (form == "raw"), (name, form)
        cases.append({
            "type": name, "form": form, "dims": [len(values)], "bytes": raw.raw_data.hex(),
            "model": base64.b64encode(model(tensor).SerializeToString()).decode(),
        })
print(json.dumps({"cases": cases}, indent=1))
