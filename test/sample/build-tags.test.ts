import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { named, type RunningHub, startHub } from "./running-hub.ts";

let running: RunningHub;
beforeAll(async () => {
  running = await startHub();
});
afterAll(() => running.hub.close());

/** Of the struct that the hub answers. */
const idIn = (value: XmlRpcValue): number => Object(value).id;

const WITHOUT_CONTENT = named({ incl_pkgs: false, incl_reqs: false });

describe("the sample's build tags", () => {
  it("have groups, with the members that a hub of Koji 1.35 sends", async () => {
    const groups = await running.rows("getTagGroups", "main-build", WITHOUT_CONTENT);
    expect(groups.find(({ name }) => name === "core")).toEqual({
      name: "core",
      group_id: expect.any(Number),
      tag_id: 3,
      blocked: false,
      exported: true,
      display_name: "core",
      is_default: null,
      uservisible: true,
      description: null,
      langonly: null,
      biarchonly: false,
    });
    expect(groups.map(({ name }) => name)).not.toContain("robotics-suite");
    expect(await running.rows("getTagGroups", "main-compose", WITHOUT_CONTENT)).toEqual([]);
    await expect(running.rows("getTagGroups", "nowhere")).rejects.toThrow("No such entry in table tag: nowhere");
  });

  it("take nothing in from elsewhere", async () => {
    expect(await running.rows("getExternalRepoList", "main-build")).toEqual([]);
    await expect(running.rows("getExternalRepoList", "nowhere")).rejects.toThrow("No such entry in table tag");
  });

  it("tell who may tag into them, as their lock and permission have it", async () => {
    const access = async (tag: string, name: string) =>
      running.call("checkTagAccess", tag, idIn(await running.call("getUser", name)));
    expect(await access("main-compose", "alice")).toEqual([true, false, ""]);
    expect(await access("main", "alice")).toEqual([false, false, "tag requires releng permission"]);
    expect(await access("main", "releng")).toEqual([true, false, ""]);
    expect(await access("au42", "releng")).toEqual([false, false, "tag is locked"]);
  });

  it("list the rpms of their newest repositories in a file, a path a line", async () => {
    const id = idIn(await running.call("getRepo", "main-build"));
    const list = await fetch(`${running.hub.filesUrl}/repos/main-build/${id}/x86_64/pkglist`);
    const lines = (await list.text()).trimEnd().split("\n");
    expect(lines).toContainEqual(
      expect.stringMatching(/^toplink\/packages\/bash\/[^/]+\/[^/]+\/x86_64\/bash-[^/]+\.rpm$/u),
    );
    expect(lines.some((line) => line.includes("/plasma-welcome-aurora-"))).toBe(false);
    for (const path of [`${id}/mips/pkglist`, `${id}/x86_64/other`, "1/x86_64/pkglist"])
      expect((await fetch(`${running.hub.filesUrl}/repos/main-build/${path}`)).status, path).toBe(404);
  });
});
