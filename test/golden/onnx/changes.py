"""What changed in ONNX's own operators from operator set 8, the oldest that is read, to 26, the newest.

Prints JSON: operators that were added after set 21, and those whose attributes (names, kinds, defaults) or inputs and
outputs (names, whether they may be left out) are not what they were, with the sets in which that happened. Types that
an operator takes in addition are no change. Made with onnx 1.23:

    python changes.py > changes.json
"""

import json
from collections import defaultdict

import onnx
from onnx import defs

OLDEST, CANONICAL, NEWEST = 8, 21, 26


def signature(schema):
    attributes = {
        name: (
            attribute.type.name,
            attribute.required,
            str(onnx.helper.get_attribute_value(attribute.default_value)) if attribute.default_value.name else None,
        )
        for name, attribute in schema.attributes.items()
    }
    inputs = [(one.name, one.option.name) for one in schema.inputs]
    outputs = [(one.name, one.option.name) for one in schema.outputs]
    return attributes, inputs, outputs


histories = defaultdict(list)
for schema in defs.get_all_schemas_with_history():
    if schema.domain == "" and schema.since_version <= NEWEST:
        histories[schema.name].append(schema)

added, changed = [], {}
for name, history in sorted(histories.items()):
    history.sort(key=lambda schema: schema.since_version)
    if history[0].since_version > CANONICAL:
        added.append(name)
        continue
    sets = [
        after.since_version
        for before, after in zip(history, history[1:])
        if after.since_version > OLDEST and (after.deprecated or signature(before) != signature(after))
    ]
    if sets:
        changed[name] = sets

print(json.dumps({"added": added, "changed": changed}, indent=1))
