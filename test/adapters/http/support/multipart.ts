export interface Part {
  readonly name: string;
  readonly content: string | Buffer;
  readonly filename?: string;
  readonly type?: string;
}

const BOUNDARY = 'a-boundary-of-the-tests';
export const MULTIPART_TYPE = `multipart/form-data; boundary=${BOUNDARY}`;

/** A multipart body, byte by byte: what no client library would send can be sent too. */
export function multipart(parts: readonly Part[], ending = `--${BOUNDARY}--\r\n`): Buffer {
  const pieces = parts.flatMap(({ name, content, filename, type }) => [
    `--${BOUNDARY}\r\n`,
    `Content-Disposition: form-data; name="${name}"${filename ? `; filename="${filename}"` : ''}\r\n`,
    type ? `Content-Type: ${type}\r\n` : '',
    '\r\n',
    content,
    '\r\n',
  ]);
  return Buffer.concat([...pieces, ending].map((piece) => Buffer.from(piece as string)));
}
