import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { encodeGlobalId } from "../../model/global-id.ts";
import { CHANGES, type Changes, changesOf, history, rpmsOf } from "../support/changes.ts";
import { gatewayOverSample, type TestGateway } from "../support/gateway.ts";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await gatewayOverSample();
});
afterAll(() => gateway.close());

/** The sample's versions are numbers between dots. */
const ranks = (text: string) => text.split(/[:.-]/u).map((part) => Number.parseInt(part, 10));
function isOlder(a: string, b: string): boolean {
  const [left, right] = [ranks(a), ranks(b)];
  const at = left.findIndex((part, index) => part !== right[index]);
  return (left[at] ?? 0) < (right[at] ?? 0);
}

describe("what changed since the build before", () => {
  test("is what the hub's own lists of both say, for each arch", async () => {
    const night = (await history(gateway, { name: "Aurora-Cosmic-Live", first: 8 })).find(
      ({ changes }) => (changes?.packages.length ?? 0) > 0,
    );
    const changes = night?.changes;
    for (const arch of ["x86_64", "aarch64"]) {
      const [before, after] = [
        await rpmsOf(gateway, changes?.from.nvr ?? "", arch),
        await rpmsOf(gateway, night?.nvr ?? "", arch),
      ];
      const names = [...new Set([...before.keys(), ...after.keys()])].filter(
        (one) => before.get(one) !== after.get(one),
      );
      const expected = names.map((one) => {
        const [was, is] = [before.get(one) ?? null, after.get(one) ?? null];
        const kind = was === null ? "ADDED" : is === null ? "REMOVED" : isOlder(was, is) ? "UPGRADED" : "DOWNGRADED";
        return { name: one.split(" ")[0], arch, kind, before: was, after: is };
      });
      const told = changes?.packages.filter((change) => change.arch === arch) ?? [];
      expect(told.length).toBeGreaterThan(5);
      expect(told).toEqual(expect.arrayContaining(expected));
      expect(told).toHaveLength(expected.length);
    }
  });

  test("over the nights is upgrades, downgrades, additions and removals, by arch and name", async () => {
    const nights = await history(gateway, { name: "Aurora-Cosmic-Live", first: 30 });
    const all = nights.flatMap(({ changes }) => changes?.packages ?? []);
    expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(["ADDED", "REMOVED", "UPGRADED", "DOWNGRADED"]));
    expect(all.some(({ after }) => after?.startsWith("1:"))).toBe(true);
    for (const { nvr, changes } of nights) {
      const order = changes?.packages.map(({ arch, name }) => `${arch} ${name}`) ?? [];
      expect(order, nvr).toEqual(order.toSorted());
    }
  });

  test("is told of every method whose builders record their rpms, once for all files of an arch", async () => {
    for (const name of ["Aurora-Minimal", "Aurora-Live-Retro", "Aurora-Cloud-Vagrant", "Aurora-Atomic-Raw"]) {
      const builds = await history(gateway, { name, first: 6 });
      expect(
        builds.every(({ changes }) => changes?.packagesRecorded),
        name,
      ).toBe(true);
      const changed = builds.find(({ changes }) => (changes?.packages.length ?? 0) > 0);
      const lines = changed?.changes?.packages.map((change) => JSON.stringify(change)) ?? [];
      expect(lines.length, name).toBeGreaterThan(0);
      expect(new Set(lines).size, name).toBe(lines.length);
    }
  });

  test("of livemedia is its sizes, and that the hub knows no packages", async () => {
    const [build] = await history(gateway, { name: "Aurora-Plasma-Live", first: 1 });
    expect(build?.changes).toMatchObject({ packagesRecorded: false, packages: [] });
    expect(build?.changes?.sizeByArch.map(({ arch, format }) => `${arch} ${format}`)).toEqual([
      "aarch64 iso",
      "x86_64 iso",
    ]);
  });

  test("leaves an arch alone that one of the builds lacks, and tells it by its sizes", async () => {
    const builds = await history(gateway, { name: "Aurora-Cloud-Generic", first: 20 });
    const lacking = builds.filter(({ changes }) => changes?.sizeByArch.some(({ before, after }) => !before || !after));
    expect(lacking.some(({ partial }) => partial)).toBe(true);
    expect(lacking.some(({ partial }) => !partial)).toBe(true);
    for (const { nvr, changes } of lacking) {
      const missing =
        changes?.sizeByArch.filter(({ before, after }) => !before || !after).map(({ arch }) => arch) ?? [];
      expect(changes?.packagesRecorded, nvr).toBe(true);
      expect(
        changes?.packages.filter(({ arch }) => missing.includes(arch)),
        nvr,
      ).toEqual([]);
      const { data } = await changesOf(gateway, nvr, {
        selection: `packages(arch: "${missing[0]}") { name } packagesRecorded(arch: "${missing[0]}")`,
      });
      expect(data.build.changes).toEqual({ packages: [], packagesRecorded: false });
    }
  });

  test("of an image on two targets is since a build for the same one", async () => {
    const builds = await history(gateway, { name: "Aurora-Cloud-Generic", first: 20, filter: "{}" });
    expect(new Set(builds.map(({ target }) => target.name))).toEqual(new Set(["main-compose", "next-compose"]));
    for (const { nvr, target, changes } of builds) expect(changes?.from.target, nvr).toEqual(target);
  });

  test("is since a complete build, whatever came between, and null before the first", async () => {
    const builds = await history(gateway, { name: "Aurora-IoT-Board", first: 100, filter: "{}" });
    expect(builds.some(({ state }) => state === "FAILED")).toBe(true);
    for (const [index, { nvr, changes }] of builds.entries()) {
      const before = builds.slice(index + 1).find(({ state }) => state === "COMPLETE");
      expect(changes?.from.nvr ?? null, nvr).toBe(before?.nvr ?? null);
      expect(changes?.to.nvr ?? nvr).toBe(nvr);
    }
    expect(builds.at(-1)?.changes).toBeNull();
  });

  test("of a build without files says that nothing is known", async () => {
    for (const state of ["BUILDING", "FAILED"]) {
      const { data } = await gateway.ask(
        `{ builds(first: 50, filter: { type: "image", state: [${state}] }) { nodes { nvr ... on ImageBuild { method changes { ${CHANGES} } } } } }`,
      );
      const kiwi = data.builds.nodes.filter(
        (build: { method: string; changes: Changes | null }) => build.method === "KIWI" && build.changes !== null,
      );
      expect(kiwi.length, state).toBeGreaterThan(0);
      for (const { nvr, changes } of kiwi) {
        expect(changes, nvr).toMatchObject({ packagesRecorded: false, packages: [] });
        for (const size of changes.sizeByArch)
          expect(size, nvr).toMatchObject({ before: expect.any(Number), after: null });
      }
    }
  });
});

