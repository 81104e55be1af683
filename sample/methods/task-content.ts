import type { XmlRpcStruct, XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { genericFault, HubFault } from "../fault.ts";
import { outputsOf, ownArches } from "../world/outputs.ts";
import { type Fault, type Origin, type Task, TASK } from "../world/plan.ts";
import { findTarget, tagNamed } from "../world/releases.ts";
import { repoFor } from "../world/repos.ts";
import { childRequest, parentRequest, tagRequest } from "../world/requests.ts";
import { recordsRpms, rpmsOf } from "../world/rpms.ts";
import type { World } from "../world/world.ts";
import { repoRow } from "./repo-rows.ts";
import { taskState } from "./rows.ts";

/** What the task was asked to do. */
export function requestOf(world: World, task: Task): readonly XmlRpcValue[] {
  const { origin } = task;
  if (origin.kind === "tag") return tagRequest(origin);
  if (task.method === "tagBuild") return ownTagRequest(task);
  if (origin.kind === "image") {
    if (task.parent === null) return parentRequest(origin.attempt, world.kickstarts);
    return childRequest(task, { attempt: origin.attempt, repo: repoStruct(world, task), sources: world.kickstarts });
  }
  if (origin.kind === "repo")
    return task.parent === null
      ? [`${origin.release.name}-build`, newRepoOptions]
      : [origin.repoId, task.label ?? "x86_64", null];
  return rpmRequest(task, origin);
}

function rpmRequest(task: Task, origin: Origin & { readonly kind: "rpm" | "bulk" }): readonly XmlRpcValue[] {
  const [name, branch] =
    origin.kind === "rpm" ? [origin.stream.component.name, origin.stream.release.name] : [origin.packageName, "main"];
  const source = `git+https://git.aurora.example.org/rpms/${name}.git#${branch}`;
  const scratch = origin.kind === "bulk" && origin.scratch ? { scratch: true } : {};
  if (task.parent === null) return [source, branch, scratch];
  return task.method === "buildSRPMFromSCM" ? [source, tagNamed(`${branch}-build`).id, scratch] : [source, task.arch];
}

const newRepoOptions: XmlRpcStruct = {
  __starstar: true,
  event: null,
  src: false,
  debuginfo: false,
  separate_src: false,
};

function ownTagRequest({ origin }: Task): readonly XmlRpcValue[] {
  if ((origin.kind !== "image" && origin.kind !== "rpm") || origin.build === null) return [];
  const name = origin.kind === "rpm" ? origin.stream.release.name : findTarget(origin.attempt.target)?.destTag;
  const tag = tagNamed(name ?? "");
  return [tag.id, origin.build.id, false, null, true];
}

function repoStruct(world: World, task: Task): XmlRpcStruct {
  if (task.origin.kind !== "image") return {};
  const repo = repoFor(world, task.origin.attempt.release, task.parent?.startMs ?? task.startMs);
  return repo === null ? {} : repoRow(repo, world.now());
}

/** What the task came to, whatever its state: null for one without, a fault for one that failed. */
export function resultOf(world: World, task: Task): XmlRpcValue | Fault {
  if (task.fault !== null) return { faultCode: task.fault.faultCode, faultString: task.fault.faultString };
  if (taskState(task, world.now()) !== TASK.CLOSED) return null;
  const { origin } = task;
  if (task.method === "tagBuild" || origin.kind === "tag") return null;
  if (origin.kind === "repo") return task.parent === null ? [origin.repoId, 4000] : [`${task.label}`, "", ""];
  if (origin.kind === "rpm" || origin.kind === "bulk")
    return task.parent === null ? (origin.build?.id ?? null) : { rpms: [], srpms: [], logs: [], brootid: 0 };
  if (task.parent !== null) return workerResult(world, task);
  return origin.attempt.image.method === "osbuildImage" ? composerResult(task) : parentResult(task);
}

/** kojid's words; livemedia says livecd too. */
function parentResult(task: Task): string {
  const { origin } = task;
  if (origin.kind !== "image") return "";
  const { method } = origin.attempt.image;
  const kind =
    method === "livecd" || method === "livemedia" ? "livecd" : method === "appliance" ? "appliance" : "image";
  if (origin.build !== null) {
    const { name, version, release } = origin.build;
    return `${kind} build results in: /mnt/koji/packages/${name}/${version}/${release}/images`;
  }
  const works = task.children.length === 0 ? [task] : task.children;
  return `Scratch ${kind} build results in: ${works.map(({ id }) => `/mnt/koji/work/tasks/${id % 10_000}/${id}`).join(", ")}`;
}

function composerResult({ id, origin }: Task): XmlRpcValue {
  const build = origin.kind === "image" ? (origin.build?.id ?? null) : null;
  return {
    composer: {
      server: "https://composer.aurora.example.org",
      id: `00000000-0000-4000-8000-${String(id).padStart(12, "0")}`,
    },
    koji: { build },
  };
}

function workerResult(world: World, task: Task): XmlRpcValue {
  if (task.origin.kind !== "image") return null;
  const { attempt } = task.origin;
  const [arch = task.arch] = ownArches(task);
  const outputs = outputsOf(world, task);
  const files = outputs.filter(({ log, name }) => !log && !name.endsWith(".ks"));
  const rpmlist = recordsRpms(attempt.image) ? rpmsOf(world, attempt, arch) : [];
  return {
    arch,
    task_id: task.id,
    logs: outputs.filter(({ log, name }) => log || name.endsWith(".ks")).map(({ name }) => name),
    name: attempt.image.name,
    version: attempt.version,
    release: attempt.label,
    files: files.map(({ name }) => name),
    rootdev: null,
    rpmlist: rpmlist.map(({ name, version, release, epoch, arch: rpmArch, payloadhash, size, buildtime }) => ({
      name,
      version,
      release,
      epoch,
      arch: rpmArch,
      payloadhash,
      size,
      buildtime,
    })),
  };
}

/** As getTaskResult does: throws for a task that is not done or was canceled, and the task's own fault where asked. */
export function deliverResult(world: World, task: Task, raiseFault: boolean): XmlRpcValue {
  const state = taskState(task, world.now());
  if (state === TASK.CANCELED) throw genericFault(`Task ${task.id} is canceled`);
  if (state !== TASK.CLOSED && state !== TASK.FAILED) throw genericFault(`Task ${task.id} is not finished`);
  if (state === TASK.FAILED && raiseFault && task.fault !== null)
    throw new HubFault(task.fault.faultCode, task.fault.faultString, { ofTask: true });
  return resultOf(world, task);
}
