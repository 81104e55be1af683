import type { Context } from "../context/context.ts";
import type { Artifact } from "../model/artifact.ts";
import type { Page } from "../model/page.ts";

export const imagesContaining = (
  _root: unknown,
  {
    rpm,
    hub,
    ...page
  }: {
    readonly rpm: string;
    readonly hub?: string | null | undefined;
    readonly first?: number | null | undefined;
    readonly after?: string | null | undefined;
  },
  context: Context,
): Promise<Page<Artifact>> => context.hub(hub).loaders.imagesContaining(rpm, page);
