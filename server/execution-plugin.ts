import type { Plugin } from "graphql-yoga";
import type { Context } from "../context/context.ts";
import type { ServerContext } from "./answers/execution.ts";

/** Tells the execution whether its answer is data and nothing else. Stands behind all plugins that add to answers. */
export const executionPlugin: Plugin<Context, ServerContext> = {
  onResultProcess: ({ result, serverContext: { execution } }) => {
    if (execution === undefined || !("data" in result)) return;
    const { data, errors, extensions } = result;
    execution.plain = data !== undefined && data !== null && errors === undefined && extensions === undefined;
  },
};
