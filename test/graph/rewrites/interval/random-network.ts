import { float, GraphBuilder } from '../../../../src/graph/builder.ts';
import type { Model } from '../../../../src/graph/graph.ts';
import { elementCount } from '../../../../src/graph/tensor.ts';
import { numbers } from '../../../certify/numbers.ts';

export interface RandomNetwork {
  readonly model: Model;
  /** Dims of one sample. */
  readonly dims: readonly number[];
  readonly classes: number;
  /** True where the logits are turned into probabilities at the end. */
  readonly tail: boolean;
}

/**
 * A small classifier of convolutions, pools, residual blocks and dense layers; another one for every seed. A wild one has
 * weights of very different sizes, 2^±wildness, tensor by tensor.
 */
export function randomNetwork(seed: number, wildness = 0): RandomNetwork {
  return new Draft(seed, wildness).classifier();
}

class Draft {
  readonly #graph = new GraphBuilder('random');
  readonly #uniform: () => number;
  readonly #wildness: number;
  #value: string;
  #dims: readonly number[];

  constructor(seed: number, wildness: number) {
    this.#uniform = numbers(seed);
    this.#wildness = wildness;
    const images = this.#chance(0.7);
    this.#dims = images ? [this.#int(1, 3), this.#int(4, 6), this.#int(4, 6)] : [this.#int(3, 16)];
    this.#value = this.#graph.input('x', ['batch', ...this.#dims]);
  }

  classifier(): RandomNetwork {
    const dims = this.#dims;
    if (this.#chance(0.4)) this.#normalise();
    if (dims.length === 3) this.#image();
    for (let layer = this.#int(0, 2); layer > 0; layer--) this.#dense();
    const classes = this.#int(2, 6);
    this.#product(classes);
    if (this.#chance(0.1)) this.#apply('Relu');
    const tail = this.#chance(0.15);
    if (tail) this.#apply(this.#chance(0.5) ? 'Softmax' : 'LogSoftmax');
    this.#graph.output(this.#value, null);
    return { model: this.#graph.model(21, 10), dims, classes, tail };
  }

  #normalise(): void {
    const [channels, ...axes] = this.#dims;
    const dims = [channels!, ...axes.map(() => 1)];
    this.#apply('Sub', this.#tensor(dims, 1));
    this.#apply(this.#chance(0.5) ? 'Div' : 'Mul', this.#tensor(dims, 0.5, 1.5));
  }

  #image(): void {
    for (let layer = this.#int(1, 3); layer > 0; layer--) {
      const block = this.#int(0, 3);
      if (block === 0) this.#residual();
      else if (block === 1) this.#branches();
      else this.#convolution(this.#chance(0.4) ? 16 : this.#int(2, 5));
      this.#activation();
      if (this.#chance(0.3)) this.#pool();
    }
    if (this.#chance(0.3)) this.#apply('GlobalAveragePool');
    this.#apply('Flatten');
    this.#dims = [this.#flatSize()];
  }

  #convolution(filters: number): void {
    const [channels, height, width] = this.#dims as [number, number, number];
    const kernel = this.#chance(0.3) ? 1 : Math.min(3, height, width);
    const pad = this.#chance(0.6) ? kernel >> 1 : 0;
    const stride = this.#chance(0.3) ? 2 : 1;
    const operands = [
      this.#tensor([filters, channels, kernel, kernel], 1.5 / Math.sqrt(channels * kernel * kernel)),
    ];
    if (this.#chance(0.7)) operands.push(this.#tensor([filters], 0.3));
    this.#value = this.#graph.node('Conv', [this.#value, ...operands], {
      kernel_shape: [kernel, kernel],
      pads: [pad, pad, pad, pad],
      strides: [stride, stride],
    });
    const size = (side: number) => Math.floor((side + 2 * pad - kernel) / stride) + 1;
    this.#dims = [filters, size(height), size(width)];
    if (this.#chance(0.3)) this.#batchNormalization(filters);
  }

  /** A convolution that keeps the sizes, and what went into it. */
  #residual(): void {
    const [channels] = this.#dims as [number];
    const before = this.#value;
    this.#same(channels);
    if (this.#chance(0.5)) {
      this.#apply('Relu');
      this.#same(channels);
    }
    const operands = this.#chance(0.5) ? [before, this.#value] : [this.#value, before];
    this.#value = this.#graph.node(this.#chance(0.8) ? 'Add' : 'Sub', operands);
  }

  #same(channels: number): void {
    const weights = this.#tensor([channels, channels, 3, 3], 0.5 / Math.sqrt(channels));
    this.#value = this.#graph.node('Conv', [this.#value, weights], {
      kernel_shape: [3, 3],
      pads: [1, 1, 1, 1],
    });
  }

  #branches(): void {
    const before = this.#value;
    const [channels, ...sides] = this.#dims as [number, number, number];
    this.#same(channels);
    if (this.#chance(0.5)) this.#apply('Relu');
    this.#value = this.#graph.node('Concat', [this.#value, before], { axis: 1 });
    this.#dims = [2 * channels, ...sides];
  }

  #batchNormalization(channels: number): void {
    // a scale beyond 2^24 is refused
    const part = (scale: number, shift = 0) =>
      this.#tensor([channels], scale, shift, Math.min(8, this.#wildness));
    this.#apply('BatchNormalization', part(1), part(0.5), part(0.5), part(0.4, 1));
  }

  #pool(): void {
    const [channels, height, width] = this.#dims as [number, number, number];
    if (Math.min(height, width) < 2) return;
    const operator = this.#chance(0.5) ? 'MaxPool' : 'AveragePool';
    this.#value = this.#graph.node(operator, [this.#value], { kernel_shape: [2, 2], strides: [2, 2] });
    this.#dims = [channels, height >> 1, width >> 1];
  }

  #activation(): void {
    const kind = this.#int(0, 9);
    if (kind === 0) this.#value = this.#graph.node('LeakyRelu', [this.#value], { alpha: float(0.1) });
    else if (kind === 1) this.#apply('Tanh');
    else if (kind === 2) this.#apply('Sigmoid');
    else if (kind === 3) this.#apply('Clip', this.#graph.constant([0], []), this.#graph.constant([6], []));
    else if (kind > 4) this.#apply('Relu');
  }

  #dense(): void {
    this.#product(this.#int(2, 12));
    this.#activation();
  }

  #product(width: number): void {
    const features = this.#flatSize();
    const weights = this.#tensor([features, width], 1.5 / Math.sqrt(features));
    if (this.#chance(0.7))
      this.#value = this.#graph.node('Gemm', [this.#value, weights, this.#tensor([width], 0.3)]);
    else this.#apply('MatMul', weights);
    this.#dims = [width];
  }

  #flatSize(): number {
    return elementCount(this.#dims);
  }

  #apply(operator: string, ...others: readonly string[]): void {
    this.#value = this.#graph.node(operator, [this.#value, ...others]);
    if (operator === 'GlobalAveragePool') this.#dims = [this.#dims[0]!, 1, 1];
  }

  #tensor(dims: readonly number[], scale: number, shift = 0, wildness = this.#wildness): string {
    const size = 2 ** (wildness * (2 * this.#uniform() - 1));
    const number = () => size * (shift + scale * (2 * this.#uniform() - 1));
    return this.#graph.constant(Array.from({ length: elementCount(dims) }, number), dims);
  }

  #chance(probability: number): boolean {
    return this.#uniform() < probability;
  }

  #int(least: number, most: number): number {
    return least + Math.floor(this.#uniform() * (most - least + 1));
  }
}
