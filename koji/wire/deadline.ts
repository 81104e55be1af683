export type Deadline = {
  readonly ms: number;
  readonly signal?: AbortSignal | undefined;
  /** The error when time is over. */
  readonly late: () => Error;
};

/**
 * Runs `work` with a signal that fires after `ms`, or with the caller's; what `work` rejects with then is replaced by the
 * reason. (AbortSignal.any would do, but on Node 20 it keeps every signal made from a long-lived one.)
 */
export async function withDeadline<T>(
  { ms, signal, late }: Deadline,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const stop = () => controller.abort(signal?.reason);
  signal?.addEventListener("abort", stop, { once: true });
  const timer = setTimeout(() => controller.abort(late()), ms);
  try {
    return await work(controller.signal);
  } catch (error) {
    controller.signal.throwIfAborted();
    throw error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}
