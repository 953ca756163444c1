import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/index.ts';
import { provable } from '../support/cli.ts';

describe('help', () => {
  const helps = ['help', ...Object.keys(COMMANDS).filter((name) => name !== 'verify')];

  it.each(helps)('fits a screen: %s', async (name) => {
    const { code, out } = await provable(name === 'help' ? ['--help'] : [name, '--help']);
    expect(code).toBe(0);
    const lines = out.trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(24);
    expect(lines.filter((line) => [...line].length > 80)).toEqual([]);
    if (name !== 'help') expect(await provable(['help', name])).toEqual({ code: 0, out, error: '' });
  });

  it('names every command and every option that there is', async () => {
    const { out } = await provable(['help']);
    for (const [name, command] of Object.entries(COMMANDS)) {
      expect(out).toContain(`  ${name} `);
      if ('hand' in command) continue;
      const told =
        name === 'certify' ? command.help + (COMMANDS['upload'] as typeof command).help : command.help;
      for (const option of Object.keys(command.options)) expect(told, name).toContain(`--${option}`);
    }
  });

  it('comes unasked, on standard error, where nothing was asked for', async () => {
    const { code, out, error } = await provable([]);
    expect([code, out]).toEqual([2, '']);
    expect(error).toContain('provable COMMAND');
  });
});
