import { describe, expect, test } from "vitest";
import { readTaskRequest } from "../../../koji/requests/task-request.ts";
import type { ImageRequest } from "../../../model/task.ts";
import type { XmlRpcValue } from "../../../koji/xmlrpc/value.ts";
import { CHILD_METHODS, PARENT_METHODS } from "../../../model/image-method.ts";

const COMMIT = "eab4fdc148f58e61d17e975c2dfe6181137daaa4";
const KSURL = `git+https://example.org/kickstarts.git?live#${COMMIT}`;
const TARGET = { id: 9, name: "f45-compose", build_tag: 27, build_tag_name: "f45-build" };
const REPO = { id: 15, tag_name: "f45-build" };

const nothing: ImageRequest = {
  name: null,
  version: null,
  release: null,
  arches: [],
  optionalArches: [],
  target: null,
  scratch: false,
  source: null,
};
const kickstart = (path: string) => ({
  kind: "kickstart" as const,
  path,
  repository: "https://example.org/kickstarts.git",
  ref: COMMIT,
});
const upload = (path: string) => ({ kind: "kickstart" as const, path, repository: null, ref: null });
const kiwi = {
  kind: "kiwi" as const,
  descriptionUrl: "git+https://example.org/kiwi.git#main",
  descriptionPath: "kde.xml",
  profile: "KDE",
};
const kde = { name: "KDE", version: "45", target: "f45-compose" };
const kdeOf = (arch: string) => ["KDE", "45", "1.2", arch, TARGET, 27, REPO];

const requests: [string, XmlRpcValue[], Partial<ImageRequest>][] = [
  [
    "livecd",
    ["KDE", "45", "x86_64", "f45-compose", "kde.ks", { ksurl: KSURL, release: "1.2", scratch: true }],
    { ...kde, release: "1.2", arches: ["x86_64"], scratch: true, source: kickstart("live/kde.ks") },
  ],
  [
    "appliance",
    ["KDE", "45", "aarch64", "f45-compose", "cli-appliance/1.2/kde.ks"],
    { ...kde, arches: ["aarch64"], source: upload("work/cli-appliance/1.2/kde.ks") },
  ],
  [
    "livemedia",
    ["KDE", "45", ["x86_64", "aarch64"], "f45-compose", "spins/kde.ks", { ksurl: KSURL, optional_arches: ["aarch64"] }],
    { ...kde, arches: ["x86_64", "aarch64"], optionalArches: ["aarch64"], source: kickstart("live/spins/kde.ks") },
  ],
  [
    "image",
    ["KDE", "45", ["x86_64"], "f45-compose", "https://example.org/os", { ksurl: KSURL, kickstart: "spins/kde.ks" }],
    { ...kde, arches: ["x86_64"], source: kickstart("live/kde.ks") },
  ],
  [
    "image",
    ["KDE", "45", ["x86_64"], "f45-compose", "https://example.org/os", { kickstart: "work/cli-image/1.2/kde.ks" }],
    { ...kde, arches: ["x86_64"], source: upload("work/cli-image/1.2/kde.ks") },
  ],
  [
    "indirectionimage",
    [{ name: "KDE", version: "45", release: "1.2", arch: "x86_64", target: "f45-compose", scratch: true }],
    { ...kde, release: "1.2", arches: ["x86_64"], scratch: true },
  ],
  [
    "kiwiBuild",
    [
      "f45-compose",
      [],
      kiwi.descriptionUrl,
      "kde.xml",
      { profile: "KDE", version: "45", optional_arches: "s390x, ppc64le" },
    ],
    { version: "45", target: "f45-compose", optionalArches: ["s390x", "ppc64le"], source: kiwi },
  ],
  [
    "osbuildImage",
    ["KDE", "45", "fedora-45", ["guest-image"], "f45-compose", ["x86_64"], { release: "1.2" }],
    {
      ...kde,
      release: "1.2",
      arches: ["x86_64"],
      source: { kind: "osbuild", distro: "fedora-45", imageType: "guest-image" },
    },
  ],
  [
    "imageBuilderBuild",
    ["f45-compose", ["x86_64", "s390x"], ["minimal-raw"], "KDE", "45", { failable_arches: ["s390x"] }],
    {
      ...kde,
      arches: ["x86_64", "s390x"],
      optionalArches: ["s390x"],
      source: { kind: "osbuild", distro: null, imageType: "minimal-raw" },
    },
  ],
  [
    "dudBuild",
    ["KDE", "45", ["x86_64"], "f45-compose", ["kmod"], { scratch: false, optional_arches: null }],
    { ...kde, arches: ["x86_64"] },
  ],
  [
    "createLiveCD",
    [...kdeOf("i686"), "kde.ks", { ksurl: KSURL }],
    { ...kde, release: "1.2", arches: ["i686"], source: kickstart("live/kde.ks") },
  ],
  [
    "createAppliance",
    [...kdeOf("armhfp"), "kde.ks", { ksurl: KSURL, scratch: true }],
    { ...kde, release: "1.2", arches: ["armhfp"], scratch: true, source: kickstart("live/kde.ks") },
  ],
  [
    "createLiveMedia",
    [...kdeOf("x86_64"), "kde.ks", { ksurl: KSURL }],
    { ...kde, release: "1.2", arches: ["x86_64"], source: kickstart("live/kde.ks") },
  ],
  [
    "createImage",
    [...kdeOf("x86_64"), "https://example.org/os", { ksurl: KSURL, kickstart: "kde.ks" }],
    { ...kde, release: "1.2", arches: ["x86_64"], source: kickstart("live/kde.ks") },
  ],
  [
    "createKiwiImage",
    [...kdeOf("x86_64"), kiwi.descriptionUrl, "kde.xml", { profile: "KDE" }],
    { ...kde, release: "1.2", arches: ["x86_64"], source: kiwi },
  ],
  [
    "imageBuilderBuildArch",
    ["KDE", "45", "1.2", "x86_64", ["minimal-raw"], TARGET, { name: "f45-build" }, REPO, { distro: "fedora-45" }],
    {
      ...kde,
      release: "1.2",
      arches: ["x86_64"],
      source: { kind: "osbuild", distro: "fedora-45", imageType: "minimal-raw" },
    },
  ],
  ["createDudIso", [...kdeOf("x86_64"), ["kmod"], {}], { ...kde, release: "1.2", arches: ["x86_64"] }],
];

describe("an image request says what is to be built", () => {
  test.each(requests)("%s", (method, request, image) => {
    expect(readTaskRequest(method, request).image).toEqual({ ...nothing, ...image });
  });
  test("for every image task that Koji knows", () => {
    expect(new Set(requests.map(([method]) => method))).toEqual(new Set([...PARENT_METHODS, ...CHILD_METHODS]));
  });
});

const secret = (url: string) => url.replace("://", "://alice:s3cret@");

test("no secret leaves with a request, by name or as a source", () => {
  const opts = { ksurl: secret(KSURL), repo: [secret("https://example.org/os")], kickstart: "x.ks", profile: "P" };
  for (const [method, request] of requests) {
    const sent = [
      ...request.filter((value) => value === null || typeof value !== "object" || Array.isArray(value)),
      opts,
    ];
    const leaky = sent.map((value) => (typeof value === "string" && value.includes("://") ? secret(value) : value));
    expect(JSON.stringify(readTaskRequest(method, leaky))).not.toMatch(/s3cret|alice/);
  }
  expect(readTaskRequest("livemedia", ["n", "v", [], "t", "x.ks", opts]).image?.source).toMatchObject({
    repository: "https://example.org/kickstarts.git",
  });
});
