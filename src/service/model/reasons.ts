import type { FlawCode } from '../../graph/check/flaw.ts';
import type { OnnxErrorCode } from '../../graph/onnx/error.ts';

/** Nodes in the wrong order are put right, not refused; a model is never written here. */
type BytesCode = Exclude<OnnxErrorCode | FlawCode, 'not_encodable' | 'graph_unsorted'>;

const OF_BYTES = {
  file_empty: 'The file has no bytes.',
  file_not_onnx: 'The file is of another kind, or holds no graph.',
  file_truncated: 'The file ends too early.',
  file_malformed: 'The bytes are not a well-formed ONNX protobuf.',
  text_invalid: 'A name or text is not UTF-8.',
  name_too_long: 'A name is longer than any exporter would make it.',
  nesting_too_deep: 'Graphs or types nest too deeply.',
  element_type_unknown: 'A tensor has an element type that ONNX does not define up to its IR version 13.',
  too_many_nodes: 'The graph has more nodes than the service reads.',
  too_many_tensors: 'The file has more tensors than the service reads.',
  too_many_values: 'The file describes more values than the service reads.',
  too_many_attributes: 'The file has more attributes than the service reads.',
  too_many_entries: 'The lists in the file are longer in all than the service reads.',
  too_many_fields: 'The file has more protobuf fields than the service reads.',
  unpacked_too_large: 'Weights that are not stored as raw bytes would take too much memory.',
  value_defined_twice: 'Two values have the same name.',
  value_undefined: 'A value is used that nothing defines.',
  value_unnamed: 'An input or a weight has no name.',
  graph_cyclic: 'Nodes wait for each other in a circle.',
  operator_missing: 'A node does not say what it computes.',
  attribute_illegal: 'An attribute has no value, or one of another type than it declares.',
  attribute_twice: 'A node has two attributes of the same name.',
  external_data: 'Weights lie in other files than the uploaded one.',
  tensor_size_wrong: 'A tensor holds more or fewer elements than its shape says.',
  dims_negative: 'A declared size is negative.',
  size_overflow: 'A declared shape has more than 2^53 elements.',
} as const satisfies Record<BytesCode, string>;

const OF_SCREENING = {
  model_too_large: 'The file is larger than the limit.',
  ir_version_unsupported: 'The file format is older or newer than the engine reads.',
  opset_missing: 'The model does not say which version of the ONNX operators it uses.',
  opset_ambiguous: 'The model names two versions of the same operators.',
  opset_unsupported: 'The operator version is older or newer than the engine runs.',
  domain_unsupported: 'A node uses an operator outside of ONNX itself.',
  local_function: 'The model defines operators of its own.',
  control_flow: 'Loops and branches are not admitted: their cost and their meaning depend on the data.',
  sequence_value: 'Sequences, optionals and maps are not admitted; every value must be a tensor.',
  string_value: 'Texts are not admitted; every value must be numeric.',
  sparse_tensor: 'Sparse tensors are not admitted.',
  training_mode:
    'The model was exported in training mode: it changes its own statistics or drops units by chance.',
  random_operator: 'The model draws random numbers, so that no statement about it can be repeated.',
  input_missing: 'The model takes no input.',
  inputs_many: 'The model takes more than one input.',
  input_type: 'The input is not a float32 tensor.',
  input_shape_unknown: 'The model does not declare the shape of its input.',
  input_rank: 'The input is not a batch of samples of 1 to 4 dimensions.',
  input_dynamic: 'A size of the sample is left open.',
  input_empty: 'The input has no elements.',
  output_missing: 'The model gives no output.',
  outputs_many: 'The model gives more than one output.',
  output_type: 'The output is not a float32 tensor.',
  output_shape:
    'The output is neither one row of class scores nor one sample of the same shape for each row of input.',
  output_classes: 'There are fewer than two classes.',
  size_too_large: 'A declared size exceeds the memory that a model may use.',
  faults_omitted: 'There are more faults than the answer lists.',
} as const;

/** Found only when the model is opened and run. */
const OF_RUNNING = {
  not_loadable: 'The engine cannot load the model.',
  run_failed: 'The engine cannot run the model on a valid input.',
  output_not_finite: 'The model gives NaN or infinity on an ordinary input.',
  not_deterministic: 'The same input gives different results.',
  batch_dependent: 'The result for a sample depends on its place in the batch or on the other samples.',
  classes_mismatch: 'The declared class names are more or fewer than the classes.',
} as const;

/** Every reason for which a model is not admitted, by its stable code. */
export const REASONS = { ...OF_BYTES, ...OF_SCREENING, ...OF_RUNNING } as const;

export type ReasonCode = keyof typeof REASONS;
