import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '../src/config.ts';

const ROOT = join(import.meta.dirname, '..');
const text = readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8');

interface Service {
  readonly build?: { dockerfile: string };
  readonly command?: readonly string[];
  readonly environment?: Record<string, string>;
  readonly healthcheck?: { test: readonly string[] };
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly depends_on?: Record<string, { condition: string }>;
}

const { services, volumes } = parse(text, { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
};

describe('docker-compose.yml', () => {
  it('has the API, the worker, Redis and PostgreSQL, none of them root, none able to write its own files', () => {
    expect(Object.keys(services).sort()).toEqual(['api', 'postgres', 'redis', 'worker']);
    for (const [name, service] of Object.entries(services)) {
      expect(service.user, name).toMatch(/^(node|redis|postgres)$/);
      expect(service.read_only, name).toBe(true);
      expect(service.cap_drop, name).toEqual(['ALL']);
      expect(service.healthcheck?.test.length, name).toBeGreaterThan(1);
    }
  });

  it('starts entry points that exist, after what they need is healthy', () => {
    for (const name of ['api', 'worker']) {
      const { command, build, depends_on: needs } = services[name]!;
      const [program, entry] = command!;
      expect(program).toBe('node');
      expect(existsSync(join(ROOT, entry!.replace('dist/', 'src/').replace(/\.js$/, '.ts')))).toBe(true);
      expect(existsSync(join(ROOT, build!.dockerfile))).toBe(true);
      expect(needs).toEqual({
        redis: { condition: 'service_healthy' },
        postgres: { condition: 'service_healthy' },
      });
    }
  });

  it('gives a configuration that the service accepts, and no key of its own', () => {
    for (const name of ['api', 'worker']) {
      const environment = Object.entries(services[name]!.environment!).map(([key, value]) => {
        return [key, value.replace(/\$\{(\w+):\?[^}]*\}/g, 'k'.repeat(32))] as const;
      });
      const config = readConfig(Object.fromEntries(environment));
      expect(config.REDIS_URL).toBe('redis://redis:6379');
      expect(config.DATABASE_URL).toMatch(/^postgres:/);
      expect(config.API_KEY).toHaveLength(32);
    }
    expect(text).toContain('${API_KEY:?');
  });

  it('names no volume that it does not declare', () => {
    const named = Object.values(services).flatMap(({ volumes: used }) =>
      (used ?? []).map((one) => one.split(':', 1)[0]!),
    );
    expect(new Set(named)).toEqual(new Set(Object.keys(volumes)));
  });
});
