import type { Context } from "../context/context.ts";
import type { Viewer } from "../model/viewer.ts";

export const viewer = (_root: unknown, _args: unknown, context: Context): Viewer => context.viewer;

/** Nobody has none, on any hub that is served. */
export async function viewerHubPermissions(
  { name }: Viewer,
  { hub }: { hub?: string | null | undefined },
  context: Context,
): Promise<readonly string[]> {
  const { hosts } = context.hub(hub).loaders;
  return name === null ? [] : hosts.permissions.load(name);
}
