import { named, type Params } from "./running-hub.ts";
import type { Cast } from "./captured-calls.ts";

/** The captured call's name, who calls in the sample, the method and its arguments; `null`: nobody. */
export type CapturedWrite = readonly [
  name: string,
  user: string | null,
  method: string,
  params: (cast: Cast & Mine) => Params,
];

/** Things of the caller's own, begun beforehand. */
export type Mine = {
  /** A task of bob's that runs or waits. */
  readonly mine: number;
  readonly canceled: number;
};

const LIVEMEDIA = [
  "Aurora-Plasma-Live",
  "Main",
  ["x86_64", "aarch64"],
  "main-compose",
  "aurora-live-plasma.ks",
] as const;
const SCRATCH = named({ opts: { scratch: true, release: "wire.1" } });
const OZ = ["Aurora-Cloud-Vagrant", "Main", ["x86_64"], "main-compose", "https://inst.example.org/"] as const;
const KIWI = ["main-compose", ["x86_64"], "git+https://git.example.org/kiwi.git?#main", "cloud.kiwi"] as const;

// prettier-ignore
export const CAPTURED_WRITES: readonly CapturedWrite[] = [
  ["session-getLoggedInUser", "alice", "getLoggedInUser", () => []],
  ["session-getSessionInfo", "alice", "getSessionInfo", () => []],
  ["session-getSessionInfo-details", "alice", "getSessionInfo", () => [named({ details: true })]],
  ["session-getPerms", "alice", "getPerms", () => []],
  ["session-hasPerm", "alice", "hasPerm", () => ["livemedia"]],
  ["subsession", "alice", "subsession", () => []],
  ["logoutChild", "alice", "logoutChild", () => [99_999]],
  ["exclusiveSession", "frank", "exclusiveSession", () => []],
  ["sharedSession", "alice", "sharedSession", () => []],
  ["logout", "erin", "logout", () => []],
  ["logout-anon", null, "logout", () => []],
  ["login", null, "login", () => ["alice", "sample"]],
  ["login-bad-password", null, "login", () => ["alice", "wrong"]],
  ["login-unknown-user", null, "login", () => ["nosuchuser", "x"]],
  ["login-empty-password", null, "login", () => ["alice", ""]],
  ["login-disabled-user", null, "login", () => ["gone", "sample"]],
  ["login-while-logged-in", "alice", "login", () => ["alice", "sample"]],
  ["sslLogin-plain-http", null, "sslLogin", () => []],
  ["buildImage-livemedia", "alice", "buildImage", () => [...LIVEMEDIA, "livemedia", SCRATCH]],
  ["buildImage-livemedia-positional", "alice", "buildImage", () => [...LIVEMEDIA, "livemedia", { scratch: true }]],
  ["buildImage-lm-arch-string", "alice", "buildImage", () => ["Aurora-Plasma-Live", "Main", "x86_64", "main-compose", "x.ks", "livemedia", SCRATCH]],
  ["buildImage-bad-target", "alice", "buildImage", () => ["Aurora-Plasma-Live", "Main", ["x86_64"], "nope", "x.ks", "livemedia", SCRATCH]],
  ["buildImage-nokickstart", "alice", "buildImage", () => ["Aurora-Plasma-Live", "Main", ["x86_64"], "main-compose", null, "livemedia", SCRATCH]],
  ["buildImage-bad-type", "alice", "buildImage", () => [...LIVEMEDIA, "nonsense", SCRATCH]],
  ["buildImage-livecd", "bob", "buildImage", () => ["Aurora-Live-Retro", "Main", "x86_64", "main-compose", "x.ks", "livecd", SCRATCH]],
  ["buildImage-livecd-badarch", "bob", "buildImage", () => ["Aurora-Live-Retro", "Main", "x86_64 !!", "main-compose", "x.ks", "livecd", SCRATCH]],
  ["buildImage-livecd-archlist", "bob", "buildImage", () => ["Aurora-Live-Retro", "Main", ["x86_64"], "main-compose", "x.ks", "livecd", SCRATCH]],
  ["buildImage-appliance-noperm", "bob", "buildImage", () => ["Aurora-Minimal", "Main", "x86_64", "main-compose", "x.ks", "appliance", SCRATCH]],
  ["buildImage-highprio-nonadmin", "alice", "buildImage", () => [...LIVEMEDIA, "livemedia", named({ priority: -5 })]],
  ["buildImage-noperm", "grace", "buildImage", () => [...LIVEMEDIA, "livemedia", SCRATCH]],
  ["buildImageOz", "carol", "buildImageOz", () => [...OZ, SCRATCH]],
  ["buildImageOz-noperm", "grace", "buildImageOz", () => [...OZ, SCRATCH]],
  ["buildImageIndirection", "carol", "buildImageIndirection", () => [named({ opts: { name: "Aurora-Hyper-V", version: "Main", arch: "x86_64", target: "main-compose", scratch: true } })]],
  ["buildImageIndirection-notemplate", "carol", "buildImageIndirection", () => [named({ opts: { name: "Aurora-Hyper-V" } })]],
  ["buildImageIndirection-noopts", "carol", "buildImageIndirection", () => []],
  ["kiwiBuild", "carol", "kiwiBuild", () => [...KIWI, named({ scratch: true })]],
  ["kiwiBuild-bad-target", "carol", "kiwiBuild", () => ["nope", ["x86_64"], "x", "y"]],
  ["kiwiBuild-bad-arch", "carol", "kiwiBuild", () => ["main-compose", ["x86_64", "ba;d"], "x", "y"]],
  ["kiwiBuild-noarch", "carol", "kiwiBuild", () => ["main-compose", [], "x", "y", named({ scratch: true })]],
  ["kiwiBuild-noperm", "grace", "kiwiBuild", () => [...KIWI]],
  ["cancelTask-own", "bob", "cancelTask", ({ mine }) => [mine]],
  ["cancelTask-again", "bob", "cancelTask", ({ mine }) => [mine]],
  ["cancelTask-not-owner", "grace", "cancelTask", ({ openTask }) => [openTask]],
  ["cancelTask-finished", "releng", "cancelTask", ({ failedTask }) => [failedTask]],
  ["cancelTask-missing", "bob", "cancelTask", () => [99_999_999]],
  ["cancelTaskFull-nonadmin", "bob", "cancelTaskFull", ({ openTask }) => [openTask]],
  ["cancelBuild-not-owner", "bob", "cancelBuild", ({ building }) => [building]],
  ["cancelBuild-complete", "kojiadmin", "cancelBuild", ({ complete }) => [complete]],
  ["cancelBuild-missing", "bob", "cancelBuild", () => [99_999_999]],
  ["resubmitTask", "bob", "resubmitTask", ({ canceled }) => [canceled]],
  ["resubmitTask-not-owner", "grace", "resubmitTask", ({ canceled }) => [canceled]],
  ["resubmitTask-open", "kojiadmin", "resubmitTask", ({ openTask }) => [openTask]],
  ["resubmitTask-missing", "bob", "resubmitTask", () => [99_999_999]],
  ["setTaskPriority-nonadmin", "bob", "setTaskPriority", ({ openTask }) => [openTask, 5]],
  ["makeTask-nonadmin", "bob", "makeTask", () => ["livemedia", []]],
  ["tagBuild-policy", "bob", "tagBuild", ({ complete }) => ["main-compose", complete]],
  ["tagBuildBypass-nonadmin", "bob", "tagBuildBypass", ({ complete }) => ["main-compose", complete]],
  ["tagBuild", "releng", "tagBuild", ({ complete }) => ["main-candidate", complete]],
  ["untagBuild-nottagged", "releng", "untagBuild", ({ complete }) => ["next-candidate", complete]],
  ["tagBuild-locked", "releng", "tagBuild", ({ complete }) => ["au42", complete]],
  ["createTag-nonadmin", "bob", "createTag", () => ["x"]],
  ["deleteBuild-nonadmin", "bob", "deleteBuild", ({ complete }) => [complete]],
  ["grantPermission-nonadmin", "bob", "grantPermission", () => ["bob", "admin"]],
  ["showOpts-nonadmin", "bob", "showOpts", () => []],
  ["checkUpload-missing", "alice", "checkUpload", () => ["cli-livemedia/x", "nope.ks"]],
  ["multiCall-login-inside", "kojira", "multiCall", () => [["getLoggedInUser", "logout", "getLoggedInUser"].map((methodName) => ({ methodName, params: [] }))]],
  ["evalPolicy-anon", null, "evalPolicy", () => ["package_list", { user_id: 5, operation: "add", package: "x", tag: "main" }]],
  ["evalPolicy-tag", null, "evalPolicy", ({ complete }) => ["tag", { user_id: 2, operation: "tag", tag: "main-compose", build: complete, fromtag: null }]],
];
