import { defineConfig } from 'vitest/config';

/** What the default run leaves out: data that is not in the repository, and real servers. `.ci/run` provides both. */
export default defineConfig({
  test: {
    root: `${import.meta.dirname}/..`,
    include: ['test/servers/**/*.test.ts', 'test/acceptance/**/*.test.ts'],
    testTimeout: 600_000,
    hookTimeout: 120_000,
    pool: 'forks',
    fileParallelism: false,
  },
});
