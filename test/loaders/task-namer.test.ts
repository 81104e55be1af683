import { describe, expect, test } from "vitest";
import { createTaskNamer } from "../../loaders/task-namer.ts";
import type { CatalogueImage } from "../../model/catalogue.ts";
import type { KiwiDefinition } from "../../model/image-definition.ts";
import { aCatalogueImage } from "../support/catalogue.ts";
import { liveMediaRequest, taskRow } from "../support/hub-rows.ts";
import { aBuild } from "../support/builds.ts";
import { loadersOver } from "../support/loaders.ts";
import type { XmlRpcValue } from "../../koji/xmlrpc/value.ts";

const REPOSITORY = "git+https://example.org/descriptions.git";

const kiwi = (
  path: string,
  { profile = null, url = `${REPOSITORY}?#main` }: { profile?: string | null; url?: string } = {},
): KiwiDefinition => ({
  kind: "kiwi",
  descriptionUrl: url,
  descriptionPath: path,
  profile,
});

const kiwiRequest = (
  path: string,
  { profile, url = `${REPOSITORY}?#main` }: { profile?: string; url?: string } = {},
): XmlRpcValue => ["main-compose", ["x86_64"], url, path, profile === undefined ? {} : { profile }];

/** Names tasks of these requests, given builds and what the catalogue lists. */
async function named(
  requests: Readonly<Record<number, XmlRpcValue>>,
  {
    builds = [],
    catalogue = [],
  }: { builds?: Parameters<ReturnType<typeof createTaskNamer>>[1]; catalogue?: readonly CatalogueImage[] },
) {
  const row = (id: number) =>
    taskRow(id, {
      method: JSON.stringify(requests[id] ?? []).includes("git+") ? "kiwiBuild" : "livemedia",
      request: requests[id] ?? null,
    });
  const { loaders, carried } = await loadersOver({
    getTaskInfo: (ids) => (Array.isArray(ids) ? ids.map((id) => row(Number(id))) : []),
  });
  const asked = await loaders.tasks.byId.loadMany(Object.keys(requests).map(Number));
  const tasks = asked.flatMap((task) => (task === null || task instanceof Error ? [] : [task]));
  const name = createTaskNamer({
    catalogue: new Map(catalogue.map((image) => [image.name, image])),
    tasks: loaders.tasks,
  });
  const names = await name(tasks, builds);
  return { names: Object.fromEntries(names), requests: carried().length };
}

describe("a task", () => {
  test("is named by its request, without asking", async () => {
    const { names, requests } = await named(
      { 7: liveMediaRequest(["x86_64"]) },
      { builds: [aBuild({ kojiId: 1, taskId: 1 })] },
    );
    expect(names).toMatchObject({ 7: "Aurora-Live" });
    expect(requests).toBe(1);
  });

  test("of kiwi is named by its build", async () => {
    const builds = [aBuild({ name: "Aurora-Cloud", taskId: 7 })];
    expect((await named({ 7: kiwiRequest("cloud.kiwi") }, { builds })).names).toMatchObject({ 7: "Aurora-Cloud" });
  });

  test("of kiwi is named by the catalogue's image of the same description and profile, on any branch, without asking", async () => {
    const catalogue = [
      aCatalogueImage({ name: "Aurora-Azure", definition: kiwi("cloud.kiwi", { profile: "azure" }) }),
      aCatalogueImage({ name: "Aurora-EC2", definition: kiwi("cloud.kiwi", { profile: "ec2" }) }),
    ];
    const requests = {
      7: kiwiRequest("cloud.kiwi", { profile: "ec2", url: `${REPOSITORY}#4f1c2d` }),
      8: kiwiRequest("cloud.kiwi", { profile: "azure" }),
      9: kiwiRequest("cloud.kiwi"),
    };
    const found = await named(requests, { catalogue });
    expect(found.names).toEqual({ 7: "Aurora-EC2", 8: "Aurora-Azure" });
    expect(found.requests).toBe(1);
  });

  test("of kiwi is named by a build from the same description, which one more request tells", async () => {
    const builds = [
      aBuild({ name: "Aurora-WSL", taskId: 3 }),
      aBuild({ name: "Aurora-Live", taskId: 4 }),
      aBuild({ name: "Aurora-WSL", taskId: 2 }),
    ];
    const requests = { 7: kiwiRequest("wsl.kiwi"), 3: kiwiRequest("wsl.kiwi"), 4: liveMediaRequest(["x86_64"]) };
    expect((await named(requests, { builds })).names[7]).toBe("Aurora-WSL");
  });

  test("of kiwi is named by the newest of two images that were built from one description", async () => {
    const builds = [
      aBuild({ name: "Aurora-New", taskId: 3, kojiId: 2 }),
      aBuild({ name: "Aurora-Old", taskId: 2, kojiId: 1 }),
    ];
    const requests = { 7: kiwiRequest("wsl.kiwi"), 3: kiwiRequest("wsl.kiwi"), 2: kiwiRequest("wsl.kiwi") };
    expect((await named(requests, { builds })).names[7]).toBe("Aurora-New");
  });

  test("of kiwi is not taken for the image of the same path in another repository", async () => {
    const other = "git+https://example.test/other.git#main";
    const catalogue = [
      aCatalogueImage({ name: "Aurora-Cloud", definition: kiwi("./", { url: `${REPOSITORY}#main` }) }),
      aCatalogueImage({ name: "Borealis-Cloud", definition: kiwi("./", { url: other }) }),
    ];
    const requests = {
      7: kiwiRequest("./", { url: other }),
      8: kiwiRequest("./"),
      9: kiwiRequest("./", { url: "git+https://example.test/third.git#main" }),
    };
    expect((await named(requests, { catalogue })).names).toEqual({ 7: "Borealis-Cloud", 8: "Aurora-Cloud" });
  });

  test("of kiwi is named although the catalogue gives its repository another address, where nothing else has its path", async () => {
    const catalogue = [
      aCatalogueImage({
        name: "Aurora-Cloud",
        definition: kiwi("cloud.kiwi", { url: "https://example.org/descriptions" }),
      }),
    ];
    expect((await named({ 7: kiwiRequest("cloud.kiwi") }, { catalogue })).names).toEqual({ 7: "Aurora-Cloud" });
  });

  test("of kiwi from a description that nobody knows has no name", async () => {
    expect((await named({ 7: kiwiRequest("new.kiwi") }, {})).names).toEqual({});
  });
});
