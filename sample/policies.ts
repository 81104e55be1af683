import { FAULT, HubFault } from "./fault.ts";
import type { Hub } from "./methods/hub.ts";
import { findBuild, nameOrId } from "./methods/lookups.ts";
import { text } from "./values.ts";
import { permissionsOf, type User } from "./world/people.ts";
import { findTag } from "./world/releases.ts";

/** What a policy is asked about, by Koji's names: ids or names, where it has both. */
export type PolicyData = Readonly<Record<string, unknown>>;

type Facts = {
  readonly may: (...permissions: readonly string[]) => boolean;
  readonly data: PolicyData;
  readonly ownsBuild: () => boolean;
  /** The name of a tag that the data tell by name or id; null for none. */
  readonly tag: (member: "tag" | "fromtag") => string | null;
};

/** The action of the first rule that holds, as a hub's policy has it; null where none does. */
type Rules = (facts: Facts) => string | null;

const ADMIN_ONLY = "deny Only admin can do this via default policy";

/** Koji's own defaults but for `tag`: release engineering tags, and who owns a build may put it where all begin. */
const POLICIES: ReadonlyMap<string, Rules> = new Map<string, Rules>([
  ["tag", tagRules],
  ["package_list", ({ may }) => (may("admin", "tag") ? "allow" : "deny Only admin/tag can do this via default policy")],
  ["channel", ({ data }) => ("req_channel" in data ? "req" : data["parent"] ? "parent" : "use default")],
  ["priority", () => "stay"],
  ["volume", () => "DEFAULT"],
  ["build_rpm", () => "allow"],
  ["build_from_scm", ({ may }) => (may("admin") ? "allow" : ADMIN_ONLY)],
  ["build_from_srpm", ({ may }) => (may("admin") ? "allow" : ADMIN_ONLY)],
  ["build_from_repo_id", ({ may }) => (may("admin") ? "allow" : ADMIN_ONLY)],
  ["cg_import", () => "allow"],
  [
    "vm",
    ({ may }) => (may("admin", "win-admin") ? "allow" : "deny Only admin/win-admin can do this via default policy"),
  ],
]);

function tagRules({ may, data, ownsBuild, tag }: Facts): string {
  if (may("admin", "releng")) return "allow";
  const ends = [tag("tag"), tag("fromtag")].flatMap((name) => name ?? []);
  const openToOwners = ends.every((name) => name.endsWith("-candidate"));
  if (openToOwners && data["build"] !== undefined && ownsBuild()) return "allow";
  return data["operation"] === "untag"
    ? "deny Only releng may untag builds"
    : "deny Only releng may tag directly into release tags";
}

/** The action, or null where no rule holds; undefined where the hub has no such policy. */
export function evaluate(hub: Hub, name: string, data: PolicyData): string | null | undefined {
  const rules = POLICIES.get(name);
  return rules === undefined ? undefined : rules(factsOf(hub, data));
}

function factsOf({ caller, accounts, world }: Hub, data: PolicyData): Facts {
  const user = userIn(data, accounts, caller.user);
  const perms = user === null ? null : permissionsOf(user);
  return {
    data,
    may: (...permissions) => permissions.some((one) => perms?.has(one)),
    ownsBuild: () => findBuild(world, data["build"])?.owner === user?.name,
    tag: (member) => {
      const value = data[member];
      return value === null || value === undefined ? null : (findTag(nameOrId(value))?.name ?? null);
    },
  };
}

/** Whoever is logged in, unless the data tell another. */
function userIn({ user_id: key }: PolicyData, accounts: Hub["accounts"], fallback: User | null): User | null {
  if (key === undefined) return fallback;
  return typeof key === "string" || typeof key === "number" ? accounts.find(key) : null;
}

/** kojihub.assert_policy: throws unless the policy allows it, or an admin forces it. */
export function assertPolicy(hub: Hub, name: string, { data, force }: Asserted): void {
  const [verdict = "", ...reason] = (evaluate(hub, name, data) ?? "deny not covered by policy").split(" ");
  if (verdict === "allow" || (force && hub.caller.may("admin"))) return;
  throw new HubFault(FAULT.notAllowed, `policy violation (${name}): ${text(reason.join(" "))}`);
}

type Asserted = { readonly data: PolicyData; readonly force: boolean };
