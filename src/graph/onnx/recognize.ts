const text = (letters: string): readonly number[] => [...letters].map((letter) => letter.charCodeAt(0));

interface Signature {
  readonly at?: number;
  readonly bytes: readonly number[];
  readonly looks: string;
}

const SIGNATURES: readonly Signature[] = [
  { bytes: [0x1f, 0x8b], looks: 'a gzip file; unpack it first' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], looks: 'a zstd file; unpack it first' },
  { bytes: text('BZh'), looks: 'a bzip2 file; unpack it first' },
  { bytes: [0xfd, ...text('7zXZ')], looks: 'an xz file; unpack it first' },
  { bytes: [0x89, ...text('HDF\r\n')], looks: 'an HDF5 file (Keras .h5?); export the model to ONNX' },
  { bytes: [0x93, ...text('NUMPY')], looks: 'a NumPy array (.npy), which holds data and no model' },
  { bytes: [0x80, 0x02], looks: 'a Python pickle (PyTorch .pt?); export the model to ONNX' },
  { bytes: [0x80, 0x03], looks: 'a Python pickle (PyTorch .pt?); export the model to ONNX' },
  { bytes: [0x80, 0x04], looks: 'a Python pickle (PyTorch .pt?); export the model to ONNX' },
  { bytes: [0x80, 0x05], looks: 'a Python pickle (PyTorch .pt?); export the model to ONNX' },
  { at: 4, bytes: text('TFL3'), looks: 'a TensorFlow Lite model; export the model to ONNX' },
  { at: 4, bytes: text('ORTM'), looks: 'an onnxruntime .ort model; upload the .onnx file it was made from' },
  {
    bytes: text('version https://git-lfs'),
    looks: 'a Git LFS pointer; fetch the file itself (git lfs pull)',
  },
  { bytes: [0x7f, ...text('ELF')], looks: 'an executable' },
  { bytes: [0x89, ...text('PNG')], looks: 'a PNG image' },
  { bytes: [0xff, 0xd8, 0xff], looks: 'a JPEG image' },
  { bytes: text('%PDF'), looks: 'a PDF document' },
  { bytes: text('<'), looks: 'a web page or an XML file' },
  { bytes: text('{'), looks: 'a JSON text' },
];

const ZIP = text('PK');
/** How much of an archive is searched for names that tell its kind. */
const HEAD = 4096;

const matches = (file: Uint8Array, bytes: readonly number[], at = 0): boolean =>
  bytes.every((byte, i) => file[at + i] === byte);

/** What a file that is no ONNX model looks like, in words; null when it may be one. None of these starts an ONNX file. */
export function recognize(file: Uint8Array): string | null {
  if (matches(file, ZIP)) return zip(file);
  if (matches(file, text('{'), 8))
    return 'a safetensors file, which holds weights but no graph; export the model to ONNX';
  return SIGNATURES.find((one) => matches(file, one.bytes, one.at))?.looks ?? null;
}

function zip(file: Uint8Array): string {
  const names = String.fromCharCode(...file.subarray(0, HEAD));
  if (/\/code\/|constants\.pkl/.test(names)) return 'a TorchScript archive; export the model to ONNX';
  if (/data\.pkl/.test(names)) return 'a PyTorch archive (.pt); export the model to ONNX';
  if (/\.npy/.test(names)) return 'a NumPy archive (.npz), which holds data and no model';
  if (/config\.json|model\.weights\.h5/.test(names)) return 'a Keras archive; export the model to ONNX';
  return 'a zip archive; unpack it first';
}
