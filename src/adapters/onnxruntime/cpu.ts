import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import type { Cpu } from '../../graph/evaluate.ts';

/** Instruction sets that the engine's kernels are chosen by, as Linux names them: of x86-64, and of ARM. */
const X86 = ['avx', 'avx2', 'avx512bw', 'avx512dq', 'avx512f', 'avx512vl', 'avx512_bf16', 'avx512_fp16'];
const X86_BESIDE = ['avx512_vnni', 'avx_vnni', 'amx_bf16', 'amx_int8', 'amx_tile', 'f16c', 'fma', 'sse4_1'];
const ARM = ['asimd', 'asimddp', 'asimdhp', 'bf16', 'i8mm', 'sme', 'sve', 'sve2', 'svebf16', 'svei8mm'];
const CHOOSING: ReadonlySet<string> = new Set([...X86, ...X86_BESIDE, ...ARM]);

/** Those that every processor in a text such as /proc/cpuinfo has, sorted; null where it tells of none. */
export function featuresIn(text: string): readonly string[] | null {
  const lists = [...text.matchAll(/^(?:flags|Features)[ \t]*:(.*)$/gm)].map(([, list]) =>
    list!.trim().split(/\s+/),
  );
  const [first, ...others] = lists;
  if (!first) return null;
  const all = others.map((list) => new Set(list));
  return [...new Set(first)]
    .filter((feature) => CHOOSING.has(feature) && all.every((list) => list.has(feature)))
    .sort();
}

/** The processor of this machine. */
export function cpuOf(read: () => string = () => readFileSync('/proc/cpuinfo', 'utf8')): Cpu {
  let features: readonly string[] | null = null;
  try {
    features = featuresIn(read());
  } catch {
    // Not Linux, or a sandbox that hides it: what is sold says less, and that much is said.
  }
  return { features, model: features ? null : cpus()[0]?.model.trim() || null };
}
