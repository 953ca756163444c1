"""One node with an attribute of every kind, a nested graph, and values of every type, written by the onnx package.

Run: python attributes.py > attributes.json   (onnx 1.23)
"""

import base64
import json

from onnx import TensorProto as T
from onnx import helper

inner = helper.make_graph(
    [helper.make_node("Neg", ["outer"], ["inner"])], "body", [], [helper.make_tensor_value_info("inner", T.FLOAT, None)])
tensor = helper.make_tensor("t", T.INT64, [2], [1, -1])
sparse = helper.make_sparse_tensor(helper.make_tensor("v", T.FLOAT, [1], [2.5]), helper.make_tensor("i", T.INT64, [1], [3]), [4])
kind = helper.make_tensor_type_proto(T.FLOAT, ["n", 2, None])
node = helper.make_node(
    "Everything", ["outer", "", "x"], ["y"], name="all", domain="test",
    float=0.1, int=-(2**63), string="grün", tensor=tensor, graph=inner, sparse=sparse, type=kind,
    floats=[0.5, -1.0], ints=[1, 2**63 - 1], strings=["a", ""], tensors=[tensor, tensor], graphs=[inner],
    sparses=[sparse], types=[kind])
inputs = [
    helper.make_tensor_value_info("outer", T.FLOAT, ["batch", 3, None]),
    helper.make_tensor_value_info("x", T.FLOAT16, None),
    helper.make_tensor_sequence_value_info("s", T.FLOAT, [1]),
    helper.make_value_info("o", helper.make_optional_type_proto(helper.make_sequence_type_proto(kind))),
    helper.make_value_info("m", helper.make_map_type_proto(T.STRING, kind)),
    helper.make_value_info("p", helper.make_sparse_tensor_type_proto(T.DOUBLE, [5])),
]
graph = helper.make_graph([node], "g", inputs, [helper.make_tensor_value_info("y", T.FLOAT, [])], [], doc_string="skipped",
                          value_info=[helper.make_tensor_value_info("z", T.BOOL, [1])], sparse_initializer=[sparse])
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13), helper.make_opsetid("test", 1)], ir_version=8,
                          producer_name="golden", doc_string="skipped")
helper.set_model_props(model, {"skipped": "too"})
print(json.dumps({"model": base64.b64encode(model.SerializeToString()).decode()}, indent=1))
