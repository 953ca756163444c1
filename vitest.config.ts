import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/acceptance/**', 'test/servers/**'],
    setupFiles: ['test/support/seed.ts'],
    // Against a hang, not a measure of speed: whole services are started on machines with other work.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    pool: 'forks',
  },
});
