import { hash } from "node:crypto";
import { expect, test } from "vitest";
import { z } from "zod";
import { KINDS, TYPES } from "../../loaders/kinds.ts";

/** Kinds that any value is of, or any object. */
const LOOSE = ["taskResult", "buildTypes", "buildTypesOfNvr"];

test("what is no value of its kind is told from one", () => {
  for (const [name, kind] of Object.entries(KINDS)) {
    if (LOOSE.includes(name)) continue;
    for (const garbage of [undefined, { v: 1 }, [[]], [{}]])
      expect(kind.check(garbage), `${name}: ${JSON.stringify(garbage)}`).toBeNull();
  }
});

test("kinds of another shape have another version, so that no gateway takes what one of before has left", () => {
  const shapes = Object.values(TYPES).map((type) => z.toJSONSchema(type, { io: "input", unrepresentable: "any" }));
  const shape = hash("sha256", JSON.stringify(shapes), "base64").slice(0, 12);
  const versions = new Set(Object.values(KINDS).map(({ version }) => version));
  expect(
    { versions: [...versions], shape },
    "Raise VERSION in loaders/kinds.ts by one, and put it here together with the new shape.",
  ).toEqual({ versions: [4], shape: "8fsdoWvkP39g" });
});
