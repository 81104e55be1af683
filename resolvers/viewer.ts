import type { Context } from "../context/context.ts";
import type { Viewer } from "../model/viewer.ts";

export const viewer = (_root: unknown, _args: unknown, context: Context): Viewer => context.viewer;

/** Nobody has none, on any hub that is served. */
export function viewerHubPermissions(
  _viewer: Viewer,
  { hub }: { hub?: string | null | undefined },
  context: Context,
): readonly string[] {
  context.hub(hub);
  return [];
}
