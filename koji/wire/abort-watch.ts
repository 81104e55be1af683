type Watch = { readonly callbacks: Set<() => void>; readonly fire: () => void };

const watches = new WeakMap<AbortSignal, Watch>();

/**
 * Calls `callback` when `signal` fires, unless the function returned was called before. A page makes hundreds of calls with
 * one signal; they share one listener on it, since Node warns of a leak from the eleventh on and adds each in linear time.
 */
export function watchAbort(signal: AbortSignal, callback: () => void): () => void {
  const watch = watches.get(signal) ?? startWatch(signal);
  watch.callbacks.add(callback);
  return () => {
    watch.callbacks.delete(callback);
    if (watch.callbacks.size > 0) return;
    signal.removeEventListener("abort", watch.fire);
    watches.delete(signal);
  };
}

function startWatch(signal: AbortSignal): Watch {
  const callbacks = new Set<() => void>();
  const fire = () => {
    for (const callback of callbacks) callback();
  };
  const watch = { callbacks, fire };
  watches.set(signal, watch);
  signal.addEventListener("abort", fire, { once: true });
  return watch;
}
