import type { XmlRpcStruct, XmlRpcValue } from "../../../koji/xmlrpc/value.ts";
import { named, type Params, type RunningHub, startHub } from "../running-hub.ts";
import { logIn } from "../running-session.ts";

export type Row = Readonly<Record<string, XmlRpcValue>>;

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;

const KICKSTARTS = "git+https://git.aurora.example.org/aurora-kickstarts.git?#origin/main";
const KIWI = "git+https://git.aurora.example.org/aurora-kiwi-descriptions.git?#origin/main";
const LIVE: XmlRpcStruct = { ksurl: KICKSTARTS, ksversion: "DEVEL" };

/** A call that starts a build, and who makes it. */
export type Ask = {
  readonly who: string;
  readonly method: string;
  readonly call: string;
  readonly params: Params;
  readonly image: string;
  readonly arches: readonly string[];
};

const live = (image: string, arches: readonly string[], file: string, opts: XmlRpcStruct = {}): Ask => ({
  who: "alice",
  method: "livemedia",
  call: "buildImage",
  image,
  arches,
  params: [image, "Main", arches, "main-compose", file, "livemedia", { ...LIVE, ...opts }],
});

export const plasma = (opts: XmlRpcStruct = {}): Ask =>
  live("Aurora-Plasma-Live", ["x86_64", "aarch64"], "aurora-live-plasma.ks", opts);

/** Its kickstart names a package that is gone. */
export const tiling = (opts: XmlRpcStruct = {}): Ask =>
  live("Aurora-Tiling-Live", ["x86_64", "aarch64"], "aurora-live-tiling.ks", opts);

const oneArch = (who: string, method: string, image: string, { arch, file }: { arch: string; file: string }): Ask => ({
  who,
  method,
  call: "buildImage",
  image,
  arches: [arch],
  params: [image, "Main", arch, "main-compose", file, method, LIVE],
});

const indirection: XmlRpcStruct = {
  name: "Aurora-Layered-Web",
  version: "Main",
  arch: "x86_64",
  target: "main-compose",
  indirection_template: "web.tdl",
  indirection_template_url: KICKSTARTS,
  results_loc: "/build/results",
  base_image_build: "Aurora-Server-KVM-Main-1",
  utility_image_build: "Aurora-Cloud-Generic-Main-1",
};

/** One for every way to build an image that the hub has a call for. */
export const EVERY: readonly Ask[] = [
  plasma(),
  oneArch("bob", "livecd", "Aurora-Live-Retro", { arch: "x86_64", file: "aurora-live-retro.ks" }),
  oneArch("dave", "appliance", "Aurora-Minimal", { arch: "aarch64", file: "aurora-arm-minimal.ks" }),
  {
    who: "carol",
    method: "image",
    call: "buildImageOz",
    image: "Aurora-Cloud-Vagrant",
    arches: ["x86_64"],
    params: [
      "Aurora-Cloud-Vagrant",
      "Main",
      ["x86_64"],
      "main-compose",
      "https://files.example.org/$arch/os",
      { ...LIVE, kickstart: "aurora-disk-cloud-vagrant.ks", distro: "Fedora-22", format: ["qcow2", "vmdk"] },
    ],
  },
  {
    who: "frank",
    method: "indirectionimage",
    call: "buildImageIndirection",
    image: "Aurora-Layered-Web",
    arches: ["x86_64"],
    params: [indirection],
  },
  {
    who: "carol",
    method: "kiwiBuild",
    call: "kiwiBuild",
    image: "Aurora-Cloud-Generic",
    arches: ["x86_64", "s390x"],
    params: [
      "main-compose",
      ["x86_64", "s390x"],
      KIWI,
      "teams/cloud/cloud.xml",
      named({ profile: "Cloud-Generic", optional_arches: ["s390x"] }),
    ],
  },
  {
    who: "frank",
    method: "osbuildImage",
    call: "osbuildImage",
    image: "Aurora-Atomic-Raw",
    arches: ["x86_64"],
    params: ["Aurora-Atomic-Raw", "Main", "aurora-main", "ami", "main-compose", ["x86_64"], {}],
  },
  {
    who: "frank",
    method: "imageBuilderBuild",
    call: "imageBuilderBuild",
    image: "Aurora-Image-Mode",
    arches: ["x86_64", "aarch64"],
    params: ["main-compose", ["x86_64", "aarch64"], ["qcow2"], "Aurora-Image-Mode", "Main", { distro: "aurora-main" }],
  },
];

/** The same with other options, which come last. */
export const withOptions = (ask: Ask, opts: XmlRpcStruct): Ask => {
  const last = Object(ask.params.at(-1)) as XmlRpcStruct; // as all of these end
  return { ...ask, params: [...ask.params.slice(0, -1), { ...last, ...opts }] };
};

/** What people do at a hub whose clock the test moves. */
export type Workshop = RunningHub & {
  /** The call of that person, in a session of its own. */
  as(who: string, method: string, ...params: Params): Promise<XmlRpcValue>;
  /** The task that comes of it. */
  start(ask: Ask): Promise<number>;
  one(method: string, ...params: Params): Promise<Row>;
  info(task: number): Promise<Row>;
  children(task: number): Promise<readonly Row[]>;
  /** Of the task; null while there is none. */
  buildOf(task: number): Promise<Row | null>;
  /** Until the task has ended: how long it took, in milliseconds. */
  finish(task: number): Promise<number>;
  /** Names of the tags that the build is in. */
  tagsOf(build: XmlRpcValue | undefined): Promise<readonly XmlRpcValue[]>;
};

export async function openWorkshop(options: Parameters<typeof startHub>[0] = {}): Promise<Workshop> {
  return workshopAt(await startHub(options));
}

export function workshopAt(running: RunningHub): Workshop {
  const sessions = new Map<string, ReturnType<typeof logIn>>();
  const as: Workshop["as"] = async (who, method, ...params) => {
    // Sessions expire after a day.
    const key = `${who} ${Math.floor(running.now() / (600 * MINUTE))}`;
    const session = sessions.get(key) ?? logIn(running, who);
    sessions.set(key, session);
    return (await session).call(method, ...params);
  };
  const one: Workshop["one"] = async (method, ...params) => Object(await running.call(method, ...params)) as Row; // a struct, where the test asks for one
  const info = (task: number) => one("getTaskInfo", task, named({ request: true }));
  return {
    ...running,
    as,
    one,
    info,
    start: async ({ who, call, params }) => Number(await as(who, call, ...params)),
    children: async (task) => [...(await running.rows("getTaskChildren", task))].sort(byId),
    buildOf: async (task) => (await running.rows("listBuilds", named({ taskID: task })))[0] ?? null,
    finish: async (task) => {
      for (let ms = 0; ms < 60 * MINUTE; ms += 10 * SECOND) {
        if (![0, 1, 4].includes(Number((await info(task))["state"]))) return ms;
        running.move(10 * SECOND);
      }
      throw new Error(`task ${task} did not end within an hour`);
    },
    tagsOf: async (build) =>
      (await running.rows("listTags", named({ build: build ?? 0 }))).map(({ name }) => name ?? ""),
  };
}

const byId = (one: Row, other: Row): number => Number(one["id"]) - Number(other["id"]);
