/** Why bytes are not a model that can be read. */
export type OnnxErrorCode =
  | 'file_empty'
  | 'file_not_onnx'
  | 'file_truncated'
  | 'file_malformed'
  | 'text_invalid'
  | 'name_too_long'
  | 'nesting_too_deep'
  | 'element_type_unknown'
  | 'too_many_nodes'
  | 'too_many_tensors'
  | 'too_many_values'
  | 'too_many_attributes'
  | 'too_many_entries'
  | 'too_many_fields'
  | 'unpacked_too_large'
  | 'not_encodable';

/** Where in the model the fault lies, as far as it was read. */
export interface Place {
  readonly node?: string;
  readonly operator?: string;
  readonly tensor?: string;
}

export class OnnxError extends Error {
  readonly code: OnnxErrorCode;
  readonly place: Place;
  constructor(code: OnnxErrorCode, message: string, place: Place = {}) {
    super(message);
    this.name = 'OnnxError';
    this.code = code;
    this.place = place;
  }

  /** The same error, its place known better; what is known already stays. */
  at(place: Place): OnnxError {
    return new OnnxError(this.code, this.message, { ...place, ...this.place });
  }
}
