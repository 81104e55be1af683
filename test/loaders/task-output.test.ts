import { describe, expect, test } from "vitest";
import { HubFaultError } from "../../model/errors.ts";
import { HubRefusal } from "../koji/wire/loopback-hub.ts";
import { taskRow } from "../support/hub-rows.ts";
import { loadersOver } from "../support/loaders.ts";

const stat = (size: string) => ({ st_size: size, st_mtime: 1_795_358_409.5 });

/** A hub on which task 20007 left these files; `arch` is the task's. */
const hubWith = (files: Record<string, Record<string, { st_size: string }>>, arch: string | null = "x86_64") => ({
  listTaskOutput: () => files,
  getTaskInfo: () => [taskRow(20_007, { arch })],
});

describe("what a task left", () => {
  test("is by name, with sizes and addresses, whatever volume it lies on", async () => {
    const files = {
      "root.log": { DEFAULT: stat("12") },
      "a.iso": { archive: stat("5000000000") },
      "x.ks": { DEFAULT: stat("0") },
    };
    const { loaders } = await loadersOver(hubWith(files));
    expect(await loaders.outputs.outputs.load(20_007)).toMatchObject([
      { name: "a.iso", size: 5_000_000_000, url: "https://files.example.org/vol/archive/work/tasks/7/20007/a.iso" },
      { name: "root.log", size: 12, url: "https://files.example.org/work/tasks/7/20007/root.log" },
      { name: "x.ks", size: 0 },
    ]);
  });

  test("is nothing where the hub cleared it away", async () => {
    const { loaders } = await loadersOver(hubWith({}));
    expect(await loaders.outputs.outputs.load(20_007)).toEqual([]);
  });

  test("is nothing where only links to a deleted build's files are left, over which the hub stumbles", async () => {
    const listTaskOutput = () => {
      throw new HubRefusal(
        1,
        "Traceback (most recent call last):\nFileNotFoundError: [Errno 2] No such file or directory: '/mnt/koji/a'",
      );
    };
    const { loaders } = await loadersOver({ ...hubWith({}), listTaskOutput });
    expect(await loaders.outputs.outputs.load(20_007)).toEqual([]);
    expect(await loaders.outputs.logs.load(20_007)).toEqual([]);
  });

  test("is an error where the hub faults for another reason", async () => {
    const listTaskOutput = () => {
      throw new HubRefusal(1000, "Invalid volume");
    };
    const { loaders } = await loadersOver({ ...hubWith({}), listTaskOutput });
    await expect(loaders.outputs.outputs.load(20_007)).rejects.toBeInstanceOf(HubFaultError);
  });
});

describe("the logs that a task left", () => {
  const files = {
    "a.iso": { DEFAULT: stat("1") },
    "livemedia-out.log": { DEFAULT: stat("2") },
    "x86_64.log.json": { DEFAULT: stat("3") },
  };

  test("are of the task's arch", async () => {
    const { loaders, carried } = await loadersOver(hubWith(files, "s390x"));
    const logs = await loaders.outputs.logs.load(20_007);
    expect(logs.map(({ name, arch, size }) => [name, arch, size])).toEqual([
      ["livemedia-out.log", "s390x", 2],
      ["x86_64.log.json", "s390x", 3],
    ]);
    expect(carried()).toHaveLength(1);
  });

  test("are of no arch where the task is of none", async () => {
    const { loaders } = await loadersOver(hubWith(files, "noarch"));
    expect((await loaders.outputs.logs.load(20_007)).map(({ arch }) => arch)).toEqual([null, null]);
  });
});
