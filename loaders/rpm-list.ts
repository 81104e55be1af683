import type { HubReader } from "../koji/hub-reader.ts";
import type { Rpm } from "../model/artifact.ts";
import { BadArgumentError } from "../model/errors.ts";
import { matchesGlob } from "../model/glob.ts";
import type { Page, PageArgs } from "../model/page.ts";
import { decodeCursor, encodeCursor, pageBounds } from "../model/page-bounds.ts";
import type { AllRpms } from "./all-rpms.ts";
import { toRpm } from "./artifact.ts";

export type RpmListArgs = Pick<PageArgs, "first" | "after"> & { readonly nameGlob?: string | null | undefined };

/**
 * The rpms of an image file by name; they never change, so a place in the list is a fit cursor. Without a glob the hub
 * pages them; it cannot filter them by name, so with one the whole list is read and filtered here.
 */
export type RpmList = (artifactId: number, args: RpmListArgs) => Promise<Page<Rpm>>;

export function createRpmList(
  hub: string,
  { reader, all }: { reader: Pick<HubReader, "listImageRpms" | "countImageRpms">; all: AllRpms },
): RpmList {
  return async (artifactId, args) => {
    const { size, after } = pageBounds(args);
    const offset = after === null ? 0 : offsetOf(after);
    // One more than the page tells whether there is a next one.
    const cut = { limit: size + 1, offset };
    const { nameGlob } = args;
    if (nameGlob) {
      const fit = (await all.load(artifactId)).filter(({ name }) => matchesGlob(name, nameGlob));
      return pageFrom(fit.slice(offset, offset + cut.limit), cut, () => Promise.resolve(fit.length));
    }
    const rows = await reader.listImageRpms(artifactId, { order: "name,id", ...cut });
    const rpms = rows.map((row) => toRpm(hub, row));
    return pageFrom(rpms, cut, () => reader.countImageRpms(artifactId));
  };
}

function pageFrom(
  rpms: readonly Rpm[],
  { limit, offset }: { readonly limit: number; readonly offset: number },
  totalCount: () => Promise<number>,
): Page<Rpm> {
  const shown = rpms.slice(0, limit - 1);
  return {
    edges: shown.map((node, index) => ({ cursor: encodeCursor([offset + index + 1]), node })),
    hasNextPage: rpms.length >= limit,
    hasPreviousPage: offset > 0,
    totalCount,
  };
}

function offsetOf(cursor: string): number {
  const offset = Number(decodeCursor(cursor, "after", 1)[0]);
  if (Number.isSafeInteger(offset) && offset >= 0) return offset;
  throw new BadArgumentError(`after is "${cursor}", which is no cursor of this list; use one that a page gave.`);
}
