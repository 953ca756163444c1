import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../src/graph/builder.ts';
import { encode } from '../../src/graph/onnx/encode.ts';
import { admitDigits, smoothing } from '../support/digits.ts';
import { startStandalone, type Standalone } from '../support/standalone.ts';

const EXAMPLE = join(import.meta.dirname, '../../src/example');
const MODEL = join(EXAMPLE, 'digits-noise-0.25.onnx');
const DATASET = join(EXAMPLE, 'digits-test.npz');
/** A name is text, whatever it says. */
const HOSTILE = '<img src=x onerror="document.title=1">\'"';
const KEY = 'sesame-opens-this-service';
/** Milliseconds that a page may take on a machine with much else to do. */
const PATIENCE = 60_000;

let service: Standalone;
let browser: Browser;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'provable-console-'));
  service = await startStandalone();
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
});
afterAll(async () => {
  await browser?.close();
  await service?.close();
  await rm(directory, { recursive: true, force: true });
});

interface Seat {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the browser complained of: errors of scripts, and of the policy. */
  readonly complaints: string[];
}

/** A browser of its own at the console. Refusals that a page shows are reported by browsers too, and are no complaint. */
async function open(options: Parameters<Browser['newContext']>[0] = {}): Promise<Seat> {
  const context = await browser.newContext({ acceptDownloads: true, ...options });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    const isRefusal = /the server responded with a status of 4(01|09|22)/.test(message.text());
    if (['error', 'warning'].includes(message.type()) && !isRefusal) complaints.push(message.text());
  });
  await page.goto(service.client.address);
  return { context, page, complaints };
}

const heading = (page: Page, text: string | RegExp) =>
  page.getByRole('heading', { level: 1, name: text }).waitFor();
const field = (page: Page, pointer: string) => page.locator(`[id="${pointer}"]`);
const goTo = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('link', { name, exact: true }).click();

async function uploadBoth(page: Page, name: string): Promise<void> {
  await goTo(page, 'Models');
  await page.locator('[id="/v1/models/file"]').setInputFiles(MODEL);
  await field(page, '/metadata/name').fill(name);
  await field(page, '/metadata/domain').fill('0, 1');
  await field(page, '/metadata/grid').fill('1/16');
  await page.getByRole('button', { name: 'Upload model' }).click();
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  await goTo(page, 'Datasets');
  await page.locator('[id="/v1/datasets/file"]').setInputFiles(DATASET);
  await field(page, '/metadata/scale').fill('0.0625');
  await page.getByRole('button', { name: 'Upload dataset' }).click();
  await page.getByRole('heading', { level: 1, name: 'dataset', exact: true }).waitFor();
}

