import { describe, expect, it } from 'vitest';
import { cpuOf, featuresIn } from '../../../src/adapters/onnxruntime/cpu.ts';

const X86 = `processor\t: 0
model name\t: A Processor
flags\t\t: fpu sse2 sse4_1 fma avx avx2 hypervisor avx512f
vmx flags\t: ept avx512bw
bugs\t\t: spectre_v1

processor\t: 1
flags\t\t: fpu sse2 avx2 fma avx sse4_1
`;
const ARM =
  'processor\t: 0\nBogoMIPS\t: 50.00\nFeatures\t: fp asimd aes asimdhp asimddp\nCPU part\t: 0xd0c\n';

describe('what of a processor an engine chooses its kernels by', () => {
  it('is what all of its cores have, in alphabetical order', () => {
    expect(featuresIn(X86)).toEqual(['avx', 'avx2', 'fma', 'sse4_1']);
    expect(featuresIn(ARM)).toEqual(['asimd', 'asimddp', 'asimdhp']);
  });

  it('is not known where the system does not tell, and is not made up then', () => {
    expect(featuresIn('processor : 0\n')).toBeNull();
    const unreadable = cpuOf(() => {
      throw new Error('no such file');
    });
    expect(unreadable.features).toBeNull();
  });

  it('goes without the name under which the processor is sold where it is known', () => {
    expect(cpuOf(() => X86)).toEqual({ features: ['avx', 'avx2', 'fma', 'sse4_1'], model: null });
  });
});
