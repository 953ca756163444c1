import fc from 'fast-check';
import { describe as group, expect, it } from 'vitest';
import { constantOfValues, GraphBuilder } from '../../../src/graph/builder.ts';
import { check } from '../../../src/graph/check.ts';
import { encode } from '../../../src/graph/onnx/encode.ts';
import { REASONS } from '../../../src/service/model/reasons.ts';
import { describe, screen, type ScreenLimits } from '../../../src/service/model/screen.ts';
import * as models from '../../support/models.ts';
import { field, message, number } from '../../support/protobuf.ts';

const codes = (file: Uint8Array, limits?: Partial<ScreenLimits>) =>
  screen(file, limits).faults.map(({ code }) => code);

/** x → logits, with something in between. */
function between(build: (builder: GraphBuilder) => void): Uint8Array {
  const builder = new GraphBuilder();
  builder.input('x', ['batch', 4]);
  builder.node('Relu', ['x'], {}, { outputs: ['logits'] });
  build(builder);
  builder.output('logits', ['batch', 4]);
  return encode(builder.model());
}

group('screen', () => {
  it('answers the model of a file without faults', () => {
    const file = models.bytesOfModel(models.convolutional());
    const screened = screen(file);
    expect(screened.faults).toEqual([]);
    expect('model' in screened && screened.model.graph.nodes).toHaveLength(4);
  });

  it('puts nodes in order, as the engine would, instead of refusing them', () => {
    const builder = new GraphBuilder();
    builder.input('x', ['batch', 4]);
    builder.node('Add', ['x', 'c'], {}, { outputs: ['logits'] });
    builder.node('Constant', [], { value_float: 0.5 }, { outputs: ['c'] });
    builder.output('logits', ['batch', 4]);
    const screened = screen(encode(builder.model()));
    expect('model' in screened && check(screened.model.graph)).toEqual([]);
  });

  it('refuses a file over the limit without looking inside', () => {
    const [fault] = screen(new Uint8Array(2 ** 20 + 1), { bytes: 2 ** 20 }).faults;
    expect(fault).toMatchObject({
      code: 'model_too_large',
      message: 'the file has 1.0 MB; at most 1.0 MB are admitted',
    });
  });

  it.each([
    ['an empty file', new Uint8Array(0), 'file_empty'],
    ['a zip', Buffer.from('PK\x03\x04model.onnx'), 'file_not_onnx'],
    ['a cut-off model', models.bytesOfModel(models.linear()).subarray(0, 99), 'file_truncated'],
  ])('refuses %s', (_, file, code) => {
    expect(codes(file)).toEqual([code]);
  });

  it('names node, operator and tensor of bytes that cannot be read', () => {
    const tensor = field(5, field(1, 'value'), field(5, number(2, 99), field(8, 'w')));
    const [fault] = screen(field(7, field(1, field(3, 'c1'), field(4, 'Constant'), tensor))).faults;
    expect(fault).toEqual({
      code: 'element_type_unknown',
      message: 'the element type 99 is not known (tensor "w")',
      node: 'c1',
      operator: 'Constant',
    });
  });

  it('gives all reasons at once, each with its node', () => {
    const inner = new GraphBuilder('body').build();
    const builder = new GraphBuilder();
    builder.input('image', ['batch', 3, 'height', 8], 'uint8');
    builder.input('mask', ['batch', 1]);
    builder.node('Loop', ['', '', 'image'], { body: inner }, { name: 'forever', outputs: ['a'] });
    builder.node('RandomNormalLike', ['a'], {}, { name: 'dice', outputs: ['b'] });
    builder.node('Gelu', ['b'], {}, { name: 'fast', domain: 'com.microsoft', outputs: ['c'] });
    builder.node('Add', ['c', 'ghost'], {}, { name: 'sum', outputs: ['d'] });
    builder.output('d', ['batch', 10, 10]);
    const { faults } = screen(encode(builder.model(7)));
    expect(faults.map(({ code, node, operator }) => [code, node, operator])).toEqual([
      ['opset_unsupported', undefined, undefined],
      ['inputs_many', undefined, undefined],
      ['input_type', undefined, undefined],
      ['input_dynamic', undefined, undefined],
      ['output_shape', undefined, undefined],
      ['control_flow', 'forever', 'Loop'],
      ['random_operator', 'dice', 'RandomNormalLike'],
      ['domain_unsupported', 'fast', 'Gelu'],
      ['value_undefined', 'sum', 'Add'],
    ]);
    expect(faults.find(({ code }) => code === 'input_dynamic')!.message).toContain('"height"');
  });

  it('lists fifty of very many, one of each kind among them, and counts the rest', () => {
    const file = between((builder) => {
      for (let i = 0; i < 1000; i++) builder.node('Bernoulli', ['x'], {}, { name: `coin ${i}` });
      builder.node('Add', ['x', 'ghost']);
    });
    const found = codes(file);
    expect(found).toHaveLength(51);
    expect(found).toContain('value_undefined');
    expect(screen(file).faults.at(-1)).toEqual({ code: 'faults_omitted', message: 'and at least 951 more' });
    expect(codes(file, { faults: 2 })).toEqual(['random_operator', 'value_undefined', 'faults_omitted']);
  });

  it('gives up counting where a file has more faults than anyone reads', () => {
    const readers = new Uint8Array(
      Buffer.concat(new Array<Uint8Array>(50_000).fill(field(1, field(1, 'ghost'), field(4, 'Neg')))),
    );
    const { faults } = screen(field(7, readers));
    expect(faults.at(-1)!.message).toMatch(/^and at least 9\d\d more$/);
  });

  it('shortens and escapes hostile names', () => {
    const name = `\u001b[2J${'x'.repeat(4000)}`;
    const [fault] = screen(between((builder) => builder.node('Bernoulli', ['x'], {}, { name }))).faults;
    expect(fault!.node).toMatch(/^\\u\{1b\}\[2Jx{56}…\(3944 more characters\)$/);
    expect(fault!.message).not.toContain('\u001b');
  });

  it('says of external data which tensor lies where', () => {
    const external = field(
      5,
      number(1, 3),
      number(2, 1),
      field(8, 'w'),
      number(14, 1),
      field(13, field(1, 'location'), field(2, '/etc/passwd')),
    );
    const { faults } = screen(message(number(1, 8), field(7, external)));
    expect(faults).toContainEqual({
      code: 'external_data',
      message:
        'the initializer "w" lies in another file ("/etc/passwd"); save the model with its weights inside',
    });
  });

  // Both are small enough to be mistaken for a test, and enough to stop a service that opens them.
  it('refuses a Loop that never ends, of 260 bytes and less', () => {
    const body = new GraphBuilder('body');
    body.input('i', [], 'int64');
    body.input('go', [], 'bool');
    body.node('Identity', ['go'], {}, { outputs: ['more'] });
    body.output('more', [], 'bool');
    const file = between((builder) => {
      builder.node(
        'Constant',
        [],
        { value: constantOfValues(Uint8Array.of(1), [], 'bool') },
        { outputs: ['yes'] },
      );
      builder.node('Loop', ['', 'yes'], { body: body.build() }, { name: 'forever', outputs: [] });
    });
    expect(file.length).toBeLessThanOrEqual(260);
    expect(screen(file).faults).toMatchObject([{ code: 'control_flow', node: 'forever', operator: 'Loop' }]);
  });

  it('refuses a ConstantOfShape of 40 GB, of 177 bytes and less', () => {
    const file = between((builder) => {
      builder.constant(BigInt64Array.of(10_000_000_000n), [1], { name: 's' });
      builder.node('ConstantOfShape', ['s'], {}, { name: 'huge' });
    });
    expect(file.length).toBeLessThanOrEqual(177);
    const { faults } = screen(file);
    expect(faults).toMatchObject([{ code: 'size_too_large', node: 'huge', operator: 'ConstantOfShape' }]);
    expect(faults[0]!.message).toContain('38,147 MB; at most 2,048 MB');
  });

  it('refuses in nested graphs what it refuses outside', () => {
    const inner = new GraphBuilder('then');
    inner.node('Bernoulli', ['x'], {}, { name: 'coin' });
    const file = between((builder) =>
      builder.node('If', ['x'], { then_branch: inner.build() }, { name: 'if' }),
    );
    expect(screen(file).faults).toMatchObject([
      { code: 'control_flow', node: 'if' },
      { code: 'random_operator', node: 'coin' },
    ]);
  });

  it('never throws, and has an explanation for every code it gives', () => {
    const whole = models.bytesOfModel(models.convolutional());
    const change = fc.record({ at: fc.nat(whole.length - 1), to: fc.integer({ min: 0, max: 255 }) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
        const file = whole.slice();
        for (const { at, to } of changes) file[at] = to;
        for (const { code, message } of screen(file).faults) {
          expect(REASONS).toHaveProperty(code);
          expect(message).not.toBe('');
        }
      }),
      { numRuns: 2000, seed: 13 },
    );
  });
});

