import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { gatewayOver, gatewayOverSample, hubService, memoryCache, NOW, type TestGateway } from "../support/gateway.ts";

const HOUR = 3_600_000;

let now = NOW;
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await gatewayOverSample({ now: () => now });
});
afterAll(() => gateway.close());

/** By a gateway that knows nothing yet, of the same hub at the same moment. */
async function withoutCache(query: string) {
  const other = gatewayOver([hubService("sample", gateway.hub, { cache: memoryCache(() => now) })], () => now);
  try {
    const { data, errors } = await other.ask(query);
    return { data, errors };
  } finally {
    await other.close();
  }
}

const TASK = "kojiId method state completedAt children { kojiId state arch } logs { name size }";
const BUILD =
  "nvr state completedAt tags { name } ... on ImageBuild { artifacts { filename size } failure { message } }";
const STATUS = "state since consecutiveFailures latest { nvr } arches { arch state optional }";

const name = fc.constantFrom(
  "Aurora-Plasma-Live",
  "Aurora-Xfce-Live",
  "Aurora-Cloud-Generic",
  "Aurora-WSL-Base",
  "No-Such",
);
const target = fc.constantFrom("", '(target: "main-compose")', '(target: "au42-compose")', '(arch: "aarch64")');
const page = fc.constantFrom("first: 3", "last: 2", "first: 7");
const states = (...all: string[]) => fc.subarray(all, { minLength: 1 }).map((some) => `state: [${some.join(" ")}]`);

/** One field of a query each. */
const fields = fc.oneof(
  fc.tuple(name, target).map(([one, of]) => `image(name: "${one}") { name status${of} { ${STATUS} } }`),
  name.map((one) => `image(name: "${one}") { storage { bytes builds } averageDuration }`),
  fc
    .tuple(name, page)
    .map(([one, cut]) => `image(name: "${one}") { builds(${cut}) { nodes { ${BUILD} } totalCount } }`),
  fc.tuple(page, target).map(([cut, of]) => `images(${cut}) { totalCount nodes { name status${of} { ${STATUS} } } }`),
  fc
    .tuple(page, states("BUILDING", "COMPLETE", "FAILED", "CANCELED"))
    .map(([cut, some]) => `builds(${cut}, filter: { type: "image", ${some} }) { nodes { ${BUILD} } }`),
  fc
    .tuple(page, states("OPEN", "FREE", "CLOSED", "FAILED"))
    .map(([cut, some]) => `tasks(${cut}, filter: { ${some}, parentsOnly: true }) { nodes { ${TASK} } totalCount }`),
  fc.constantFrom(
    "targets { name destinationTag { name arches } }",
    "hosts(enabled: true) { name ready load lastSeenAt tasks { kojiId } }",
    "channels { name open queued arches { arch capacity load } }",
    'imagesContaining(rpm: "bash", first: 3) { nodes { filename } }',
    'tag(name: "main-compose") { name locked arches }',
    "hub { version apiVersion }",
  ),
);
const query = fc
  .array(fields, { minLength: 1, maxLength: 3 })
  .map((some) => `{ ${some.map((field, index) => `f${index}: ${field}`).join("\n")} }`);
/** Longer than anything is believed that may change. */
const pause = fc.constantFrom(0, 0, 0, 26 * HOUR);

test("answers are what they would be if nothing were kept", { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(query, pause, async (one, ms) => {
      // Shrinking goes on from there: what is kept stays what it was then.
      if (now.getTime() < NOW.getTime() + 4 * 26 * HOUR) now = new Date(now.getTime() + ms);
      const { data, errors } = await gateway.ask(one);
      expect({ data, errors }).toEqual(await withoutCache(one));
    }),
    { numRuns: 25, endOnFailure: true },
  );
});
