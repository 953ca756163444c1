import type { Signer } from '../../src/service/ports.ts';

/** Signs nothing: its signature says what it was asked for. */
export const aSigner: Signer = {
  sign: async (payload, at) =>
    `${Buffer.from(at.toISOString()).toString('base64url')}..${Buffer.from(`${payload.length} bytes`).toString('base64url')}`,
  keys: [
    {
      kty: 'OKP',
      crv: 'Ed25519',
      x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
      kid: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
      alg: 'EdDSA',
      use: 'sig',
    },
  ],
};
