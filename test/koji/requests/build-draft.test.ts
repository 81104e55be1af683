import { expect, test } from "vitest";
import { readBuildDraft } from "../../../koji/requests/build-draft.ts";
import { readTaskRequest } from "../../../koji/requests/task-request.ts";
import type { XmlRpcValue } from "../../../koji/xmlrpc/value.ts";
import { completed } from "../../../model/build-draft.ts";
import { imageMethodOfTask } from "../../../model/image-method.ts";
import { kojiCommand } from "../../../model/koji-command.ts";
import { COMMAND_CASES } from "../../support/koji-command-cases.ts";

const draftOf = (method: string, params: readonly XmlRpcValue[]) =>
  readBuildDraft(imageMethodOfTask(method) ?? "OTHER", readTaskRequest(method, params));

test.each(COMMAND_CASES.map((one) => [one.request.method, one] as const))(
  "a request for %s gives the command that made it, but for what each build decides anew",
  (_, { order, request, words }) => {
    const draft = draftOf(request.method, request.params);
    expect(draft?.method).toBe(order.method);
    const again = draft && completed(draft, order.name);
    expect(again?.missing).toEqual([]);
    expect(again && kojiCommand(again.order).leftOut).toEqual([]);
    const { scratch, background, skipTag, release } = order;
    expect(again && kojiCommand({ ...again.order, scratch, background, skipTag, release }).words).toEqual([
      "koji",
      ...words,
    ]);
  },
);

test("an uploaded kickstart is a file of that name", () => {
  const live = draftOf("livemedia", ["N", "45", ["x86_64"], "t", "cli-livemedia/1234.5/mine.ks", {}]);
  expect(live?.options).toMatchObject({ kickstart: "mine.ks", kickstartUrl: null });
  const disk = draftOf("image", ["N", "45", ["x86_64"], "t", "tree", { kickstart: "work/cli-image/1.2/disk.ks" }]);
  expect(disk?.options).toMatchObject({ kickstart: "disk.ks", kickstartUrl: null });
});

test("the buildroot's repository is asked for only beside others, as the client adds it by itself", () => {
  const opts = { use_buildroot_repo: true, version: "45" };
  const draft = draftOf("kiwiBuild", ["t", ["x86_64"], "git+https://d#m", "p", opts]);
  const { order } = completed(draft ?? { method: "KIWI", basics: {}, options: {}, missing: [] }, "N");
  expect(kojiCommand(order).words).not.toContain("--buildroot-repo");
});

test.each<[string, XmlRpcValue[]]>([
  ["livemedia", []],
  ["livemedia", [1, { x: 2 }, null, true, ["a"], "opts"]],
  ["image", ["N", 45, "x86_64 aarch64", "t", null, { format: { a: 1 }, factory_parameter: [1, ["k"], null] }]],
  ["kiwiBuild", [null, null, null, null, { repos: [null, 1, { baseurl: 3 }], type_attr: "a=b" }]],
  ["osbuildImage", ["N", "45", "d", ["ami"], "t", [], { ostree: "x", customizations: [] }]],
  ["indirectionimage", [["not", "a struct"]]],
])("anything may stand in a request for %s: %j still makes a command", (method, params) => {
  const draft = draftOf(method, params);
  expect(draft).not.toBeNull();
  const text = draft && kojiCommand(completed(draft, "N").order).text;
  expect(text).toMatch(/^koji [a-z-]+ /u);
  expect(text).not.toMatch(/undefined|null|NaN|\[object/u);
});

test("a task that makes no image has no draft", () => {
  expect(draftOf("build", ["git+https://x#1", "t", {}])).toBeNull();
});
