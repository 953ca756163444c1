import type { Draft, Rule } from './draft.ts';

/** An operator that set 21 does not have yet. */
export const newer: Rule = (site, draft) =>
  draft.refuse(site, `is of an operator that is newer than set 21, and is not understood yet`);

/** An operator whose attributes or defaults changed with a set, where nobody has said how to translate older nodes. */
export const changedIn =
  (set: number): Rule =>
  (site, draft: Draft) =>
    draft.version >= set
      ? draft.keep(site)
      : draft.refuse(site, `is of operator set ${draft.version}, and its operator changed in set ${set}`);

/** Attributes that came after set 21 may only have the value that stands for what the operator did before. */
export const ignoring =
  (...names: readonly string[]): Rule =>
  (site, draft) => {
    const set = site.node.attributes.find(
      (one) => names.includes(one.name) && !(one.kind === 'int' && one.value === 0n),
    );
    if (set) return draft.refuse(site, `has the attribute ${set.name}, which is newer than operator set 21`);
    return draft.keep(site, { without: names });
  };
