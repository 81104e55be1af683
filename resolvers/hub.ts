import type { Context, HubContext } from "../context/context.ts";

export const hubs = (_root: unknown, _args: unknown, context: Context): readonly HubContext[] =>
  context.hubNames.map((name) => context.hub(name));

/** Null for a name that is not configured. */
export const hub = (
  _root: unknown,
  { name }: { name?: string | null | undefined },
  context: Context,
): HubContext | null => (!name || context.hubNames.includes(name) ? context.hub(name) : null);

export const hubVersion = ({ loaders }: HubContext): Promise<string> => loaders.version();

export const hubApiVersion = ({ loaders }: HubContext): Promise<number> => loaders.apiVersion();

export const hubHealth = ({ health }: HubContext) => health();
