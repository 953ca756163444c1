// A runner that does what its task says, to test the parent's end of the channel.
import process from 'node:process';
const send = (message) => process.send(message);
process.on('disconnect', () => process.exit(0));
process.on('message', ({ id, task }) => {
  switch (task.kind) {
    case 'echo':
      send({ kind: 'report', id, report: { alive: true } });
      return send({ kind: 'answer', id, answer: { pid: process.pid, env: process.env, cwd: process.cwd() } });
    case 'refuse':
      return send({
        kind: 'refused',
        id,
        code: 'model_refused',
        detail: 'no',
        faults: [{ code: 'x', message: 'y' }],
      });
    case 'fail':
      return send({ kind: 'failed', id, message: 'it failed' });
    case 'die':
      return process.kill(process.pid, 'SIGSEGV');
    case 'hang':
      send({ kind: 'report', id, report: { alive: true } });
      for (;;);
    case 'allocate':
      return send({ kind: 'answer', id, answer: new Uint8Array(task.bytes).length });
    case 'compile': {
      const memory = new globalThis.WebAssembly.Memory({ initial: task.pages, maximum: task.pages });
      return send({ kind: 'answer', id, answer: memory.buffer.byteLength });
    }
  }
});
send({ kind: 'ready' });
