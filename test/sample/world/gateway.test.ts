import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decodeResponse } from "../../../koji/xmlrpc/decode.ts";
import { encodeCall } from "../../../koji/xmlrpc/encode.ts";
import { gatewayOverSample, NOW, type TestGateway } from "../../support/gateway.ts";
import { type Params, type RunningHub } from "../running-hub.ts";
import { post } from "../running-session.ts";
import { EVERY, MINUTE, plasma, SECOND, type Workshop, workshopAt } from "./orders.ts";

let now = NOW;
let gateway: TestGateway;
let hub: Workshop;
beforeEach(async () => {
  now = NOW;
  gateway = await gatewayOverSample({ now: () => now });
  hub = workshopAt(behind(gateway));
});
afterEach(() => gateway.close());

/** The hub behind a gateway: both live by one clock. */
function behind({ hub: sample }: TestGateway): RunningHub {
  const xml = (method: string, ...params: Params) => post(sample.hubUrl, encodeCall(method, params));
  const call: RunningHub["call"] = async (method, ...params) =>
    decodeResponse(Buffer.from(await xml(method, ...params)));
  return {
    hub: sample,
    xml,
    call,
    rows: async (method, ...params) => (await call(method, ...params)) as Awaited<ReturnType<RunningHub["rows"]>>, // a list of structs, where the test asks for one
    move: (ms) => {
      now = new Date(now.getTime() + ms);
    },
    now: () => now.getTime(),
  };
}

const STATUS = `query ($name: String!) { image(name: $name) { status {
  state building { kojiId state owner { name } } lastGood { kojiId } latest { kojiId state } consecutiveFailures
  arches { arch state task { kojiId } } } } }`;

async function status(name: string) {
  gateway.forget();
  const { data, errors } = await gateway.ask(STATUS, { name });
  expect(errors).toBeUndefined();
  return data.image.status;
}

describe("the gateway shows a build that somebody starts", () => {
  it("building with its arches, then passing with what it made", async () => {
    const task = await hub.start(plasma());
    hub.move(MINUTE);
    const kojiId = (await hub.buildOf(task))?.["build_id"];
    expect((await status("Aurora-Plasma-Live")).building).toEqual({
      kojiId,
      state: "BUILDING",
      owner: { name: "alice" },
    });
    hub.move(10 * MINUTE);
    expect(await status("Aurora-Plasma-Live")).toMatchObject({
      state: "PASSING",
      building: null,
      lastGood: { kojiId },
      arches: [
        { arch: "x86_64", state: "PASSING" },
        { arch: "aarch64", state: "PASSING" },
      ],
    });
    const BUILD = `query ($kojiId: Int!) { build(by: { kojiId: $kojiId }) { ... on ImageBuild {
      tags { name } task { state } artifacts { filename } } } }`;
    const { data } = await gateway.ask(BUILD, { kojiId });
    expect(data.build.task).toMatchObject({ state: "CLOSED" });
    expect(data.build.tags).toMatchObject([{ name: "main-compose" }]);
    expect(data.build.artifacts.length).toBeGreaterThan(1);
  });

  it("as canceled, with its tasks, and as what was good before", async () => {
    const before = await status("Aurora-Cloud-Generic");
    const kiwi = EVERY.find(({ method }) => method === "kiwiBuild") ?? plasma();
    const task = await hub.start(kiwi);
    hub.move(90 * SECOND);
    await hub.as("carol", "cancelTask", task);
    const after = await status("Aurora-Cloud-Generic");
    expect(after.building).toBeNull();
    expect(after.latest).toMatchObject({ state: "CANCELED" });
    expect(after.lastGood).toEqual(before.lastGood);
  });
});
