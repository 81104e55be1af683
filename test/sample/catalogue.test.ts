import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { startHub } from "./running-hub.ts";

describe("the sample's catalogue", () => {
  it("names targets that the hub has, with arches their build tags have", async () => {
    const running = await startHub();
    const { images } = parse(running.hub.catalogue) as {
      images: Record<string, { targets: Record<string, { arches: string[] }> }>;
    }; // the sample writes it
    const targets = await running.rows("getBuildTargets");
    for (const [name, image] of Object.entries(images))
      for (const [target, { arches }] of Object.entries(image.targets)) {
        const found = targets.find((one) => one["name"] === target);
        expect(found, `${name} on ${target}`).toBeDefined();
        const tag = Object(await running.call("getTag", found?.["build_tag"] ?? 0)) as { arches: string }; // a struct
        for (const arch of arches) expect(tag.arches.split(" ")).toContain(arch);
      }
    expect(Object.keys(images).length).toBeGreaterThanOrEqual(32);
    await running.hub.close();
  });

  it("lists each image in the hub's package list for its targets", async () => {
    const running = await startHub();
    const { images } = parse(running.hub.catalogue) as { images: Record<string, { targets: Record<string, object> }> }; // the sample writes it
    for (const [name, image] of Object.entries(images))
      for (const target of Object.keys(image.targets))
        expect(await running.call("getPackageConfig", target, name), name).toMatchObject({
          package_name: name,
          blocked: false,
        });
    await running.hub.close();
  });
});
