import type { Command } from '../command.ts';
import { download } from '../download.ts';
import { EXIT } from '../failure.ts';
import { jobId } from '../references.ts';

const TYPE = 'application/vnd.provable.certificate+json';

export const certificate: Command = {
  does: 'the signed certificate of a job',
  help: `provable certificate JOB [-o FILE]

  -o, --out FILE      byte for byte as it was signed; - is standard output
  --outcomes FILE     the outcomes too (NDJSON), which it names by their digest
  --signature FILE    the signature alone too (detached JWS)
  --jwks FILE         the public keys of the service too

provable verify checks it, without the service.`,
  options: {
    out: { type: 'string', short: 'o' },
    outcomes: { type: 'string' },
    signature: { type: 'string' },
    jwks: { type: 'string' },
  },
  async run(context) {
    const { args, tell } = context;
    const path = `/v1/jobs/${jobId(args.operands('JOB')[0]!)}/certificate`;
    const first = await download(context, { path, accept: TYPE, text: true }, args.text('out'));
    const more = {
      outcomes: { path: `${path}/outcomes`, accept: 'application/x-ndjson' },
      signature: { path: `${path}.jws`, accept: 'application/jose' },
      jwks: { path: '/.well-known/jwks.json', accept: 'application/jwk-set+json' },
    };
    const files: { file: string; bytes: number }[] = [];
    for (const [name, wanted] of Object.entries(more)) {
      const file = args.text(name);
      if (file === undefined) continue;
      files.push({ file, bytes: (await download(context, { ...wanted, text: true }, file)).bytes });
    }
    const { file, bytes } = first;
    // a certificate that went to standard output is all that goes there
    if (file !== null) {
      const lines = [{ file, bytes }, ...files].map((one) => `${one.file}: ${one.bytes} bytes`);
      await tell.answer({ file, bytes, more: files }, ...lines);
    }
    return EXIT.done;
  },
};
