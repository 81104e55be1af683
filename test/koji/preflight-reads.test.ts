import { readFileSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { createHubReader, type HubReader } from "../../koji/hub-reader.ts";
import { createHubClient } from "../../koji/wire/hub-client.ts";
import { encodeResponse } from "../../koji/xmlrpc/encode.ts";
import type { XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { OWN_CAPTURES } from "../support/captures.ts";
import { startHub } from "./wire/loopback-hub.ts";

/** A hub that answers whatever is asked with these bytes. */
async function readerOf(answer: Uint8Array): Promise<HubReader> {
  const hub = await startHub((_, response) => void response.writeHead(200, { "content-type": "text/xml" }).end(answer));
  const client = createHubClient({ url: hub.url });
  onTestFinished(() => client.close());
  return createHubReader(client);
}

const captured = (name: string) => readerOf(readFileSync(new URL(`wire/${name}.response.xml`, OWN_CAPTURES)));
const made = (value: XmlRpcValue) => readerOf(new Uint8Array(encodeResponse(value)));

const QUESTION = { name: "tag", data: { tag: "f45", operation: "tag", user_id: 4 } };

test("a rule's action is told as the hub words it, and no rules are none", async () => {
  expect(await (await captured("evalPolicy-anon")).evalPolicy(QUESTION)).toBe("deny");
  expect(await (await captured("evalPolicy-missing")).evalPolicy(QUESTION)).toBeNull();
  expect(await (await made(null)).evalPolicy(QUESTION)).toBeNull();
});

test("a fault that is about a rule itself stays one", async () => {
  const reader = await captured("getTag-missing-strict");
  await expect(reader.evalPolicy(QUESTION)).rejects.toThrow("No such");
});

test("a repository is told by its number and when its content stood, or there is none", async () => {
  expect(await (await captured("getRepo")).getRepo("f45-build")).toEqual({ id: 15, create_ts: 1795357066.176078 });
  expect(await (await made(null)).getRepo("f45-build")).toBeNull();
});

test("groups are told by name, and who may tag by the hub's reason", async () => {
  const row = { name: "core", group_id: 1, tag_id: 16, blocked: false, exported: true, langonly: null };
  expect(await (await made([row])).listTagGroups("f45-build")).toEqual(["core"]);
  const asked = { tag: "f45", userId: 4 };
  expect(await (await made([false, true, "tag is locked"])).checkTagAccess(asked)).toEqual({
    access: false,
    override: true,
    reason: "tag is locked",
  });
});
