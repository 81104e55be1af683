import { isAsyncIterable, type Plugin, type YogaInitialContext } from "graphql-yoga";
import type { Context } from "../context/context.ts";

/** Asks for `extensions.hubCalls`: what the answer cost its hubs. */
const TRACE_HEADER = "x-koji-image-trace";

/** Adds `extensions.hubCalls` to answers of requests with `x-koji-image-trace: 1`. */
export const tracePlugin: Plugin<Context & YogaInitialContext> = {
  onExecute: ({ args }) => ({
    onExecuteDone: ({ result, setResult }) => {
      const { request, trace } = args.contextValue;
      if (request.headers.get(TRACE_HEADER) !== "1" || isAsyncIterable(result)) return;
      const milliseconds = Math.round(trace.milliseconds * 10) / 10;
      setResult({ ...result, extensions: { ...result.extensions, hubCalls: { ...trace, milliseconds } } });
    },
  }),
};
