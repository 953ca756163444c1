import { runVerify } from './verify/command.ts';
import { verifyIo } from './verifying.ts';

/** Checks a certificate by itself: needs nothing of the service but its engine, and that for replay alone. */
process.exitCode = await runVerify(process.argv.slice(2), verifyIo());
