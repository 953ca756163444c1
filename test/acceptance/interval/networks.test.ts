import { describe, expect, it } from 'vitest';
import { elementCount } from '../../../src/graph/tensor.ts';
import { readConstant } from '../../../src/graph/constant.ts';
import type { Network as Compiled } from '../../../src/certify/certifiers/interval/network.ts';
import { Unsupported } from '../../../src/graph/rewrites/canonical/compile.ts';
import { obstaclesOf } from '../../../src/graph/rewrites/interval/obstacles.ts';
import { screen } from '../../../src/service/model/screen.ts';
import { numbers } from '../../certify/numbers.ts';
import { enclosure } from '../../support/interval/enclosure.ts';
import { flat } from '../../support/interval/flat.ts';
import { inputDims } from '../../support/interval/margins.ts';
import { compile, compiled, modelOf } from '../../support/interval/network.ts';
import { ballRegions, boxRegions } from '../../support/interval/regions.ts';
import { floatBox, isEmpty, type FloatBox } from '../../support/vnncomp/box.ts';
import { list, readText } from '../../support/vnncomp/files.ts';
import { mnistImage } from '../../support/vnncomp/mnist.ts';
import { IMAGE_TO_IMAGE, networks, type Network } from '../../support/vnncomp/networks.ts';
import { parseProperty } from '../../support/vnncomp/vnnlib.ts';

/** Rows of a batch: a box of every radius. */
const RADII = [0, 1e-7, 1e-3, 0.02, 0.1, 0.5, 3, 300];
const POINTS = 24;

/**
 * Networks that are no classifiers of single samples, most of them tests of one operator. As classifiers of one flat sample
 * all but these have bounds; these move, cut or sum the first axis, which is that of the batch.
 */
const NO_BOUNDS: Readonly<Record<string, readonly string[]>> = {
  'marabou_layer_zoo/concat/concat_axis_0': ['Concat'],
  'marabou_layer_zoo/layer-zoo/constant': ['output_constant'],
  'marabou_layer_zoo/layer-zoo/transpose': ['Transpose'],
  'marabou_layer_zoo/split/split_1d_split-2-4_axis-0': ['Split'],
  'marabou_layer_zoo/split/split_1d_split-2_axis-0': ['Split'],
  'marabou_layer_zoo/vnnlib/test_small_vnncomp': ['MatMul', 'MatMul'],
  'test/test_small': ['MatMul', 'MatMul'],
};

/** Admission refuses it, because it drops units by chance; the compiler never sees it. */
const RANDOM = 'vnncomp/marabou_layer_zoo/layer-zoo/dropout_training_mode_true.onnx';

const all = networks().filter(({ name }) => name !== RANDOM);
/** As a classifier. */
const isAdmitted = (one: Network) =>
  !IMAGE_TO_IMAGE.test(one.name) && screen(one.bytes()).faults.length === 0;

const centres = (size: number): readonly FloatBox[] => {
  const uniform = numbers(7);
  return RADII.map((radius) => {
    const centre = Float32Array.from({ length: size }, uniform);
    return { lower: centre.map((x) => x - radius), upper: centre.map((x) => x + radius) };
  });
};

/** Boxes of the family's first properties, where they are of networks with as many inputs. */
const boxesOf = (family: string, size: number): readonly FloatBox[] =>
  list(family, '.vnnlib')
    .filter((path) => !/layer_zoo|syntax/.test(path))
    .slice(0, 4)
    .map((path) => parseProperty(readText(path)))
    .filter(({ inputs }) => inputs === size)
    .map(({ cases }) => floatBox(cases[0]!))
    .filter((box) => !isEmpty(box));

