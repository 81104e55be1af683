import { afterAll, beforeAll, expect, test } from "vitest";
import { startSampleHub, type SampleHub } from "../../sample/sample-hub.ts";
import { gatewayOver, hubService, NOW } from "../support/gateway.ts";
import { askPreflight } from "../support/preflight.ts";

let hub: SampleHub;
let gateway: Pick<ReturnType<typeof gatewayOver>, "ask">;

beforeAll(async () => {
  hub = await startSampleHub({ now: () => NOW.getTime() });
  const service = hubService("sample", { ...hub, knownHosts: [] });
  const own = [...service.catalogue.values()].map((image) =>
    image.definition?.kind === "kickstart"
      ? { ...image, definition: { ...image.definition, repository: "https://ks.example.net/k.git", ref: "main" } }
      : image,
  );
  gateway = gatewayOver([{ ...service, catalogue: new Map(own.map((image) => [image.name, image])) }]);
});

afterAll(() => hub.close());

const ORDER = { image: "Aurora-Games-Live", target: "main-compose", version: "45" };

test("a repository whose address the catalogue names is known, and everybody says so", async () => {
  const told = await askPreflight(gateway, ORDER);
  expect(told.outcomes).toMatchObject({ policy: "PASS", source: "PASS" });
  expect(told.messages.source).toContain("ks.example.net");
  const { data } = await gateway.ask(
    `{ viewer { may(action: BUILD_SCRATCH_IMAGE, image: "Aurora-Games-Live", target: "main-compose") { allowed } } }`,
    {},
    { authorization: "Bearer sample-releng" },
  );
  expect(data.viewer.may.allowed).toBe(true);
});

test("a refusal for a host that is not known names it", async () => {
  const elsewhere = { kickstart: "k.ks", kickstartUrl: "git+https://elsewhere.example.net/k.git#main" };
  const told = await askPreflight(gateway, {
    ...ORDER,
    arches: ["x86_64"],
    scratch: false,
    repos: ["https://other.example.net/os", "https://ks.example.net/os"],
    method: { livemedia: elsewhere },
  });
  expect(told.decision.determinedBy.map(({ id }) => id)).toEqual(["known-sources", "known-repos"]);
  expect(told.messages.policy).toContain("Not known: elsewhere.example.net, other.example.net.");
});
