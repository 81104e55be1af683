import type DataLoader from "dataloader";
import type { HubReader } from "../koji/hub-reader.ts";
import type { Rpm } from "../model/artifact.ts";
import { TooCostlyError } from "../model/errors.ts";
import { toRpm } from "./artifact.ts";
import { each } from "./each.ts";

/** Rows of one call, 1.4 KB each: half of a large image, so that no answer grows beyond a megabyte and a half. */
const PAGE = 999;
/** Four times the largest image known. */
const MAX_PAGES = 10;

/** Every rpm of an image file by the file's id, in the hub's order of names. TooCostlyError for more than 9990. */
export type AllRpms = DataLoader<number, readonly Rpm[]>;

export const createAllRpms = (hub: string, reader: Pick<HubReader, "listImageRpms">): AllRpms =>
  each("all rpms", async (artifactId: number) => {
    const rpms: Rpm[] = [];
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const opts = { order: "name,id", limit: PAGE, offset: page * PAGE };
      const rows = await reader.listImageRpms(artifactId, opts);
      rpms.push(...rows.map((row) => toRpm(hub, row)));
      if (rows.length < PAGE) return rpms;
    }
    throw new TooCostlyError(
      `Archive ${artifactId} holds more than ${PAGE * MAX_PAGES} rpms, which are not read at once; page through them without a nameGlob.`,
    );
  });