describe.each(all)('$name', (one) => {
  const { name, family } = one;
  it('is compiled, and bounds hold what the engine gives', async () => {
    const admitted = isAdmitted(one);
    const model = admitted ? modelOf(name) : flat(modelOf(name));
    const refused = NO_BOUNDS[name.replace(/^vnncomp\/|\.onnx$/g, '')] ?? [];
    const obstacles = await compile(model, RADII.length).then(
      ({ canonical }) => obstaclesOf(canonical).map(({ operator }) => operator),
      (error: unknown) => (error instanceof Unsupported ? error.obstacles.map(({ code }) => code) : [error]),
    );
    expect(obstacles).toEqual(refused);
    if (refused.length > 0) {
      expect(admitted).toBe(false);
      return;
    }
    const network = await compile(model, RADII.length);
    const size = elementCount(inputDims(network).slice(1));
    const boxes = [...centres(size), ...boxesOf(family, size)];
    const { compared, unknown, escaped } = await enclosure(network, model, boxRegions(boxes, POINTS));
    expect(escaped.slice(0, 5)).toEqual([]);
    expect(compared).toBeGreaterThan(boxes.length * POINTS);
    if (family !== 'vnncomp/traps') expect(unknown).toBe(0);
  });
});

it('most of which are admitted', () => {
  const refused = all.filter((one) => !isAdmitted(one));
  expect([all.length, refused.length]).toEqual([129, 27]);
});

/** Networks that begin in different ways: dense, convolutional, transposed, normalised coordinate by coordinate. */
const BEGINNINGS = [
  'vnncomp/bounds/lirpa_mnist_fc_3layer',
  'vnncomp/bounds/sdp_mnist_cnn_a_adv',
  'vnncomp/lirpa_fixtures/cnn_4layer_bn_residual',
  'vnncomp/marabou-cifar10/nets/cifar10_small',
  'vnncomp/verivital/Convnet_avgpool',
  'vnncomp/eran/nets/ffnnSIGMOID__Point_6x200',
  'vnncomp/acasxu/onnx/ACASXU_run2a_1_1_batch_2000',
  'vnncomp/rl_benchmarks/onnx/cartpole',
  'cifar10/cifar10-resnet20-noise-0.25',
];

describe.each(BEGINNINGS)('%s', (path) => {
  it.each(['l2', 'l1'] as const)('has bounds that hold in balls of %s', async (norm) => {
    const name = `${path}.onnx`;
    const network = await compiled(name, 4);
    const size = elementCount(inputDims(network).slice(1));
    const uniform = numbers(3);
    const balls = [0, 1e-3, 0.3, 3].map((epsilon) => ({
      x: Float32Array.from({ length: size }, uniform),
      epsilon: Math.fround(epsilon),
    }));
    const { compared, escaped } = await enclosure(network, modelOf(name), ballRegions(norm, balls, [], 10));
    expect(escaped.slice(0, 5)).toEqual([]);
    expect(compared).toBeGreaterThan(100);
  });
});

/** Columns of the first layer's weights: where its sums are largest. */
function columnsOf({ canonical }: Compiled): readonly Float64Array[] {
  const { nodes, initializers } = canonical.model.graph;
  const first = nodes.find(({ operator }) => operator === 'Gemm')!;
  const weights = initializers.find(({ name }) => name === first.inputs[1])!;
  const [features = 0, columns = 0] = weights.dims;
  const data = readConstant(weights).data as Float32Array;
  return Array.from({ length: columns }, (_, column) =>
    Float64Array.from({ length: features }, (_, i) => data[i * columns + column]!),
  );
}

it.each(['l2', 'l1'] as const)('holds the farthest points of a ball in %s', async (norm) => {
  const name = 'vnncomp/bounds/lirpa_mnist_fc_3layer.onnx';
  const network = await compiled(name, 2);
  const directions = columnsOf(network);
  expect(directions[0]).toHaveLength(28 * 28);
  const balls = [0.05, 1].map((epsilon, i) => ({ x: mnistImage(i), epsilon: Math.fround(epsilon) }));
  const regions = ballRegions(norm, balls, directions, 2);
  const { compared, escaped } = await enclosure(network, modelOf(name), regions);
  expect(escaped.slice(0, 5)).toEqual([]);
  expect(compared).toBeGreaterThan(2 * directions.length ** 2);
});
