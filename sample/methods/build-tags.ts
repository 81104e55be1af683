import { genericFault } from "../fault.ts";
import type { Row } from "../values.ts";
import { permissionsOf } from "../world/people.ts";
import { lineage } from "../world/releases.ts";
import { groupNames } from "../world/repo-content.ts";
import type { Handler, Methods } from "./hub.ts";
import { needTag, tagInTable } from "./lookups.ts";

/** Groups stand in the release's build tag. */
const getTagGroups: Handler = (_, args) => {
  const owner = lineage(tagInTable(args["tag"])).find(({ name }) => name.endsWith("-build"));
  if (owner === undefined) return [];
  return groupNames().map((name, index): Row => ({
    name,
    group_id: index + 1,
    tag_id: owner.id,
    blocked: false,
    exported: true,
    display_name: name,
    is_default: null,
    uservisible: true,
    description: null,
    langonly: null,
    biarchonly: false,
    ...(args["incl_pkgs"] === false ? {} : { packagelist: [] }),
    ...(args["incl_reqs"] === false ? {} : { grouplist: [] }),
  }));
};

/** check_tag_access in kojihub.py. */
const checkTagAccess: Handler = ({ accounts, caller }, args) => {
  const key = args["user_id"];
  const user = typeof key === "number" || typeof key === "string" ? accounts.find(key) : caller.user;
  if (user === null && key === null) throw genericFault("a user_id is required");
  const perms: { readonly has: (name: string) => boolean } = user === null ? new Set<string>() : permissionsOf(user);
  const tag = needTag(args["tag_id"]);
  const override = perms.has("admin");
  if (tag.locked) return [false, override, "tag is locked"];
  if (tag.perm !== null && !perms.has(tag.perm)) return [false, override, `tag requires ${tag.perm} permission`];
  return [true, override, ""];
};

export const BUILD_TAG_METHODS: Methods = {
  getTagGroups,
  checkTagAccess,
  // Nothing of the sample's comes from elsewhere.
  getExternalRepoList: (_, args) => {
    tagInTable(args["tag_info"]);
    return [];
  },
};
