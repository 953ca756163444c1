type Json = Record<string, unknown>;

/**
 * The document as clients should read it: answers may gain fields, integers have no bounds that nobody stated, and
 * schemas that nothing refers to are left out. A deep copy, so that no two places share an object.
 */
export function tidy(document: object): Json {
  const copy = JSON.parse(JSON.stringify(document)) as Json;
  withoutUnused(copy);
  open(copy['components']);
  open(copy['paths']);
  return copy;
}

/** What a generator of schemas says too much of. Request bodies stay closed: an unknown field is a fault there. */
function open(part: unknown): void {
  if (part === null || typeof part !== 'object') return;
  const schema = part as Json;
  if (schema['additionalProperties'] === false) delete schema['additionalProperties'];
  if (schema['maximum'] === Number.MAX_SAFE_INTEGER) delete schema['maximum'];
  if (schema['minimum'] === Number.MIN_SAFE_INTEGER) delete schema['minimum'];
  for (const [key, child] of Object.entries(schema)) {
    if (key !== 'requestBody' && key !== 'example' && key !== 'examples') open(child);
  }
}

/** Drops the schemas that no reference leads to, directly or through others. */
function withoutUnused(document: Json): void {
  const components = document['components'] as { schemas: Json };
  const used = new Set<string>();
  const visit = (part: unknown): void => {
    for (const [, name] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/([^"/]+)"/g)) {
      if (used.has(name!)) continue;
      used.add(name!);
      visit(components.schemas[name!] ?? null);
    }
  };
  visit(document['paths']);
  components.schemas = Object.fromEntries(
    Object.entries(components.schemas).filter(([name]) => used.has(name)),
  );
}
