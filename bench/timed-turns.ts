/**
 * Turns for a contest that take about `turnMs`: what is faster runs several times in one. Has warmed up for the time of
 * two. A turn gives the milliseconds of one run.
 */
export async function timedTurns(run: () => unknown, turnMs: number): Promise<() => Promise<number>> {
  let fastest = Number.POSITIVE_INFINITY;
  for (const end = performance.now() + 2 * turnMs; performance.now() < end;) {
    fastest = Math.min(fastest, await timed(run, 1));
  }
  const runs = Math.max(1, Math.round(turnMs / fastest));
  return async () => (await timed(run, runs)) / runs;
}

async function timed(run: () => unknown, runs: number): Promise<number> {
  const start = performance.now();
  for (let index = 0; index < runs; index += 1) {
    const result = run();
    if (result instanceof Promise) await result;
  }
  return performance.now() - start;
}
