/** What is opened is closed in reverse order, each step whatever became of the others. */
export class Closing {
  #steps: (() => Promise<unknown>)[] = [];
  #closed = false;

  /** What is added after the closing began is closed at once. */
  add(step: () => Promise<unknown>): void {
    if (this.#closed) void step().catch(() => undefined);
    else this.#steps.unshift(step);
  }

  /** Rejects with the first fault, after all steps were taken. */
  async close(): Promise<void> {
    this.#closed = true;
    const faults: unknown[] = [];
    for (const step of this.#steps.splice(0)) {
      await step().catch((fault: unknown) => faults.push(fault));
    }
    if (faults.length > 0) throw faults[0];
  }
}
