import { homedir } from "node:os";
import { afterEach, expect, test, vi } from "vitest";
import { readEnvironment } from "../../config/environment.ts";

afterEach(() => void vi.unstubAllEnvs());

test("an empty variable counts as absent, and white space around a value does not", () => {
  vi.stubEnv("HOST", "");
  vi.stubEnv("PORT", " 8080\n");
  vi.stubEnv("REDIS_URL", "  ");
  const { variables, home } = readEnvironment();
  expect(variables).toMatchObject({ HOST: null, PORT: "8080", REDIS_URL: null });
  expect(home).toBe(homedir());
});
