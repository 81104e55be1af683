/** Who asks before building waits, but not for ever: a hub's own calls are given up much later. */
export const PATIENCE_MS = 10_000;

/** What the work gives, or `late` once nobody waits for it any longer. */
export async function inTime<T>(work: () => Promise<T>, late: () => T, patienceMs = PATIENCE_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const given = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(late()), patienceMs);
  });
  try {
    return await Promise.race([work(), given]);
  } finally {
    clearTimeout(timer);
  }
}
