/** Every refusal of the service, in one table: stable code, HTTP status, title. Codes are never renamed. */
export const REFUSALS = {
  request_invalid: [422, 'The request does not fit the contract'],
  request_malformed: [400, 'The request cannot be understood'],
  body_malformed: [400, 'The body cannot be read'],
  body_missing: [400, 'The request needs a body'],
  parameter_invalid: [400, 'A query or path parameter is wrong'],
  media_type_unsupported: [415, 'This media type is not accepted here'],
  not_acceptable: [406, 'No offered media type is acceptable'],
  too_large: [413, 'The upload is larger than the limit'],
  upload_incomplete: [400, 'The upload ended early or lacks a part'],
  unauthorized: [401, 'A valid API key is needed'],
  origin_not_allowed: [403, 'Without an API key only this machine is answered, and no other website'],
  route_unknown: [404, 'There is no such route'],
  method_not_allowed: [405, 'The resource does not have this method'],
  model_unknown: [404, 'There is no such model'],
  dataset_unknown: [404, 'There is no such dataset'],
  job_unknown: [404, 'There is no such job'],
  gate_unknown: [404, 'The job has no gate'],
  model_refused: [422, 'The model is not admitted'],
  dataset_refused: [422, 'The dataset is not admitted'],
  model_in_use: [409, 'The model is used by jobs that have not ended'],
  dataset_in_use: [409, 'The dataset is used by jobs that have not ended'],
  job_not_ended: [409, 'The job has not ended'],
  job_ended: [409, 'The job has already ended'],
  job_stopped_early: [409, 'The job ended before its last sample, when its gate was decided'],
  job_not_succeeded: [409, 'Only a job that has succeeded can be extended, certified or compared'],
  jobs_incomparable: [422, 'The jobs do not speak of the same, and cannot be compared'],
  certificate_unavailable: [409, 'Of a job that was kept too little for a certificate'],
  queue_unavailable: [503, 'The queue cannot be reached; try again'],
  overloaded: [503, 'The service is at its limit; try again'],
  not_ready: [503, 'The service cannot do its work yet'],
  request_timeout: [408, 'The request took too long to arrive'],
  headers_too_large: [431, 'The request line and headers are too long'],
  internal: [500, 'An unexpected fault; the request id finds it in the log'],
} as const satisfies Record<string, readonly [number, string]>;

export type RefusalCode = keyof typeof REFUSALS;

/** One thing that is wrong. `pointer` is an RFC 6901 pointer into the request body, or `#query/name`. */
export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly pointer?: string;
  readonly node?: string;
  readonly operator?: string;
}

/** The only error that reaches a client with its own words; anything else is answered as `internal`. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly faults: readonly Fault[];
  constructor(code: RefusalCode, detail?: string, faults: readonly Fault[] = []) {
    super(detail ?? REFUSALS[code][1]);
    this.name = 'Refusal';
    this.code = code;
    this.faults = faults;
  }
  get status(): number {
    return REFUSALS[this.code][0];
  }
}