group('describe', () => {
  const facts = (file: Uint8Array) => {
    const screened = screen(file);
    if (!('model' in screened)) throw new Error('the model is refused');
    return describe(screened.model);
  };

  it('tells what the bytes state', () => {
    expect(facts(models.bytesOfModel(models.convolutional()))).toEqual({
      opset: 13,
      parameters: 86,
      operators: { Conv: 1, Flatten: 1, Gemm: 1, Relu: 1 },
      inputs: [{ name: 'x', datatype: 'FP32', shape: [-1, 1, 6, 6] }],
      outputs: [{ name: 'logits', datatype: 'FP32', shape: [-1, 2] }],
      sample_shape: [1, 6, 6],
      fixed_batch: null,
    });
  });

  it('tells a fixed batch, and an undeclared output as open', () => {
    expect(facts(models.bytesOfModel(models.fixedBatch(3)))).toMatchObject({
      fixed_batch: 3,
      sample_shape: [4],
    });
    const builder = new GraphBuilder();
    builder.input('x', [1, 4]);
    builder.output(builder.node('Relu', ['x'], {}, { outputs: ['y'] }), null);
    expect(facts(encode(builder.model())).outputs).toEqual([
      { name: 'y', datatype: 'FP32', shape: [-1, -1] },
    ]);
  });
});
