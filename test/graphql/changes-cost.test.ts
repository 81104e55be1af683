import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { changesOf, type ChangedBuild, history } from "../support/changes.ts";
import { gatewayOverSample, type TestGateway } from "../support/gateway.ts";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await gatewayOverSample();
});
afterAll(() => gateway.close());

const requestsWith = (methodName: string) =>
  gateway.requests.flatMap(({ calls }) => calls).filter((call) => call.methodName === methodName);

describe("the hub is asked", () => {
  let complete: readonly ChangedBuild[];
  beforeEach(async () => {
    complete = await history(gateway, { name: "Aurora-Cloud-Generic", first: 10 });
    gateway.forget();
  });

  test("four requests at most for a build by name, its files, and the packages of all arches", async () => {
    const { errors } = await changesOf(gateway, complete[0]?.nvr ?? "");
    expect(errors).toBeUndefined();
    expect(gateway.requests.length).toBeLessThanOrEqual(4);
    gateway.forget();
    await changesOf(gateway, complete[0]?.nvr ?? "", { since: complete[5]?.id });
    expect(gateway.requests.length).toBeLessThanOrEqual(4);
  });

  test("no more requests for ten builds than for one, and each list of rpms once", async () => {
    await history(gateway, { name: "Aurora-Cloud-Generic", first: 10 });
    expect(gateway.requests.length).toBeLessThanOrEqual(4);
    const lists = requestsWith("listRPMs").map(({ params }) => JSON.stringify(params));
    expect(new Set(lists).size).toBe(lists.length);
  });

  test("for no rpms when only sizes are wanted, and for one row each when only whether they are known", async () => {
    await changesOf(gateway, complete[0]?.nvr ?? "", { selection: "sizeByArch { after }" });
    expect(requestsWith("listRPMs")).toEqual([]);
    gateway.forget();
    await changesOf(gateway, complete[0]?.nvr ?? "", { selection: 'packagesRecorded(arch: "x86_64")' });
    expect(requestsWith("listRPMs").map(({ params }) => params)).toEqual([
      [{ imageID: expect.any(Number), queryOpts: { limit: 1 }, __starstar: true }],
      [{ imageID: expect.any(Number), queryOpts: { limit: 1 }, __starstar: true }],
    ]);
  });

  test("for the rpms of one file of each build for the arch that is wanted", async () => {
    await changesOf(gateway, complete[0]?.nvr ?? "", { selection: 'packages(arch: "x86_64") { name }' });
    const lists = requestsWith("listRPMs").filter(({ params }) => JSON.stringify(params).includes("asList"));
    expect(lists).toHaveLength(2);
  });
});
