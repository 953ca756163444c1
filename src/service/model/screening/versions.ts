import { IR_VERSIONS, OPSETS } from '../../../graph/onnx/versions.ts';
import type { Model } from '../../../graph/graph.ts';
import { some } from '../../../graph/quote.ts';
import type { Reason } from './reason.ts';

/** The file format and ONNX's operators are of a version that the engine runs, and there are no others. */
export function* screenVersions(model: Model): Generator<Reason> {
  const { irVersion } = model;
  if (irVersion < IR_VERSIONS.oldest || irVersion > IR_VERSIONS.newest) {
    const message = `the file's IR version is ${irVersion}; the engine reads ${IR_VERSIONS.oldest} to ${IR_VERSIONS.newest}`;
    yield { code: 'ir_version_unsupported', message };
  }
  yield* screenOpset(model);
  if (model.functions.length > 0) {
    const names = some(model.functions.map(({ name }) => name));
    yield {
      code: 'local_function',
      message: `the model defines ${model.functions.length} operators of its own (${names}); inline them before the upload`,
    };
  }
}

/** Imports of domains that no node uses do no harm: several exporters write them always. */
function* screenOpset(model: Model): Generator<Reason> {
  const versions = new Set(model.opsets.filter(({ domain }) => domain === '').map(({ version }) => version));
  if (versions.size > 1) {
    const message = `the model imports the ONNX operators in several versions: ${[...versions].slice(0, 5).join(', ')}`;
    yield { code: 'opset_ambiguous', message };
  }
  if (versions.size === 0) {
    yield { code: 'opset_missing', message: 'the model does not import the ONNX operators in any version' };
  }
  for (const version of versions) {
    if (version >= OPSETS.oldest && version <= OPSETS.newest) continue;
    const message = `the model uses version ${version} of the ONNX operators; ${OPSETS.oldest} to ${OPSETS.newest} are run`;
    yield { code: 'opset_unsupported', message };
  }
}
