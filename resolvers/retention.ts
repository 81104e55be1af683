import type { Context } from "../context/context.ts";
import type { Build } from "../model/build.ts";
import type { RetentionRule } from "../model/catalogue.ts";
import type { Image } from "../model/image.ts";
import { expiredBuilds } from "../model/retention.ts";
import { bytesOf } from "../model/storage.ts";
import { catalogued } from "./image.ts";
import { filesOf } from "./storage.ts";

export type Retention = { readonly image: Image; readonly rule: RetentionRule };

/** Null where the catalogue has no rule for it. */
export function imageRetention(image: Image, _args: unknown, context: Context): Retention | null {
  const rule = catalogued(image, context)?.retention ?? null;
  return rule === null ? null : { image, rule };
}

export async function retentionExpired(
  { image, rule }: Retention,
  _args: unknown,
  context: Context,
): Promise<readonly Build[]> {
  const { builds } = await context.hub(image.hub).loaders.completeBuilds.load(image.name);
  return expiredBuilds(builds, rule, context.now);
}

export async function retentionReclaimable(retention: Retention, args: unknown, context: Context): Promise<number> {
  return bytesOf((await filesOf(await retentionExpired(retention, args, context), context)).flat());
}

export const retentionComplete = async ({ image }: Retention, _args: unknown, context: Context): Promise<boolean> =>
  (await context.hub(image.hub).loaders.completeBuilds.load(image.name)).complete;
