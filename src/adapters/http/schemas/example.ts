/**
 * The built-in digits (src/example) as the service knows them once they are uploaded with the metadata that the
 * document shows: ids follow from content, so that the examples work as they stand.
 */
export const MODEL = {
  id: 'mdl_cd2174bd3ddbf62b8e62646ffe33823a',
  digest: 'sha256:2ec51a73a967a7d0c122f246fb055d4094d68a9d1cb6f7301d7457cc82a59be2',
};
export const DATASET = {
  id: 'dst_eab5361895de3dffcd52bb8370b846fb',
  digest: 'sha256:b2ebf3225f421d50244847666b8cd6276a6d5f92edfc03573adc3523569a8c7f',
  file: 'sha256:ad628df75fd9e4908af3d03a5e2765c103ac09a780764f8ae5f95926070489b5',
};
export const JOB = { id: 'job_01a20f588b4571158bea9452c3a15ebe' };

/** What an upload of them declares. */
export const MODEL_METADATA = { name: 'digits', domain: [0, 1], grid: 0.0625 };
export const DATASET_METADATA = { name: 'digits-test', scale: 0.0625 };
