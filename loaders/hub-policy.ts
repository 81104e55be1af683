import DataLoader from "dataloader";
import type { HubReader, PolicyQuestion, TagAccess } from "../koji/hub-reader.ts";
import { inSlots } from "./each.ts";

/** What the hub's own rules say. Each question is one call; those of a tick travel together. */
export type HubPolicyLoaders = {
  /** The action's words, as `use image`; null where no rule applies, or the hub has no such rules. */
  readonly action: DataLoader<PolicyQuestion, string | null, string>;
  /** Whether a user may put builds into a tag, as its lock and its permission have it. */
  readonly tagAccess: DataLoader<TagAccess, { readonly access: boolean; readonly reason: string }, string>;
};

export const createHubPolicyLoaders = (reader: Pick<HubReader, "evalPolicy" | "checkTagAccess">): HubPolicyLoaders => ({
  action: new DataLoader((questions: readonly PolicyQuestion[]) => inSlots(questions, reader.evalPolicy), {
    name: "hub policy",
    cacheKeyFn: (question) => JSON.stringify(question),
  }),
  tagAccess: new DataLoader((asked: readonly TagAccess[]) => inSlots(asked, reader.checkTagAccess), {
    name: "tag access",
    cacheKeyFn: (asked) => JSON.stringify(asked),
  }),
});