describe("what changed since a build that is given", () => {
  test("is told in that direction, also of an older build since a newer one", async () => {
    const [newest, ...older] = await history(gateway, { name: "Aurora-Cosmic-Live", first: 20 });
    const oldest = older.at(-1);
    const there = await changesOf(gateway, newest?.nvr ?? "", { since: oldest?.id });
    const back = await changesOf(gateway, oldest?.nvr ?? "", { since: newest?.id });
    expect(there.errors ?? back.errors).toBeUndefined();
    expect(there.data.build.changes?.from.nvr).toBe(oldest?.nvr);
    const opposite = new Map([
      ["ADDED", "REMOVED"],
      ["REMOVED", "ADDED"],
      ["UPGRADED", "DOWNGRADED"],
      ["DOWNGRADED", "UPGRADED"],
    ]);
    const turned = back.data.build.changes?.packages.map(({ name, arch, kind, before, after }) => ({
      name,
      arch,
      kind: opposite.get(kind),
      before: after,
      after: before,
    }));
    expect(turned?.length).toBeGreaterThan(20);
    expect(there.data.build.changes?.packages).toEqual(turned);
  });

  test("is known of a deleted build, which is never taken when none is given", async () => {
    const [deleted] = await history(gateway, { name: "Aurora-Cosmic-Live", first: 1, filter: "{ state: [DELETED] }" });
    const [newest] = await history(gateway, { name: "Aurora-Cosmic-Live", first: 1 });
    const { data, errors } = await changesOf(gateway, newest?.nvr ?? "", { since: deleted?.id });
    expect(errors).toBeUndefined();
    expect(data.build.changes).toMatchObject({ from: { state: "DELETED" }, packagesRecorded: true });
    expect(data.build.changes?.packages.length).toBeGreaterThan(0);
  });

  test("is refused for anything but another build of the image, with what it is and the cure", async () => {
    const [build] = await history(gateway, { name: "Aurora-Cosmic-Live", first: 1 });
    const [other] = await history(gateway, { name: "Aurora-Cloud-EC2", first: 1 });
    const { data } = await gateway.ask('{ image(name: "Aurora-Cosmic-Live") { id } }');
    const cure = 'give the id of another build of Aurora-Cosmic-Live on hub "sample".';
    for (const [since, what] of [
      [other?.id, `which is ${other?.nvr}`],
      [build?.id, "which is the build itself"],
      [data.image.id, 'which is the id of Image Aurora-Cosmic-Live on hub "sample"'],
      [encodeGlobalId("Build", "sample", 99_999_999), "a build 99999999 that the hub does not have"],
      [encodeGlobalId("Build", "north", 7), 'which is the id of Build 7 on hub "north"'],
      [encodeGlobalId("Build", "sample", "7; drop"), 'which is the id of Build 7; drop on hub "sample"'],
      [encodeGlobalId("Task", "sample", 7), 'which is the id of Task 7 on hub "sample"'],
      ["garbage", "which is no id of this gateway"],
    ]) {
      const answer = await changesOf(gateway, build?.nvr ?? "", { since });
      expect(answer.data.build, since).toMatchObject({ id: build?.id, changes: null });
      expect(answer.errors).toMatchObject([
        {
          message: `since is "${since}", ${what}; ${cure}`,
          path: ["build", "changes"],
          extensions: { code: "BAD_ARGUMENT" },
        },
      ]);
    }
  });
});