describe.sequential('the console, in a browser', () => {
  let seat: Seat;
  beforeEach(async () => {
    seat = await open();
    return async () => {
      await seat.context.close();
      expect(seat.complaints).toEqual([]);
    };
  });

  it('teaches the first step where nothing is yet', async () => {
    const { page } = seat;
    await heading(page, 'Jobs');
    await page.getByRole('listitem').filter({ hasText: 'Upload a model' }).getByRole('link').click();
    await heading(page, 'Models');
    await goTo(page, 'New job');
    await page.getByText('A job needs a model and a dataset first.').waitFor();
  });

  it('leads from an upload to a certificate that is checked', async () => {
    const { page, context } = seat;
    await uploadBoth(page, HOSTILE);
    await goTo(page, 'New job');
    await page.getByText('What it would cost').waitFor();
    await field(page, '/method/n').fill('0');
    await page.locator('[id="/method/n-fault"]').filter({ hasText: /\S/ }).waitFor();
    await field(page, '/method/n').fill('2000');
    await field(page, '/samples/limit').fill('40');
    await page.getByText('What it would cost').waitFor();
    await page.getByRole('button', { name: 'Submit job' }).click();

    await heading(page, /^Smoothing/);
    await page.getByRole('link', { name: 'Report' }).waitFor();
    await page.getByText('40 of 40 samples').waitFor();
    await page.locator('tbody tr').nth(24).waitFor();
    await page.getByRole('button', { name: 'Next page' }).click();
    await page.getByText('Page 2').waitFor();
    await page.screenshot({ path: join(directory, 'job.png'), fullPage: true });

    const [report] = await Promise.all([
      context.waitForEvent('page'),
      page.getByRole('link', { name: 'Report' }).click(),
    ]);
    await report.waitForLoadState();
    expect(await report.title()).toContain(HOSTILE);
    const save = async (name: string) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name }).click(),
      ]);
      const path = join(directory, download.suggestedFilename());
      await download.saveAs(path);
      return path;
    };
    expect(await save('Save CSV')).toMatch(/job_\w+\.csv$/);
    const certificate = await save('Save certificate');
    await goTo(page, 'Check a certificate');
    await page.getByLabel('Certificate').setInputFiles(certificate);
    await page.getByText('Valid: this service signed it').waitFor();
    await page.screenshot({ path: join(directory, 'verified.png'), fullPage: true });
  });

  it('names what was changed in a certificate', async () => {
    const { page } = seat;
    await goTo(page, 'Check a certificate');
    const name = 'changed.json';
    await page
      .getByLabel('Certificate')
      .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from('{"a":1}') });
    await page.locator('.verdict').filter({ hasText: 'Not valid' }).waitFor();
  });

  it('draws the form of every method from its schema, with what goes together', async () => {
    const { page } = seat;
    await goTo(page, 'New job');
    await page.getByText('What it would cost').waitFor();
    expect(await field(page, '/method/lambda').isVisible()).toBe(false);
    await field(page, '/method/noise').selectOption('uniform');
    await field(page, '/method/lambda').waitFor();
    expect(await field(page, '/method/sigma').isVisible()).toBe(false);
    expect(await field(page, '/method/norm').locator('option').allTextContents()).toEqual([
      '(left out)',
      'l1',
    ]);
    await page.locator('[id="/method/lambda-fault"]').filter({ hasText: 'lambda' }).waitFor();
    await page.getByText('as many as it takes').click();
    await field(page, '/method/max_n').waitFor();
    expect(await field(page, '/method/n0').isVisible()).toBe(false);
    await page.getByLabel('Interval bounds').check();
    await field(page, '/method/epsilon').waitFor();
    await page.getByText('searched for each sample').click();
    await field(page, '/method/search/max').fill('0.1');
    await page.getByText('What it would cost').waitFor();
  });

  it('says how gates stand, and that a job ended early, which has no certificate', async () => {
    const gate = [{ metric: 'certified_accuracy', radius: 0.1, min: 0.1 }];
    const job = { ...(await admitDigits(service.client)), method: smoothing(30_000), gate };
    const { id } = await service.client.submit(job);
    await seat.page.goto(`${service.client.address}/#/jobs/${id}`);
    await seat.page.getByText(/^Ended early, .* \d+ of 500 samples were not examined/).waitFor();
    await seat.page.getByText(/^Passed: certified accuracy at radius 0.1 ≥ 0.1\. Of /).waitFor();
    expect(await seat.page.getByRole('button', { name: 'Save certificate' }).count()).toBe(0);
  });

  it('cancels a job, and says so', async () => {
    const { page } = seat;
    await goTo(page, 'New job');
    await page.getByText('What it would cost').waitFor();
    await field(page, '/method/n').fill('5000000');
    await page.getByRole('button', { name: 'Submit job' }).click();
    await page.getByRole('button', { name: 'Cancel job' }).click();
    await page.locator('.badge.canceled').waitFor();
    await goTo(page, 'Jobs');
    await page.locator('tbody .badge.canceled').waitFor();
  });

  it('can be used with the keyboard alone', async () => {
    const { page } = seat;
    await heading(page, 'Jobs');
    const tabTo = async (expression: string) => {
      for (let presses = 0; presses < 60; presses++) {
        await page.keyboard.press('Tab');
        if (await page.evaluate<boolean>(`document.activeElement.matches(${JSON.stringify(expression)})`))
          return;
      }
      throw new Error(`no way to ${expression}`);
    };
    await tabTo('#skip');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    await page.reload();
    await heading(page, 'Jobs');
    await tabTo('#to-new');
    await page.keyboard.press('Enter');
    await page.getByText('What it would cost').waitFor();
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
    await tabTo('[name="method"]');
    await page.keyboard.press('ArrowUp'); // the last method: interval bounds
    await field(page, '/method/epsilon').waitFor();
    await tabTo('[id="/method/epsilon"]');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('0.01');
    await tabTo('[id="/samples/limit"]');
    await page.keyboard.type('5');
    await page.keyboard.press('Enter');
    await heading(page, /^Interval/);
    await page.getByRole('link', { name: 'Report' }).waitFor();
    await page.locator('tbody tr').nth(4).waitFor();
    await tabTo('td summary');
    await page.keyboard.press('Enter');
    await page
      .getByText(/^margin_lower/)
      .first()
      .waitFor();
  });

  it('offers only the methods that apply to a model, and says why the others do not', async () => {
    const builder = new GraphBuilder('tangent');
    const x = builder.input('x', ['batch', 4]);
    builder.output(builder.node('Tan', [x], {}, { name: 'poles', outputs: ['y'] }), ['batch', 4]);
    const content = encode(builder.model());
    const id = await service.client.admit('/v1/models', [{ name: 'file', content }], { name: 'tangent' });
    const { page } = seat;
    await page.goto(`${service.client.address}/#/models/${id}`);
    await page.getByText('does not apply').waitFor();
    await page.getByRole('link', { name: 'Certify it' }).click();
    await page.getByText('not for this model, and why').click();
    await page.locator('.others').getByText('"poles" (Tan) has no sound bounds').waitFor();
    expect(await page.getByRole('radio', { name: 'Interval bounds' }).count()).toBe(0);
    expect(await page.getByRole('radio', { name: 'Randomized smoothing' }).count()).toBe(1);
    await page.goBack();
    await page.getByRole('button', { name: 'Delete this model' }).click();
    await page.getByRole('button', { name: 'Delete the model for good' }).click();
    await heading(page, 'Models');
    expect(await page.getByRole('link', { name: 'tangent' }).count()).toBe(0);
  });

  it.each([
    ['dark', 1200],
    ['light', 390],
  ] as const)('fits a screen, %s, %d wide', async (colorScheme, width) => {
    const { context, page } = await open({ colorScheme, viewport: { width, height: 800 } });
    for (const name of ['Jobs', 'New job', 'Models', 'Datasets', 'Check a certificate']) {
      await goTo(page, name);
      await heading(page, name);
      const over = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      expect(over, name).toBeLessThanOrEqual(0);
      await page.screenshot({ path: join(directory, `${name}-${colorScheme}.png`), fullPage: true });
    }
    await context.close();
  });
});

describe.sequential('the console of a service with a key', () => {
  it('asks for the key that the service has, keeps it for the tab, and sends it with everything', async () => {
    await service.restart('SIGTERM', { API_KEY: KEY });
    const { context, page, complaints } = await open();
    await heading(page, 'This service needs a key');
    await page.getByLabel('API key').fill('wrong');
    await page.keyboard.press('Enter');
    await page.getByText('This is not a valid key').waitFor();
    await page.getByLabel('API key').fill(KEY);
    await page.keyboard.press('Enter');
    await heading(page, 'Jobs');
    await goTo(page, 'New job');
    await field(page, '/method/n').fill('1000');
    await field(page, '/samples/limit').fill('3');
    await page.getByRole('button', { name: 'Submit job' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save report' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^job_\w+\.html$/);
    expect(await page.evaluate('JSON.stringify([document.cookie, Object.keys(localStorage)])')).toBe(
      '["",[]]',
    );
    await page.getByRole('button', { name: 'Forget the key' }).click();
    await heading(page, 'This service needs a key');
    expect(complaints).toEqual([]);
    await context.close();
  });
});
