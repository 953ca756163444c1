/** Where an array came from: what a fault in it points to, and how its message begins. */
export interface Place {
  readonly pointer: string;
  /** In a list of JSON objects each sample has a place of its own: `<pointer>/<index>/<field>`. */
  readonly field?: string;
  /** Where a pointer does not tell, as between the arrays of an archive: "array "y": ". */
  readonly prefix?: string;
}

export interface Places {
  readonly samples: Place;
  readonly labels: Place;
}

/** Samples and labels that were sent as parts of their own. */
export const SEPARATE_PARTS: Places = { samples: { pointer: '/file' }, labels: { pointer: '/labels' } };

export const pointerOf = ({ pointer, field }: Place, index: number): string =>
  field === undefined ? pointer : `${pointer}/${index}/${field}`;
