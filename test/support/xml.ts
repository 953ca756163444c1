export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Element | string)[];
}

const NAME = '[A-Za-z][A-Za-z0-9-]*';
const ATTRIBUTE = `\\s+(${NAME})="([^"<]*)"`;
const TOKEN = new RegExp(
  `(?<text>[^<]+)|<(?<open>${NAME})(?<attributes>(?:${ATTRIBUTE.replaceAll(/\((?!\?)/g, '(?:')})*)\\s*(?<empty>/?)>|</(?<close>${NAME})>`,
  'yu',
);
const CHARACTERS = /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Reads what is well-formed XML 1.0, without doctype, comments and namespaces; throws at anything else. */
export function parseXml(text: string): Element {
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!text.startsWith(declaration)) throw new Error('no XML declaration');
  if (!CHARACTERS.test(text)) throw new Error('a character that XML cannot hold');
  const root = { name: '', attributes: {}, children: [] as (Element | string)[] };
  const open = [root];
  TOKEN.lastIndex = declaration.length;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const groups = TOKEN.exec(text)?.groups;
    if (!groups) throw new Error(`not well-formed at ${at}: ${text.slice(at, at + 40)}`);
    const { text: data, open: opened, attributes = '', empty, close } = groups;
    const parent = open.at(-1)!;
    if (data !== undefined) parent.children.push(unescaped(data));
    else if (close !== undefined) {
      if (open.pop()!.name !== close) throw new Error(`</${close}> closes another element`);
    } else {
      const element = { name: opened!, attributes: attributesOf(attributes), children: [] };
      parent.children.push(element);
      if (empty === '') open.push(element);
    }
  }
  const elements = root.children.filter((child) => typeof child !== 'string');
  if (open.length !== 1 || elements.length !== 1) throw new Error('not one element that is closed');
  return elements[0]!;
}

function attributesOf(text: string): Record<string, string> {
  const found = [...text.matchAll(new RegExp(ATTRIBUTE, 'gu'))].map(([, name, value]) => [
    name!,
    unescaped(value!),
  ]);
  if (new Set(found.map(([name]) => name)).size < found.length)
    throw new Error(`an attribute twice: ${text}`);
  return Object.fromEntries(found) as Record<string, string>;
}

function unescaped(text: string): string {
  return text.replace(/&([^;]*;?)/g, (_, reference: string) => {
    const [, code] = /^#(\d+);$/.exec(reference) ?? [];
    const character =
      code === undefined ? ENTITIES[reference.slice(0, -1)] : String.fromCodePoint(Number(code));
    if (character === undefined || !reference.endsWith(';')) throw new Error(`no entity: &${reference}`);
    return character;
  });
}
