import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { HeldKey, Ledger, LedgerFilter } from "../../ledger/ledger.ts";
import { LedgerError } from "../../model/errors.ts";
import { allOf, anAct, START } from "./acts.ts";

export type GivenLedger = {
  readonly ledger: Ledger;
  /** Closes it, and opens what it left. */
  readonly again: () => Promise<Ledger>;
  readonly close: () => Promise<void>;
};

/** One that waits this long for a key. */
export const PATIENCE_MS = 300;

/** What every ledger does. */
export function ledgerContract(name: string, open: () => Promise<GivenLedger>): void {
  describe(`${name}:`, () => {
    let given: GivenLedger;
    let ledger: Ledger;
    beforeEach(async () => {
      given = await open();
      ledger = given.ledger;
    });
    afterEach(() => given.close());

    test("what is allowed is begun, what is refused is refused", async () => {
      const begun = await ledger.record(anAct(1));
      const refused = await ledger.record(anAct(2, { allowed: false, policies: ["freeze"] }));
      expect(await ledger.entry(begun)).toEqual({ ...anAct(1), id: begun, outcome: "BEGUN", task: null });
      expect(await ledger.entry(refused)).toMatchObject({ outcome: "REFUSED", policies: ["freeze"], task: null });
    });

    test("an entry has its latest outcome", async () => {
      const id = await ledger.record(anAct());
      await ledger.settle(id, { outcome: "UNKNOWN", task: null });
      expect(await ledger.entry(id)).toMatchObject({ outcome: "UNKNOWN", task: null });
      await ledger.settle(id, { outcome: "DONE", task: 1234 });
      expect(await ledger.entry(id)).toEqual({ ...anAct(), id, outcome: "DONE", task: 1234 });
      expect((await ledger.page({}, { first: 1, olderThan: null })).entries).toEqual([await ledger.entry(id)]);
    });

    test.each(["999", "0", "-1", "1-1", "0-0", "nonsense", "1e3", "", "9".repeat(40)])(
      "there is no entry %j, and nothing comes of it",
      async (id) => {
        await ledger.record(anAct());
        await ledger.settle(id, { outcome: "DONE", task: 1 });
        expect(await ledger.entry(id)).toBeNull();
        expect(await allOf(ledger)).toMatchObject([{ outcome: "BEGUN" }]);
      },
    );

    test("entries are read page by page, the newest first", async () => {
      const ids: string[] = [];
      for (let minutes = 0; minutes < 25; minutes += 1) ids.push(await ledger.record(anAct(minutes)));
      const first = await ledger.page({}, { first: 10, olderThan: null });
      expect(first.entries.map(({ id }) => id)).toEqual(ids.slice(15).toReversed());
      expect(first).toMatchObject({ hasMore: true, stoppedAt: null });
      const last = await ledger.page({}, { first: 10, olderThan: ids[5] ?? "" });
      expect(last.entries.map(({ id }) => id)).toEqual(ids.slice(0, 5).toReversed());
      expect(last).toMatchObject({ hasMore: false, stoppedAt: null });
      expect((await allOf(ledger)).map(({ id }) => id)).toEqual(ids.toReversed());
      expect(await ledger.page({}, { first: 10, olderThan: ids[0] ?? "" })).toMatchObject({ entries: [] });
    });

    test("a page stays where it is while new entries come", async () => {
      for (let minutes = 0; minutes < 5; minutes += 1) await ledger.record(anAct(minutes));
      const { entries } = await ledger.page({}, { first: 2, olderThan: null });
      const older = () => ledger.page({}, { first: 2, olderThan: entries.at(-1)?.id ?? "" });
      const before = await older();
      await ledger.record(anAct(9));
      expect(await older()).toEqual(before);
    });

    test("what settles an entry leaves it in its place", async () => {
      const id = await ledger.record(anAct(1));
      await ledger.record(anAct(2));
      await ledger.settle(id, { outcome: "DONE", task: 5 });
      expect((await allOf(ledger)).map(({ outcome }) => outcome)).toEqual(["BEGUN", "DONE"]);
    });

    const moment = (minutes: number) => new Date(START + minutes * 60_000);
    test.each<[string, LedgerFilter, readonly number[]]>([
      ["everything", {}, [5, 4, 3, 2, 1, 0]],
      ["a viewer", { viewer: "bob" }, [3, 1]],
      ["an action", { action: "CANCEL_TASK" }, [4]],
      ["an image", { image: "Borealis" }, [3, 2]],
      ["what was refused", { allowed: false }, [5, 3]],
      ["what was allowed", { allowed: true }, [4, 2, 1, 0]],
      ["after a moment", { after: moment(3) }, [5, 4]],
      ["before a moment", { before: moment(2) }, [1, 0]],
      ["between moments", { after: moment(0), before: moment(3) }, [2, 1]],
      ["several at once", { viewer: "bob", image: "Borealis", allowed: false }, [3]],
      ["nobody", { viewer: "nobody" }, []],
      ["names as they are", { viewer: "Bob" }, []],
      [
        "nulls, which say nothing",
        { viewer: null, action: null, image: null, after: null, allowed: null },
        [5, 4, 3, 2, 1, 0],
      ],
    ])("entries are filtered by %s", async (_, filter, expected) => {
      const changes = [
        {},
        { viewer: "bob", image: null },
        { image: "Borealis" },
        { viewer: "bob", image: "Borealis", allowed: false },
        { action: "CANCEL_TASK" },
        { allowed: false },
      ] as const;
      for (const [minutes, change] of changes.entries()) await ledger.record(anAct(minutes, change));
      const found = (await allOf(ledger, filter, 2)).map(({ requestId }) => Number(requestId.split("-")[1]));
      expect(found).toEqual(expected);
    });

    test("what is recorded at the same time is all there, each by its own id", async () => {
      const acts = Array.from({ length: 300 }, (_, minutes) => anAct(minutes));
      const ids = await Promise.all(acts.map((act) => ledger.record(act)));
      expect(new Set(ids).size).toBe(300);
      const found = await Promise.all(ids.map((id) => ledger.entry(id)));
      expect(found.map((entry) => entry?.requestId)).toEqual(acts.map(({ requestId }) => requestId));
      expect(await allOf(ledger, {}, 100)).toHaveLength(300);
    });

    test("text of any kind is kept as it is", async () => {
      const strange = 'a\nb\r\u2028"\\\u0000\u001b[31m𝄞 __proto__ ' + "x".repeat(10_000);
      const id = await ledger.record(anAct(0, { viewer: strange, subject: strange, policies: [strange, ""] }));
      const known = { strange, __proto__: "no", list: [1.5, null, true, { "": "" }] };
      await ledger.withKey(strange, (held) => held.write(known));
      const other = await given.again();
      expect(await other.entry(id)).toMatchObject({ viewer: strange, subject: strange, policies: [strange, ""] });
      expect(await other.withKey(strange, (held) => Promise.resolve(held.known))).toEqual(known);
    });

    test("what was written is there when it is opened again", async () => {
      const id = await ledger.record(anAct());
      await ledger.settle(id, { outcome: "DONE", task: 7 });
      await ledger.withKey("k", (held) => held.write({ task: 7 }));
      const other = await given.again();
      expect(await other.entry(id)).toMatchObject({ outcome: "DONE", task: 7 });
      expect(await other.withKey("k", (held) => Promise.resolve(held.known))).toEqual({ task: 7 });
      const next = await other.record(anAct(1));
      expect((await allOf(other)).map((entry) => entry.id)).toEqual([next, id]);
    });

    test("under a key stands what was last written under it, and under others nothing", async () => {
      const knownAt = (key: string) => ledger.withKey(key, (held) => Promise.resolve(held.known));
      expect(await knownAt("a")).toBeNull();
      await ledger.withKey("a", async (held) => {
        await held.write(1);
        await held.write("two");
        expect(held.known).toBeNull();
      });
      expect([await knownAt("a"), await knownAt("A"), await knownAt("b")]).toEqual(["two", null, null]);
    });

    test("one after another works under a key, and each sees what the one before wrote", async () => {
      let working = 0;
      const seen: unknown[] = [];
      const work = async (held: HeldKey) => {
        working += 1;
        expect(working).toBe(1);
        await wait(1);
        seen.push(held.known);
        await held.write(Number(held.known ?? 0) + 1);
        working -= 1;
      };
      await Promise.all(Array.from({ length: 20 }, () => ledger.withKey("k", work)));
      expect(seen).toEqual([null, ...Array.from({ length: 19 }, (_, index) => index + 1)]);
    });

    test("keys do not wait for one another", async () => {
      const both = await ledger.withKey("a", () => ledger.withKey("b", () => Promise.resolve("both")));
      expect(both).toBe("both");
    });

    test("what the work comes to is what it all comes to, and the key is free after a failure", async () => {
      await expect(ledger.withKey("k", () => Promise.reject(new RangeError("mine")))).rejects.toThrow(
        new RangeError("mine"),
      );
      expect(await ledger.withKey("k", () => Promise.resolve(5))).toBe(5);
    });

    test("who waits too long for a key gives up with the reason, and leaves the others their turn", async () => {
      let free = () => {};
      const held = ledger.withKey("k", () => new Promise<void>((resolve) => void (free = resolve)));
      const waiting = [
        ledger.withKey("k", () => Promise.resolve("never")),
        ledger.withKey("k", () => Promise.resolve("never")),
      ];
      const error = {
        name: "LedgerError",
        message: expect.stringMatching(/same is being done.*send it again in a minute/u),
      };
      for (const one of waiting) await expect(one).rejects.toMatchObject(error);
      const patient = ledger.withKey("k", () => Promise.resolve("turn"));
      free();
      await held;
      expect(await patient).toBe("turn");
    });

    test("a key that was let go cannot be written", async () => {
      const held = await ledger.withKey("k", (it) => Promise.resolve(it));
      await expect(held.write(1)).rejects.toBeInstanceOf(LedgerError);
      expect(await ledger.withKey("k", (it) => Promise.resolve(it.known))).toBeNull();
    });

    test("whoever works under a key when it is to be closed writes down what came of it", async () => {
      const id = await ledger.record(anAct());
      let began = () => {};
      const working = new Promise<void>((resolve) => void (began = resolve));
      const work = ledger.withKey("k", async (held) => {
        began();
        await wait(50);
        await held.write({ task: 5 });
        await ledger.settle(id, { outcome: "DONE", task: 5 });
      });
      await working;
      const closed = ledger.close();
      await expect(ledger.withKey("other", () => Promise.resolve())).rejects.toMatchObject({ name: "LedgerError" });
      await Promise.all([closed, work]);
      const other = await given.again();
      expect(await other.entry(id)).toMatchObject({ outcome: "DONE", task: 5 });
      expect(await other.withKey("k", (held) => Promise.resolve(held.known))).toEqual({ task: 5 });
    });

    test("once closed it refuses, with the reason", async () => {
      const id = await ledger.record(anAct());
      await ledger.close();
      const closed = { name: "LedgerError", message: expect.stringContaining("closed") };
      await expect(ledger.record(anAct())).rejects.toMatchObject(closed);
      await expect(ledger.settle(id, { outcome: "DONE", task: 1 })).rejects.toMatchObject(closed);
      await expect(ledger.entry(id)).rejects.toMatchObject(closed);
      await expect(ledger.page({}, { first: 1, olderThan: null })).rejects.toMatchObject(closed);
      await expect(ledger.withKey("k", () => Promise.resolve())).rejects.toMatchObject(closed);
      await ledger.close();
    });
  });
}
