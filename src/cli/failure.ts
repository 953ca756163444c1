import { oneLine, printableJson } from './printable.ts';

/** What a command ends with: 0 done, 1 the answer is no, 2 refused or undecided, 3 the service does not answer. */
export const EXIT = { done: 0, no: 1, refused: 2, unreachable: 3 } as const;

export interface FailureFault {
  readonly code: string;
  readonly message: string;
  readonly pointer?: string;
  readonly node?: string;
  readonly operator?: string;
}

export interface FailureDetails {
  readonly code: string;
  readonly exit: number;
  /** The HTTP status, where there is one. */
  readonly status?: number;
  readonly faults?: readonly FailureFault[];
  readonly requestId?: string;
  /** What a person may do about it. */
  readonly hint?: string;
}

/** An end that is not success, in words for people and for programs. */
export class Failure extends Error {
  readonly details: FailureDetails;
  constructor(message: string, details: FailureDetails) {
    super(message);
    this.name = 'Failure';
    this.details = details;
  }

  /** For people: what happened, then every fault on a line of its own, with the field first. */
  lines(): readonly string[] {
    const { faults = [], hint, requestId } = this.details;
    const told = faults.filter(({ message, pointer }) => message !== this.message || pointer !== undefined);
    return [
      `provable: ${oneLine(this.message)}`,
      ...told.map((fault) => `  ${faultLine(fault)}`),
      ...(requestId === undefined ? [] : [`  request ${oneLine(requestId)}`]),
      ...(hint === undefined ? [] : [`  ${oneLine(hint)}`]),
    ];
  }

  /** For programs: one line of JSON. */
  json(): string {
    const { code, exit, status = null, faults = [], requestId = null } = this.details;
    const error = { code, message: this.message, exit, status, errors: faults, request_id: requestId };
    return printableJson({ error });
  }
}

function faultLine({ pointer, node, operator, code, message }: FailureFault): string {
  const where = pointer ?? (node === undefined ? '' : `node ${node}${operator ? ` (${operator})` : ''}`);
  return oneLine(`${where === '' ? '' : `${where}: `}${message} [${code}]`);
}

/** The command line makes no sense. */
export const misuse = (message: string, hint?: string): Failure =>
  new Failure(message, { code: 'usage', exit: EXIT.refused, ...(hint !== undefined && { hint }) });
