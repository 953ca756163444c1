/**
 * What the console uses of a browser, and nothing else: the program as a whole knows no document, so that nothing on the
 * server can mean one by mistake. Text goes in as text; no function here takes markup.
 */
export interface Element {
  textContent: string | null;
  value: string;
  checked: boolean;
  disabled: boolean;
  hidden: boolean;
  open: boolean;
  readonly id: string;
  readonly files: ArrayLike<File> | null;
  append(...children: Child[]): void;
  replaceChildren(...children: Child[]): void;
  remove(): void;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  addEventListener(type: string, listener: (event: Event) => void): void;
  querySelectorAll(selector: string): Iterable<Element>;
  contains(other: Element | null): boolean;
  focus(): void;
  click(): void;
}

export interface Event {
  readonly dataTransfer?: { readonly files: ArrayLike<File> } | null;
  preventDefault(): void;
}

interface Document {
  title: string;
  readonly activeElement: Element | null;
  createElement(name: string): Element;
  createElementNS(space: string, name: string): Element;
  getElementById(id: string): Element | null;
}

interface Browser {
  readonly document: Document;
  readonly location: { hash: string };
  readonly sessionStorage: {
    getItem(key: string): string | null;
    setItem(key: string, value: string): void;
    removeItem(key: string): void;
  };
  addEventListener(type: string, listener: () => void): void;
  scrollTo(x: number, y: number): void;
}

export const browser = globalThis as unknown as Browser;

export type Child = Element | string;
type Attribute = string | number | boolean | undefined | ((event: Event) => void);
export type Attributes = Readonly<Record<string, Attribute>>;

const SVG = 'http://www.w3.org/2000/svg';

/** An element with attributes, listeners (functions) and children; strings become text. */
export function el(name: string, attributes: Attributes = {}, ...children: Child[]): Element {
  return filled(browser.document.createElement(name), attributes, children);
}

/** The same in a drawing. */
export function svg(name: string, attributes: Attributes = {}, ...children: Child[]): Element {
  return filled(browser.document.createElementNS(SVG, name), attributes, children);
}

function filled(element: Element, attributes: Attributes, children: readonly Child[]): Element {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value !== undefined && value !== false)
      element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children);
  return element;
}

export const byId = (id: string): Element => {
  const element = browser.document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element;
};

/** Has the browser save what it is given, under a name. */
export function save(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  el('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
