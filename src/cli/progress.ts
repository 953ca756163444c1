import type { Tell } from './tell.ts';

const WIDTH = 80;
const BAR = 24;
/** Milliseconds between two pictures of the bar. */
const PACE = 100;

/** How far a job is: one moving line on a terminal, a line every tenth elsewhere, nothing when it shall be quiet. */
export class Progress {
  readonly #tell: Tell;
  readonly #now: () => number;
  #begun: { readonly at: number; readonly done: number } | null = null;
  #shown = { at: -Infinity, tenth: -1, status: '' };
  #moving = false;
  constructor(tell: Tell, now: () => number = () => performance.now()) {
    this.#tell = tell;
    this.#now = now;
  }

  async show(id: string, status: string, done: number, total: number): Promise<void> {
    if (this.#tell.quiet) return;
    const at = this.#now();
    if (this.#begun === null && status === 'running') this.#begun = { at, done };
    const tenth = total > 0 ? Math.floor((10 * done) / total) : 0;
    const changed = status !== this.#shown.status;
    if (this.#tell.error.terminal) {
      if (!changed && at - this.#shown.at < PACE && done < total) return;
      this.#moving = true;
      const line = this.#line(at, status, done, total);
      await this.#tell.error.write(
        `\r\u001b[K${line.slice(0, (this.#tell.error.sink.columns || WIDTH) - 1)}`,
      );
    } else {
      if (!changed && tenth <= this.#shown.tenth) return;
      await this.#tell.note(`${id} ${status} ${done}/${total}`);
    }
    this.#shown = { at, tenth, status };
  }

  /** What follows begins on a line of its own. */
  async end(): Promise<void> {
    if (this.#moving) await this.#tell.error.write('\n');
    this.#moving = false;
  }

  #line(at: number, status: string, done: number, total: number): string {
    const share = total > 0 ? done / total : 0;
    const filled = Math.floor(share * BAR);
    const bar = '█'.repeat(filled) + '░'.repeat(BAR - filled);
    const counted = `${String(done).padStart(String(total).length)}/${total}`;
    return `${bar} ${Math.floor(100 * share)} %  ${counted}  ${status}${this.#pace(at, done, total)}`;
  }

  #pace(at: number, done: number, total: number): string {
    const begun = this.#begun;
    if (begun === null || done <= begun.done || done >= total) return '';
    const rate = (1000 * (done - begun.done)) / Math.max(1, at - begun.at);
    return `  ${rate.toFixed(1)}/s  ${Math.ceil((total - done) / rate)} s left`;
  }
}
