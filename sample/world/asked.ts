import { posix } from "node:path";
import { parseSourceUrl } from "../../koji/requests/source-url.ts";
import { readTaskRequest } from "../../koji/requests/task-request.ts";
import { isStruct, member, textOf, truthOf, wordsOf } from "../../koji/requests/value-shape.ts";
import type { XmlRpcStruct, XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { branchOf, kiwiDescriptionOf, profileOf } from "./definitions.ts";
import type { Ground } from "./ground.ts";
import { CHANNELS } from "./image-tasks.ts";
import type { Image, Method } from "./images.ts";
import type { AskedKickstart } from "./plan.ts";
import { findTarget, RELEASES, type Release, type Tag, tagNamed } from "./releases.ts";

/** A person's order of an image: Koji's task method, its parameters by position (koji/tasks.py), and who gave it. */
export type Order = {
  readonly method: string;
  readonly params: readonly XmlRpcValue[];
  /** Name of a user. */
  readonly owner: string;
  readonly priority: number;
  /** Left out: the method's own. */
  readonly channel?: string;
};

/** What an order says, whichever method; what it leaves out is as for the image's own builds. */
export type Wish = {
  readonly image: Image;
  /** Null where the hub has no such target. */
  readonly destination: Tag | null;
  readonly buildTag: Tag | null;
  readonly target: string;
  readonly distribution: Release;
  readonly version: string;
  readonly release: string | null;
  readonly scratch: boolean;
  readonly skipTag: boolean;
  readonly opts: XmlRpcStruct;
  readonly kickstart: AskedKickstart | null;
};

export const isImageMethod = (method: string): method is Method => Object.hasOwn(CHANNELS, method);

export function readOrder(ground: Ground, method: Method, params: readonly XmlRpcValue[]): Wish {
  const { named, image: read } = readTaskRequest(method, params);
  // Made of the parameters by readTaskRequest: XML-RPC values all of it.
  const args = named as XmlRpcStruct;
  const given = member(args, "opts");
  const opts = isStruct(given) ? given : {};
  const target = read?.target ?? "";
  const found = findTarget(target);
  const destination = found === null ? null : tagNamed(found.destTag);
  const distribution = destination?.release ?? firstRelease;
  return {
    image: imageOf(ground, method, { args, read }),
    destination,
    buildTag: found === null ? null : tagNamed(found.buildTag),
    target,
    distribution,
    version: read?.version ?? distribution.version,
    release: read?.release ?? null,
    scratch: read?.scratch ?? false,
    skipTag: truthOf(member(opts, "skip_tag")),
    opts,
    kickstart: kickstartIn(ground, args, distribution),
  };
}

const [firstRelease] = RELEASES as readonly [Release, ...Release[]]; // the table has some

/** Nobody waits an hour to see what becomes of it. */
const MINUTES = 1.5;

type Read = { readonly args: XmlRpcStruct; readonly read: ReturnType<typeof readTaskRequest>["image"] };

/** The image of that name as this order wants it; one that the world has never heard of is a plain one. */
function imageOf(ground: Ground, method: Method, { args, read }: Read): Image {
  const name = read?.name ?? kiwiName(ground, args) ?? "image";
  const known = ground.images.find(name) ?? unknownImage(ground, name, method);
  const arches = [...new Set(read?.arches ?? [])];
  const formats = formatsIn(method, args);
  return {
    ...known,
    method,
    arches: arches.length === 0 ? known.arches : arches,
    optional: read?.optionalArches ?? [],
    formats: formats.length === 0 ? known.formats : formats,
    minutes: MINUTES,
  };
}

const unknownImage = (ground: Ground, name: string, method: Method): Image => ({
  name,
  id: ground.packages.find(name)?.id ?? 0,
  method,
  arches: ["x86_64"],
  optional: [],
  formats: method === "livemedia" || method === "livecd" ? ["iso"] : ["qcow2"],
  megabytes: 800,
  minutes: MINUTES,
  components: 200,
  group: "",
  owner: "kojiadmin",
  releases: [],
  story: "steady",
  stage: null,
});

/** Kiwi's name stands in its description: the sample's are called after their profiles. */
function kiwiName({ images }: Ground, args: XmlRpcStruct): string | null {
  const path = textOf(member(args, "desc_path"));
  const profile = textOf(member(member(args, "opts"), "profile"));
  const described = images.all.filter((image) => image.method === "kiwiBuild" && kiwiDescriptionOf(image) === path);
  const found = described.find((image) => profileOf(image) === profile);
  return found?.name ?? profile ?? (path === null ? null : posix.basename(path, ".xml"));
}

/** image-builder's types that are formats too; the others are those of the image. */
function formatsIn(method: Method, args: XmlRpcStruct): readonly string[] {
  if (method === "image") return wordsOf(member(member(args, "opts"), "format"));
  if (method !== "imageBuilderBuild" && method !== "osbuildImage") return [];
  return wordsOf(member(args, "types") ?? member(args, "image_type")).filter(
    (type) => type === "qcow2" || type === "wsl",
  );
}

/** As builders find it: uploaded, or in the hub's own repository. Of other repositories the sample has nothing. */
function kickstartIn(ground: Ground, args: XmlRpcStruct, distribution: Release): AskedKickstart | null {
  const opts = member(args, "opts");
  const inOpts = textOf(member(opts, "kickstart"));
  const file = textOf(member(args, "ksfile")) ?? inOpts;
  if (file === null) return null;
  const url = textOf(member(opts, "ksurl"));
  if (url === null) return uploaded(ground, file);
  const source = parseSourceUrl(url);
  // Of an image's kickstart builders take the name alone.
  const path = posix.join(source?.path ?? "", inOpts === null ? file : posix.basename(file));
  const repository = posix.basename(source?.repository ?? "", ".git");
  const ref = source?.ref ?? branchOf(distribution);
  const { kickstarts } = ground;
  const commit = /^[\da-f]{40}$/.test(ref) ? ref : kickstarts.commitAt(ref, ground.now());
  return {
    path,
    place: `/chroot_tmpdir/scmroot/${repository}/${path}`,
    textOf: (asked) => (repository === "aurora-kickstarts" ? kickstarts.textAt(commit, asked) : null),
  };
}

/** Named below `work`, or from the top of the files, as image tasks do. */
function uploaded({ uploads }: Ground, path: string): AskedKickstart {
  const name = path.replace(/^work\//, "");
  const text = () => uploads.get(name)?.toString() ?? null;
  return { path, place: `/mnt/koji/work/${name}`, textOf: (asked) => (asked === path ? text() : null) };
}
