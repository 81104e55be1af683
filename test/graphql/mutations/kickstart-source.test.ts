import { afterAll, beforeEach, expect, test } from "vitest";
import { actingGateway } from "../../support/acting-gateway.ts";
import { BUILD_IMAGE } from "../../support/mutations.ts";

const gateway = await actingGateway({ kickstarts: true });
afterAll(gateway.close);
beforeEach(gateway.clear);

const FILES = `{ kickstarts(first: 60) { nodes { path includes { path } flattened } } }`;
type File = { readonly path: string; readonly includes: readonly unknown[]; readonly flattened: string };
const { data } = await gateway.askAs(null, FILES);
const files: readonly File[] = data.kickstarts.nodes;
const found = files.find(({ includes, path }) => includes.length > 0 && /-live-/u.test(path));
if (found === undefined) throw new Error("No kickstart of the sample includes another.");
const included = found;

const input = (more: object, kind = "livemedia") => ({
  image: "Mine",
  target: "main-compose",
  version: "45",
  arches: ["x86_64"],
  allowDuplicate: true,
  method: { [kind]: { kickstart: "mine.ks", ...more } },
});

const DISK = { installTreeUrl: "https://example.org/os", distro: "Fedora-45", formats: ["qcow2"] };

async function build(order: object) {
  const { data: answer, errors } = await gateway.askAs("sample-releng", BUILD_IMAGE, { input: order });
  expect(errors).toBeUndefined();
  return answer.buildImage;
}

test("a kickstart that comes along is uploaded as one file, with what it includes written in", async () => {
  const source = `%include ${included.path}\n`;
  const answer = await build(input({ kickstartSource: source }));
  expect(answer).toMatchObject({ __typename: "BuildImageSuccess" });
  expect(gateway.writes()).toEqual(["upload by releng", "buildImage by releng"]);
  const uploads = gateway.requests.flatMap(({ upload }) => (upload === null ? [] : [upload]));
  expect(uploads[0]?.path).toMatch(/^cli-livemedia\/\d+(?:\.\d+)?\.[0-9a-f]{12}\/mine\.ks$/u);
  expect(uploads[0]?.bytes).toBeGreaterThan(included.flattened.length);
  expect(answer.task.request.ksfile).toBe(uploads[0]?.path);
  expect(answer.task.request.opts).not.toHaveProperty("ksurl");
  expect(answer.kojiCommand).toMatch(/ mine\.ks$/u);
});

test("image tasks name it from the hub's files; each upload has a folder of its own", async () => {
  const paths = [];
  for (const _ of [1, 2]) {
    const answer = await build(input({ ...DISK, kickstartSource: "lang en_US.UTF-8\n" }, "image"));
    paths.push(answer.task.request.opts.kickstart);
  }
  for (const path of paths) expect(path).toMatch(/^work\/cli-image\/[^/]+\/mine\.ks$/u);
  expect(new Set(paths).size).toBe(2);
});

test.each([
  ["has errors", { kickstartSource: "nosuchcommand --x\n" }, "kickstartSource", /mine\.ks:1: /u],
  ["includes what nobody has", { kickstartSource: "%include nowhere.ks\n" }, "kickstartSource", /mine\.ks:1: /u],
  ["is too long", { kickstartSource: "#".repeat(262_145) }, "kickstartSource", /262145 characters; give 262144/u],
  ["is no file's name", { kickstart: "a/mine.ks", kickstartSource: "lang en_US\n" }, "kickstart", /file's name alone/u],
  ["is old", { kickstartVersion: "F45", kickstartSource: "install\nlilo\n" }, "kickstartSource", /mine\.ks:\d: /u],
])("one that %s is refused by its field, and nothing is sent", async (_, more, field, message) => {
  const answer = await build(input(more));
  expect(answer).toMatchObject({
    __typename: "InvalidInputProblem",
    fields: [{ path: ["method", "livemedia", field] }],
  });
  expect(answer.fields[0].message).toMatch(message);
  expect(gateway.writes()).toEqual([]);
});
