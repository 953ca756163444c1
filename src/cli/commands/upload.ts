import type { Command } from '../command.ts';
import { DECLARATIONS, strayDeclarations } from '../declarations.ts';
import type { Kind } from '../declarations.ts';
import { describeDataset, describeModel } from '../described.ts';
import { EXIT, misuse } from '../failure.ts';
import { reference, upload as send } from '../references.ts';
import type { DatasetView, ModelView } from '../views.ts';

export const upload: Command = {
  does: 'send a model or a dataset, and print its id',
  help: `provable upload model FILE      an ONNX classifier or denoiser
provable upload dataset FILE    npz, npy, IDX, CIFAR-10 binary or JSON

  --name NAME          for people; the file's own when left out
of a model:
  --domain LOW,HIGH    smallest and largest legal input value, such as 0,1
  --grid STEP          between neighbouring input values, such as 0.0625
  --classes A,B,…      names of the classes; or @FILE, one a line
  --layout NHWC        channels last; NCHW when left out
of a dataset:
  --scale FACTOR       stored value × FACTOR = model input
  --labels FILE        where the labels are a file of their own
  --format F  --layout L  --samples-key K  --labels-key K
  --model MODEL        check the samples against this model`,
  options: { ...DECLARATIONS, name: { type: 'string' }, model: { type: 'string' } },
  async run(context) {
    const { args, tell } = context;
    const [kind, path] = args.operands('model or dataset', 'FILE') as [string, string];
    if (kind !== 'model' && kind !== 'dataset')
      throw misuse(`a model or a dataset can be uploaded, not ${kind}`);
    refuseStray(kind, args.names);
    const [stray] = strayDeclarations(args, [kind]);
    if (stray !== undefined) throw misuse(`--${stray} says nothing about a ${kind}`);
    const [name, model] = [args.text('name'), args.text('model')];
    const { view, known } = await send(context, kind, path, {
      ...(name !== undefined && { name }),
      ...(model !== undefined && { model: await reference(context, 'model', model) }),
    });
    const described =
      kind === 'model' ? describeModel(view as ModelView) : describeDataset(view as DatasetView);
    if (!tell.json) await tell.note(...described, ...(known ? ['  these bytes are known'] : []));
    await tell.answer(view, view.id);
    return EXIT.done;
  },
};

function refuseStray(kind: Kind, names: readonly string[]): void {
  if (kind === 'model' && names.includes('model')) throw misuse('--model says nothing about a model');
}
