import { expect, test } from "vitest";
import type { BuildOrder } from "../../model/build-order.ts";
import { kojiCommand } from "../../model/koji-command.ts";
import { COMMAND_CASES } from "../support/koji-command-cases.ts";

test.each(COMMAND_CASES.map((one) => [one.words[0], one] as const))("koji %s says all of an order", (_, one) => {
  const { words, leftOut } = kojiCommand(one.order);
  expect(words).toEqual(["koji", ...one.words]);
  expect(leftOut).toEqual([]);
});

const [LIVECD, , LIVEMEDIA, IMAGE, INDIRECTION, KIWI, OSBUILD, IMAGE_BUILDER, DUD] = COMMAND_CASES.map(
  ({ order }) => order,
);

test("what a command has no words for is told, not dropped in silence", () => {
  const asked = { scratch: true, background: true, skipTag: true, release: "7" };
  const leftOut = (order: BuildOrder | undefined) => order && kojiCommand({ ...order, ...asked }).leftOut;
  expect([LIVEMEDIA, IMAGE, INDIRECTION].map(leftOut)).toEqual([[], [], []]);
  expect(leftOut(KIWI)).toEqual(["background", "skipTag"]);
  expect(leftOut(OSBUILD)).toEqual(["scratch", "background"]);
  expect(leftOut(IMAGE_BUILDER)).toEqual(["background", "skipTag"]);
  expect(leftOut(DUD)).toEqual(["background", "skipTag", "release"]);
});

test("an option of another command is told", () => {
  if (LIVECD?.method !== "LIVECD" || KIWI?.method !== "KIWI" || IMAGE_BUILDER?.method !== "IMAGE_BUILDER") throw LIVECD;
  const live = { ...LIVECD, arches: ["x86_64", "i686"], optionalArches: ["i686"] };
  const options = { ...live.options, isoName: "x.iso", vmem: 1, keepKickstartRepos: true, squashfsOnly: false };
  expect(kojiCommand({ ...live, options }).leftOut).toEqual([
    "arches",
    "optionalArches",
    "isoName",
    "vmem",
    "keepKickstartRepos",
  ]);
  // The hub takes true for granted where the client says nothing.
  expect(kojiCommand({ ...KIWI, options: { ...KIWI.options, useBuildrootRepo: false } }).leftOut).toEqual([
    "useBuildrootRepo",
  ]);
  // The client passes 0 over, and sends one of the image references under another's name.
  const odd = { ...IMAGE_BUILDER.options, seed: "0", bootcInstallerPayloadRef: "x" };
  expect(kojiCommand({ ...IMAGE_BUILDER, options: odd }).leftOut).toEqual(["seed", "bootcInstallerPayloadRef"]);
});

test.each(["null", "undefined", "empty"])("an option that is %s is not said", (kind) => {
  if (LIVEMEDIA?.method !== "LIVEMEDIA") throw LIVEMEDIA;
  const nothing = { null: null, undefined: undefined, empty: "" }[kind];
  const options = { kickstart: "x.ks", kickstartUrl: "git+https://h#m", volumeId: nothing, isoName: nothing };
  const order = { ...LIVEMEDIA, background: false, skipTag: false, optionalArches: [], repos: [], options };
  expect(kojiCommand(order).text).toBe(
    "koji spin-livemedia --ksurl 'git+https://h#m' Aurora-Desktop-Live 45 f45-compose x86_64,aarch64 x.ks",
  );
});

test("nowait is said where the command can", () => {
  expect(LIVEMEDIA && kojiCommand(LIVEMEDIA, { nowait: true }).words).toContain("--nowait");
  const builder = IMAGE_BUILDER && kojiCommand(IMAGE_BUILDER, { nowait: true });
  expect(builder?.words).not.toContain("--nowait");
  expect(builder?.leftOut).toEqual(["nowait"]);
});

test("a first word that looks like an option is not taken for one", () => {
  const { words } = kojiCommand({ ...(LIVEMEDIA ?? neverMissing()), name: "--scratch" });
  expect(words.slice(words.indexOf("--"))).toEqual([
    "--",
    "--scratch",
    "45",
    "f45-compose",
    "x86_64,aarch64",
    "desktop.ks",
  ]);
});

test("files that a command reads are named, with their content where the order holds it", () => {
  if (LIVEMEDIA?.method !== "LIVEMEDIA" || INDIRECTION?.method !== "INDIRECTION") throw LIVEMEDIA;
  const local = { ...LIVEMEDIA, options: { kickstart: "mine.ks", kickstartSource: "lang en\n" } };
  expect(kojiCommand(local).files).toEqual([{ name: "mine.ks", content: "lang en\n" }]);
  const template = { ...INDIRECTION, options: { ...INDIRECTION.options, templateUrl: null } };
  expect(kojiCommand(template).files).toEqual([{ name: "web.tdl", content: null }]);
  expect(IMAGE_BUILDER && kojiCommand(IMAGE_BUILDER).files).toEqual([
    { name: "blueprint.json", content: '{\n  "name": "é"\n}\n' },
  ]);
  expect(OSBUILD && kojiCommand(OSBUILD).files.map(({ name }) => name)).toEqual([
    "customizations.json",
    "upload-options.json",
  ]);
  expect([LIVECD, IMAGE, KIWI, DUD].flatMap((order) => (order ? kojiCommand(order).files : []))).toEqual([]);
});

function neverMissing(): never {
  throw new Error("The table lacks a case.");
}
