import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { named, type RunningHub, startHub } from "./running-hub.ts";

type Row = Readonly<Record<string, XmlRpcValue>>;

let running: RunningHub;
beforeAll(async () => {
  running = await startHub();
});
afterAll(() => running.hub.close());

/** The rpms of the first archive of each complete build of an image, newest first. */
async function nights(image: string, count: number): Promise<readonly ReadonlyMap<string, Row>[]> {
  const filter = {
    packageID: image,
    state: 1,
    pattern: `${image}-Main-*.n.0`,
    queryOpts: { order: "-build_id", limit: count },
  };
  const lists: Map<string, Row>[] = [];
  for (const build of await running.rows("listBuilds", named(filter))) {
    const [archive] = await running.rows(
      "listArchives",
      named({ buildID: build["build_id"] ?? 0, type: "image", typeInfo: { arch: "x86_64" } }),
    );
    const rpms = await running.rows("listRPMs", named({ imageID: archive?.["id"] ?? 0 }));
    lists.push(new Map(rpms.map((rpm) => [String(rpm["name"]), rpm]))); // oxlint-disable-line no-base-to-string -- names are text
  }
  return lists;
}

/** Koji's versions here are numbers between dots, so they compare by number. */
const rank = (rpm: Row | undefined): number[] =>
  `${rpm?.["version"] as string}.${rpm?.["release"] as string}`.split(".").map((part) => Number.parseInt(part, 10)); // both are text

function isOlder(one: Row | undefined, other: Row | undefined): boolean {
  const [left, right] = [rank(one), rank(other)];
  const at = left.findIndex((part, index) => part !== right[index]);
  return at !== -1 && (left[at] ?? 0) < (right[at] ?? 0);
}

describe("what the sample's images contain", () => {
  it("hundreds of rpms, a few of which change from night to night", async () => {
    const [newest, before] = await nights("Aurora-Cosmic-Live", 2);
    expect(newest?.size).toBeGreaterThan(300);
    const changed = [...(newest ?? [])].filter(
      ([name, rpm]) => before?.has(name) === true && before.get(name)?.["nvr"] !== rpm["nvr"],
    );
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.length).toBeLessThan(200);
  });

  it("over the nights some are upgraded, some added, some removed, and some downgraded", async () => {
    const lists = await nights("Aurora-Cosmic-Live", 12);
    const kinds = new Set<string>();
    for (const [index, newer] of lists.entries()) {
      const older = lists[index + 1];
      if (older === undefined) break;
      for (const name of newer.keys()) if (!older.has(name)) kinds.add("added");
      for (const name of older.keys()) if (!newer.has(name)) kinds.add("removed");
      for (const [name, rpm] of newer) {
        if (isOlder(older.get(name), rpm)) kinds.add("upgraded");
        if (older.has(name) && isOlder(rpm, older.get(name))) kinds.add("downgraded");
      }
    }
    expect(kinds).toEqual(new Set(["added", "removed", "upgraded", "downgraded"]));
  });

  it("the same version of a package in all images of a night", async () => {
    const [[cosmic], [generic]] = [await nights("Aurora-Cosmic-Live", 1), await nights("Aurora-Cloud-EC2", 1)];
    const shared = [...(cosmic ?? [])].filter(([name]) => generic?.has(name) === true);
    expect(shared.length).toBeGreaterThan(50);
    for (const [name, rpm] of shared) expect(generic?.get(name)?.["id"]).toBe(rpm["id"]);
  });

  it("nothing of livemedia, whose builders do not tell", async () => {
    const [build] = await running.rows(
      "listBuilds",
      named({ packageID: "Aurora-Plasma-Live", state: 1, queryOpts: { limit: 1 } }),
    );
    const [archive] = await running.rows("listArchives", named({ buildID: build?.["build_id"] ?? 0 }));
    expect(await running.call("listRPMs", named({ imageID: archive?.["id"] ?? 0 }))).toEqual([]);
    expect(await running.call("getArchive", archive?.["id"] ?? 0)).toMatchObject({ rootid: false });
  });

  it("each rpm's build is there, and knows which images contain it", async () => {
    const [build] = await running.rows(
      "listBuilds",
      named({ packageID: "Aurora-Cosmic-Live", state: 1, queryOpts: { order: "-build_id", limit: 1 } }),
    );
    const archives = await running.rows("listArchives", named({ buildID: build?.["build_id"] ?? 0, type: "image" }));
    const [rpm] = await running.rows("listRPMs", named({ imageID: archives[0]?.["id"] ?? 0 }));
    expect(await running.call("getBuild", rpm?.["build_id"] ?? 0)).toMatchObject({
      id: rpm?.["build_id"],
      state: 1,
      version: rpm?.["version"],
    });
    const references = Object(await running.call("buildReferences", rpm?.["build_id"] ?? 0)) as {
      component_of: number[];
    }; // a struct
    expect(references.component_of).toContain(archives[0]?.["id"]);
    const limited = Object(await running.call("buildReferences", rpm?.["build_id"] ?? 0, 1)) as {
      component_of: number[];
    }; // a struct
    expect(limited.component_of).toHaveLength(1);
  });

  it("each rpm is found by its id and by its name, as it stands in the list", async () => {
    const [build] = await running.rows(
      "listBuilds",
      named({ packageID: "Aurora-Cosmic-Live", state: 1, queryOpts: { order: "-build_id", limit: 1 } }),
    );
    const [archive] = await running.rows("listArchives", named({ buildID: build?.["build_id"] ?? 0, type: "image" }));
    const rpms = await running.rows("listRPMs", named({ imageID: archive?.["id"] ?? 0 }));
    for (const { nvr, ...rpm } of rpms.filter((_, index) => index % 40 === 0)) {
      const { id = 0, name = "", version = "", release = "", arch = "" } = rpm;
      expect(await running.call("getRPM", id)).toEqual(rpm);
      expect(await running.call("getRPM", `${nvr as string}.${arch as string}`)).toEqual(rpm); // both are text
      expect(await running.call("getRPM", { name, version, release, arch })).toEqual(rpm);
      expect(await running.call("getRPM", { name, version, release, arch: "riscv64" })).toBeNull();
    }
    expect(await running.call("getRPM", "no-such-rpm-1-1.noarch")).toBeNull();
    await expect(running.call("getRPM", named({ rpminfo: "a-1-1.noarch", strict: true }))).rejects.toThrow(
      "No such rpm",
    );
  });
});
