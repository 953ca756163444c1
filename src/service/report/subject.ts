/** What a method's certificates speak of, as the subject of a sentence. `name`: of the model, where it is known. */
export function subjectOf({ name: method }: { readonly name: string }, name: string | null): string {
  const model = name === null ? 'the model' : `“${name}”`;
  if (method === 'interval') return model;
  return `${MADE[method] ?? 'the certified classifier'} of ${model}`;
}

/** What answers in the model's place, where it is not the model itself. */
const MADE: Readonly<Record<string, string>> = {
  smoothing: 'the smoothed classifier',
  ablation: 'the ablated classifier',
  splitting: 'the derandomized classifier',
  structured_ablation: 'the derandomized classifier',
};

/** Whether the certificates speak of something else than the plain model. */
export const isMade = ({ name }: { readonly name: string }): boolean => name !== 'interval';
