import type { HubReader } from "../koji/hub-reader.ts";
import type { Rpm } from "../model/artifact.ts";
import { BadArgumentError } from "../model/errors.ts";
import type { Page, PageArgs } from "../model/page.ts";
import { decodeCursor, encodeCursor, pageBounds } from "../model/page-bounds.ts";
import { toRpm } from "./artifact.ts";

/** The rpms of an image file by name; they never change, so a place in the list is a fit cursor. */
export type RpmList = (artifactId: number, args: Pick<PageArgs, "first" | "after">) => Promise<Page<Rpm>>;

export function createRpmList(hub: string, reader: HubReader): RpmList {
  return async (artifactId, args) => {
    const { size, after } = pageBounds(args);
    const offset = after === null ? 0 : offsetOf(after);
    // One more than the page tells whether there is a next one.
    const rows = await reader.listImageRpms(artifactId, { order: "name,id", limit: size + 1, offset });
    const edges = rows
      .slice(0, size)
      .map((row, index) => ({ cursor: encodeCursor([offset + index + 1]), node: toRpm(hub, row) }));
    return {
      edges,
      hasNextPage: rows.length > size,
      hasPreviousPage: offset > 0,
      totalCount: () => reader.countImageRpms(artifactId),
    };
  };
}

function offsetOf(cursor: string): number {
  const offset = Number(decodeCursor(cursor, "after", 1)[0]);
  if (Number.isSafeInteger(offset) && offset >= 0) return offset;
  throw new BadArgumentError(`after is "${cursor}", which is no cursor of this list; use one that a page gave.`);
}
