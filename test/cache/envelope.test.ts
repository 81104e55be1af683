import * as fc from "fast-check";
import { expect, test } from "vitest";
import { HEAD_BYTES, seal, unseal } from "../../cache/envelope.ts";
import { dropMessage, newsPart, readMessage } from "../../cache/messages.ts";

const HASH = "wJalrXUtnFEMI8vQ";
const sealed = async (value: unknown, fetchedAt = 1_763_856_000_123) =>
  Buffer.from(await seal({ version: 3, fetchedAt, hash: HASH, json: JSON.stringify(value) }));

test("what was sealed is unsealed as it was, large or small", async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), fc.nat(20_000), async (value, length) => {
      const all = [value, "ж\u0000\n".repeat(length)];
      // JSON knows no -0.
      const wanted: unknown = JSON.parse(JSON.stringify(all));
      expect(unseal(await sealed(all))).toEqual({
        version: 3,
        fetchedAt: 1_763_856_000_123,
        hash: HASH,
        value: wanted,
      });
    }),
  );
});

test("a list of rows takes a fourth of its length", async () => {
  const rows = Array.from({ length: 200 }, (_, id) => ({
    build_id: id,
    package_name: "Aurora-Live",
    state: 1,
    epoch: null,
  }));
  expect((await sealed(rows)).length).toBeLessThan(JSON.stringify(rows).length / 4);
});

test("bytes that nobody sealed are no value, and no failure", async () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(unseal(Buffer.from(bytes))).toBeNull();
    }),
  );
  const good = await sealed(["a", { b: "x".repeat(20_000) }]);
  for (let end = 0; end < good.length; end += 1) expect(unseal(good.subarray(0, end))).toBeNull();
});

test("two values of a key differ in their heads", async () => {
  const head = async (moment: number, hash: string) =>
    String(await seal({ version: 1, fetchedAt: moment, hash, json: "1" })).slice(0, HEAD_BYTES);
  const now = Date.now();
  expect(await head(now, HASH)).not.toBe(await head(now + 1, HASH));
  expect(await head(now, HASH)).not.toBe(await head(now, `${HASH.slice(0, -1)}x`));
});

test("messages are read as they were sent, whatever keys look like", () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string()), fc.nat(), (namespace, keys, fetchedAt) => {
      expect(readMessage(dropMessage(namespace, "me", keys))).toEqual({
        namespace,
        sender: "me",
        message: { type: "drop", keys },
      });
      const news = keys.map((key) => ({ key, version: 1, fetchedAt, hash: HASH }));
      const text = `["set",${JSON.stringify(namespace)},"me",[${news.map(newsPart).join(",")}]]`;
      expect(readMessage(text)).toEqual({ namespace, sender: "me", message: { type: "set", news } });
    }),
  );
});

test("text that is no message of ours is not heard", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(readMessage(text)).toBeNull();
    }),
  );
});
