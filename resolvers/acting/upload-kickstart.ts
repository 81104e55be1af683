import { randomBytes } from "node:crypto";
import type { HubContext } from "../../context/context.ts";
import { uploadPrefix } from "../../koji/requests/submission.ts";
import type { BuildOrder } from "../../model/build-order.ts";

/**
 * Puts an order's own kickstart where its task can name it, into a folder of its own as Koji's client does (unique_path
 * in cli/koji_cli/lib.py). The folder below the hub's `work`; null for an order that brings none.
 */
export async function uploadKickstart(
  { method, options }: BuildOrder,
  { hub, user, now }: { readonly hub: HubContext; readonly user: string; readonly now: Date },
): Promise<string | null> {
  if (!("kickstart" in options) || !options.kickstartSource) return null;
  const { kickstart: name, kickstartSource } = options;
  const directory = `${uploadPrefix(method)}/${now.getTime() / 1000}.${randomBytes(6).toString("hex")}`;
  await hub.writer.upload(user, { directory, name, content: Buffer.from(kickstartSource) });
  return directory;
}
