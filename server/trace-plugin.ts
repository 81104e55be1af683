import { isAsyncIterable, type Plugin, type YogaInitialContext } from "graphql-yoga";
import type { Context } from "../context/context.ts";

/** Asks for `extensions.hubCalls`: what the answer cost its hubs. */
export const TRACE_HEADER = "x-koji-image-trace";

/**
 * Adds `extensions.age` to answers that hold something past its lifetime: the seconds since the oldest of it was read.
 * Adds `extensions.hubCalls` to answers of requests with `x-koji-image-trace: 1`: what they cost the hubs, and how many
 * values of each kind came from `memory`, from `redis`, from a read that another request had begun (`flight`), or from
 * the hub itself (`source`).
 */
export const tracePlugin: Plugin<Context & YogaInitialContext> = {
  onExecute: ({ args }) => ({
    onExecuteDone: ({ result, setResult }) => {
      if (isAsyncIterable(result)) return;
      const added = { ...ageOf(args.contextValue), ...costOf(args.contextValue) };
      if (Object.keys(added).length > 0) setResult({ ...result, extensions: { ...result.extensions, ...added } });
    },
  }),
};

function ageOf({ provenance, now }: Context): { age?: number } {
  const age = provenance.age(now.getTime());
  return age > 0 ? { age } : {};
}

function costOf({ request, trace, provenance }: Context & YogaInitialContext) {
  if (request.headers.get(TRACE_HEADER) !== "1") return {};
  const milliseconds = Math.round(trace.milliseconds * 10) / 10;
  return { hubCalls: { ...trace, milliseconds, cache: provenance.hits() } };
}
