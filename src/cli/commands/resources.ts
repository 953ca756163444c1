import type { Command } from '../command.ts';
import type { Kind } from '../declarations.ts';
import { EXIT } from '../failure.ts';
import { LISTING, listed } from '../listing.ts';
import { named } from '../references.ts';
import { columns } from '../table.ts';

interface Resource<View> {
  readonly kind: Kind;
  readonly headings: readonly string[];
  readonly row: (one: View) => readonly (string | number)[];
  readonly describe: (one: View) => readonly string[];
}

/** The command that lists models or datasets, and looks at one. */
export function resources<View extends object>({ kind, headings, row, describe }: Resource<View>): Command {
  const path = `/v1/${kind}s`;
  return {
    does: `list ${kind}s, or look at one`,
    help: `provable ${kind}s             the newest first
provable ${kind}s ${kind.toUpperCase()}       by id, or by a name that only one has

  --limit N           so many at most, 50`,
    options: LISTING,
    async run(context) {
      const { args, service, tell } = context;
      const [which] = args.positionals;
      if (which === undefined) {
        const { data, has_more } = await listed<View>(context, path);
        await tell.answer({ data, has_more }, ...columns(headings, data.map(row)));
        return EXIT.done;
      }
      args.operands(kind.toUpperCase());
      const found = await service.json<View>(`${path}/${await named(context, kind, which)}`);
      await tell.answer(found, ...describe(found));
      return EXIT.done;
    },
  };
}
