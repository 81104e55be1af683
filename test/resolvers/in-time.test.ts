import { expect, test } from "vitest";
import { inTime } from "../../resolvers/preflight/in-time.ts";

test("work that is done in time gives what it gives, or fails as it fails", async () => {
  expect(
    await inTime(
      () => Promise.resolve("done"),
      () => "late",
    ),
  ).toBe("done");
  const failing = inTime(
    () => Promise.reject(new Error("broken")),
    () => "late",
  );
  await expect(failing).rejects.toThrow("broken");
});

test("nobody waits for ever, and what fails afterwards disturbs nobody", async () => {
  let fail: (error: Error) => void = () => undefined;
  const work = new Promise<string>((_, reject) => {
    fail = reject;
  });
  expect(
    await inTime(
      () => work,
      () => "late",
      5,
    ),
  ).toBe("late");
  fail(new Error("too late to matter"));
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
});
