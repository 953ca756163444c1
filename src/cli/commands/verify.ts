import type { Foreign } from '../command.ts';

/** Checks by itself what a service signed; `verify/` has all of it. */
export const verify: Foreign = {
  does: 'check a certificate, without the service',
  hand: (io, argv) => io.verify(argv),
};
