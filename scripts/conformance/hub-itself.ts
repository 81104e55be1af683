import type { Check } from "./check.ts";
import { HUB_NAME } from "./gateway.ts";
import { text } from "./rows.ts";
import type { Sides } from "./sides.ts";

export const hubCheck = ({ hub, ask, urls }: Sides): Check => ({
  kind: "hub",
  thing: urls.hub,
  hub: async () => ({
    name: HUB_NAME,
    url: urls.hub,
    version: text({ version: await hub("getKojiVersion") }, "version"),
    apiVersion: Number(await hub("getAPIVersion")),
    health: { state: "UP", message: null },
  }),
  gateway: async () => (await ask("hub-itself", {}))["hub"] ?? null,
});
