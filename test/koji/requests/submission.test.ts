import { expect, test } from "vitest";
import { submissionOf, uploadPrefix } from "../../../koji/requests/submission.ts";
import { decodeCall } from "../../../koji/xmlrpc/decode.ts";
import { encodeCall } from "../../../koji/xmlrpc/encode.ts";
import type { BuildOrder } from "../../../model/build-order.ts";
import { OWN_CAPTURES, readCaptures } from "../../support/captures.ts";
import { COMMAND_CASES } from "../../support/koji-command-cases.ts";

const NOTHING = { uploadedTo: null };

test.each(COMMAND_CASES.map((one) => [one.order.method, one] as const))(
  "an order for %s becomes the task that Koji's own client makes of it",
  (_, { order, request }) => {
    expect(submissionOf(order, NOTHING).task).toEqual(request);
  },
);

test.each(COMMAND_CASES.map(({ order }) => [order.method, order] as const))(
  "what is sent for %s can be said in XML-RPC and is read back as it was",
  (_, order) => {
    const { call } = submissionOf(order, NOTHING);
    expect(decodeCall(Buffer.from(encodeCall(call.methodName, call.params)))).toEqual(call);
  },
);

const order = (method: BuildOrder["method"]): BuildOrder => {
  const found = COMMAND_CASES.find((one) => one.order.method === method);
  if (found === undefined) throw new Error(`There is no case for ${method}.`);
  return found.order;
};

test.each(["LIVECD", "APPLIANCE", "LIVEMEDIA", "IMAGE", "INDIRECTION", "KIWI", "DUD"] as const)(
  "a build in the background is asked for five below the ordinary priority: %s",
  (method) => {
    const ordinary = submissionOf({ ...order(method), background: false }, NOTHING);
    const behind = submissionOf({ ...order(method), background: true }, NOTHING);
    expect(behind.call.params.at(-1)).toMatchObject({ priority: 5, __starstar: true });
    expect(ordinary.call.params.at(-1)).not.toMatchObject({ priority: 5 });
    expect(behind.task).toEqual(ordinary.task);
  },
);

test("an uploaded kickstart is named from the hub's work, and by image tasks from the hub's files", () => {
  const uploaded = { uploadedTo: "cli-livemedia/1.2.abc" };
  expect(submissionOf(order("LIVEMEDIA"), uploaded).task.params[4]).toBe("cli-livemedia/1.2.abc/desktop.ks");
  expect(submissionOf(order("IMAGE"), uploaded).task.params[5]).toMatchObject({
    kickstart: "work/cli-livemedia/1.2.abc/desktop.ks",
  });
  expect(uploadPrefix("LIVEMEDIA")).toBe("cli-livemedia");
  expect(uploadPrefix("IMAGE")).toBe("cli-image");
});

test("kiwi's hub is told that the buildroot's repository is not wanted, as it would take it", () => {
  const kiwi = order("KIWI");
  if (kiwi.method !== "KIWI") throw new Error("The case is for kiwi.");
  const sent = (useBuildrootRepo: boolean | null, repos: readonly string[]) => {
    const { call, task } = submissionOf({ ...kiwi, repos, options: { ...kiwi.options, useBuildrootRepo } }, NOTHING);
    return [call.params[0], task.params[4]];
  };
  const repos = ["https://example.org/os"];
  expect(sent(false, repos)[0]).toMatchObject({ use_buildroot_repo: false });
  expect(sent(false, repos)[1]).not.toHaveProperty("use_buildroot_repo");
  expect(sent(null, repos)[0]).not.toHaveProperty("use_buildroot_repo");
  expect(sent(null, repos)[1]).toMatchObject({ use_buildroot_repo: true });
  expect(sent(null, [])[0]).toMatchObject({ use_buildroot_repo: true });
});

const CAPTURED: { readonly [name: string]: BuildOrder } = {
  "buildImage-livemedia": {
    ...order("LIVEMEDIA"),
    method: "LIVEMEDIA",
    name: "Fedora-Games-Live",
    version: "Rawhide",
    release: "wire.1",
    scratch: true,
    background: false,
    skipTag: false,
    repos: [],
    optionalArches: [],
    options: {
      kickstart: "fedora-live-games.ks",
      kickstartUrl: "git+https://pagure.io/fedora-kickstarts.git?#origin/main",
      kickstartVersion: "F45",
    },
  },
  buildImageOz: {
    ...order("IMAGE"),
    method: "IMAGE",
    name: "Fedora-Server-KVM",
    version: "Rawhide",
    arches: ["x86_64"],
    optionalArches: [],
    scratch: true,
    options: {
      kickstart: "x.ks",
      installTreeUrl: "https://example.org/$arch/os",
      distro: "Fedora-22",
      formats: ["qcow2"],
      diskSizeGiB: 5,
    },
  },
};

test.each(Object.entries(CAPTURED))("what is sent is what a hub was seen to take: %s", (name, wanted) => {
  const capture = readCaptures(OWN_CAPTURES).find((one) => one.name === name);
  const seen = decodeCall(capture?.request ?? Buffer.alloc(0));
  const { call } = submissionOf(wanted, NOTHING);
  expect(call.methodName).toBe(seen.methodName);
  expect(call.params.slice(0, -1)).toEqual(seen.params.slice(0, -1));
  expect(call.params.at(-1)).toEqual({ priority: null, ...Object(seen.params.at(-1)) });
});
