import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { XmlRpcStruct } from "../../../koji/xmlrpc/value.ts";
import { named } from "../running-hub.ts";
import { openWorkshop, plasma, SECOND, tiling, type Workshop } from "./orders.ts";

let hub: Workshop;
beforeEach(async () => {
  hub = await openWorkshop();
});
afterEach(() => hub.hub.close());

type Changes = {
  readonly name?: string;
  readonly version?: string;
  readonly arches?: readonly string[];
  readonly target?: string;
  readonly opts?: XmlRpcStruct;
};

async function end({
  name = "Aurora-Plasma-Live",
  version = "Main",
  arches = ["x86_64"],
  target = "main-compose",
  opts = {},
}: Changes) {
  const task = Number(
    await hub.as("alice", "buildImage", name, version, arches, target, "aurora-live-plasma.ks", "livemedia", {
      ksurl: "git+https://git.aurora.example.org/aurora-kickstarts.git?#origin/main",
      ...opts,
    }),
  );
  await hub.finish(task);
  const { faultCode, faultString } = await hub.one("getTaskResult", task, named({ raise_fault: false }));
  return { task, fault: [faultCode, faultString] };
}

describe("what the hub takes and a builder cannot build", () => {
  const CASES: readonly (readonly [string, Changes, number, string])[] = [
    ["an unknown target", { target: "main-composed" }, 1000, "No such build target: main-composed"],
    ["an arch that the tag lacks", { arches: ["x86_64", "riscv64"] }, 1005, "Invalid arch for build tag: riscv64"],
    ["a package that nobody listed", { name: "Nix" }, 1005, "package (image) Nix not in list for tag main-compose"],
    [
      "a package that is not in this list",
      { target: "au42-compose", version: "42" },
      1005,
      "package (image) Aurora-Plasma-Live not in list for tag au42-compose",
    ],
    [
      "a package that is blocked",
      { name: "Aurora-Blocked-Live" },
      1005,
      "package (image)  Aurora-Blocked-Live is blocked for tag main-compose",
    ],
    ["a hyphen in the version", { version: "4-5" }, 1018, "The Version may not have a hyphen"],
    ["a hyphen in the release", { opts: { release: "1-2" } }, 1018, "The Release may not have a hyphen"],
  ];
  it.each(CASES)("%s fails, with no child and no build", async (_, changes, code, text) => {
    const { task, fault } = await end(changes);
    expect(fault).toEqual([code, text]);
    expect(await hub.info(task)).toMatchObject({ state: 5 });
    expect(await hub.children(task)).toEqual([]);
    expect(await hub.buildOf(task)).toBeNull();
  });

  it("for a try nobody looks at the list of packages", async () => {
    const task = await hub.start({
      ...plasma({ scratch: true }),
      params: plasma({ scratch: true }).params.with(0, "Nix"),
    });
    await hub.finish(task);
    expect(await hub.info(task)).toMatchObject({ state: 2 });
  });

  it("a release that there is already fails, one on its way too", async () => {
    const [complete] = await hub.rows(
      "listBuilds",
      named({
        packageID: "Aurora-Plasma-Live",
        state: 1,
        pattern: "*-Main-*",
        queryOpts: { order: "-build_id", limit: 1 },
      }),
    );
    const { fault } = await end({ opts: { release: complete?.["release"] ?? "" } });
    expect(fault).toEqual([1000, expect.stringMatching(/^Build already exists \(id=\d+, state=COMPLETE\)/)]);
    const first = await hub.start(plasma({ release: "9" }));
    const { fault: second } = await end({ opts: { release: "9" } });
    expect(second).toEqual([1000, `Build already in progress (task ${first})`]);
  });

  it("a build that failed leaves its number to the next of its name", async () => {
    const first = await hub.start(tiling({ release: "9" }));
    await hub.finish(first);
    const failed = await hub.buildOf(first);
    expect(failed).toMatchObject({ state: 3 });
    const second = await hub.start(tiling({ release: "9" }));
    expect(await hub.one("getBuild", failed?.["build_id"] ?? 0)).toMatchObject({ state: 3, task_id: first });
    hub.move(60 * SECOND);
    expect(await hub.one("getBuild", failed?.["build_id"] ?? 0)).toMatchObject({ state: 0, task_id: second });
    expect(await hub.buildOf(first)).toBeNull();
    const named9 = await hub.rows("listBuilds", named({ pattern: "Aurora-Tiling-Live-Main-9" }));
    expect(named9).toMatchObject([{ build_id: failed?.["build_id"], task_id: second }]);
  });

  it("what is broken stays broken: an arch fails as in the night, and the build with it", async () => {
    const task = await hub.start(tiling());
    await hub.finish(task);
    expect((await hub.children(task)).filter(({ state }) => state === 5)).toHaveLength(1);
    expect(await hub.one("getTaskResult", task, named({ raise_fault: false }))).toMatchObject({ faultCode: 1022 });
    expect(await hub.buildOf(task)).toMatchObject({ state: 3 });
  });

  it("a kickstart that is not there fails every arch, soon", async () => {
    const file = "aurora-live-nothing.ks";
    const task = await hub.start({ ...plasma(), params: plasma().params.with(4, file) });
    await hub.finish(task);
    expect(await hub.one("getTaskResult", task, named({ raise_fault: false }))).toMatchObject({
      faultCode: 1005,
      faultString: `Kickstart /chroot_tmpdir/scmroot/aurora-kickstarts/${file} does not exist.`,
    });
    const failed = (await hub.children(task)).find(({ state }) => state === 5);
    expect(Number(failed?.["completion_ts"]) - Number(failed?.["start_ts"])).toBeLessThan(20);
    expect(await hub.call("listTaskOutput", failed?.["id"] ?? 0)).not.toContain(file);
  });

  it("an arch that no host of the channel has waits, until somebody cancels it", async () => {
    const params = ["Aurora-Minimal", "Main", "s390x", "main-compose", "aurora-arm-minimal.ks", "appliance"];
    const task = Number(await hub.as("dave", "buildImage", ...params, plasma().params[6] ?? {}));
    hub.move(3600 * SECOND);
    expect(await hub.children(task)).toMatchObject([{ state: 0, host_id: null }]);
    expect(await hub.info(task)).toMatchObject({ state: 1 });
    hub.move(6 * 3600 * SECOND);
    expect(await hub.info(task)).toMatchObject({ state: 3 });
  });
});
