import { openRecords } from '../../../src/adapters/sql/records.ts';
import { work } from './worker.ts';

const [url, jobId, name] = process.argv.slice(2);
const records = await openRecords(url!);
await records.migrate();
process.stdout.write(JSON.stringify(await work(records, jobId!, name!)));
await records.close();
