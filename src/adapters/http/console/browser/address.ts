export interface Address {
  readonly page: string;
  readonly id: string;
}

/** `#/jobs/job_1`: the page `jobs`, of one job. What is no address is the first page. */
export function addressOf(hash: string): Address {
  const match = /^#\/([a-z]+)(?:\/([a-z0-9_]{1,80}))?$/.exec(hash);
  return { page: match?.[1] ?? 'jobs', id: match?.[2] ?? '' };
}
