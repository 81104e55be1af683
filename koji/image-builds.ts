import { windowRows } from "./image-window.ts";
import type { BuildRow } from "./rows.ts";
import type { XmlRpcStruct } from "./xmlrpc/value.ts";

/**
 * The builds of one image that are asked for by its name, 1.2 KB each, and how many at most: those of a window (ten a
 * day within a month), the newest of them that ended, its newest of whatever age, a few good ones, or all good ones of
 * three months of nights.
 */
export const MAX_IMAGE_BUILDS = { window: 300, ended: 20, newest: 30, good: 20, complete: 101 } as const;

export type ImageBuilds = {
  readonly name: string;
  readonly which: keyof typeof MAX_IMAGE_BUILDS;
  /** Start of the window, in seconds. */
  readonly since: number;
};

/** koji.BUILD_STATES */
const COMPLETE = { state: 1 };

type ListBuilds = (filter: XmlRpcStruct, opts: { order: string; limit: number }) => Promise<readonly BuildRow[]>;

/** See HubReader. Of many images it is much cheaper to ask for those that ended, as of all images: see image-window.ts. */
export async function listImageBuilds(
  listBuilds: ListBuilds,
  { name, which, since }: ImageBuilds,
): Promise<readonly BuildRow[]> {
  const made = { createdAfter: since };
  const ended = { ...made, completeAfter: since };
  const narrower = { window: made, ended, newest: {}, good: COMPLETE, complete: COMPLETE }[which];
  const rows = await listBuilds(
    { packageID: name, type: "image", ...narrower },
    { order: "-creation_ts,-build_id", limit: MAX_IMAGE_BUILDS[which] },
  );
  return which === "window" ? windowRows(since, [rows]) : rows;
}
