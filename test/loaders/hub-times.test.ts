import { expect, test } from "vitest";
import {
  fromSeconds,
  fromSecondsOrNull,
  fromText,
  fromTextOrNull,
  secondsOfText,
  toSeconds,
} from "../../loaders/hub-times.ts";

const MOMENT = new Date("2026-11-22T14:40:09.293Z");

test.each([
  "2026-11-22 14:40:09.293721+00:00",
  "2026-11-22T14:40:09.293Z",
  "2026-11-22 15:40:09.293721+01:00",
  "2026-11-22 15:40:09.293721+0100",
  "2026-11-22 14:40:09.293721",
])("%s is one moment, in UTC where no zone stands", (text) => {
  expect(fromText(text)).toEqual(MOMENT);
});

test("a time on a whole second has no fraction", () => {
  expect(fromText("2026-11-22 14:40:09+00:00")).toEqual(new Date("2026-11-22T14:40:09Z"));
  expect(secondsOfText("2026-11-22 14:40:09+00:00")).toBe(Date.UTC(2026, 10, 22, 14, 40, 9) / 1000);
});

test("seconds of a text are to the microsecond, as a cursor needs them", () => {
  expect(secondsOfText("2026-11-22 14:40:09.293721+00:00")).toBeCloseTo(1_795_358_409.293_721, 6);
  expect(secondsOfText("2026-11-22 14:40:09.000001+00:00")).toBeGreaterThan(secondsOfText("2026-11-22 14:40:09+00:00"));
});

test("seconds and moments are told in one another", () => {
  expect(fromSeconds(1_795_358_409.293)).toEqual(MOMENT);
  expect(toSeconds(MOMENT)).toBe(1_795_358_409.293);
});

test("what has no time stays without", () => {
  expect([fromTextOrNull(null), fromSecondsOrNull(null)]).toEqual([null, null]);
  expect(fromSecondsOrNull(0)).toEqual(new Date(0));
});
