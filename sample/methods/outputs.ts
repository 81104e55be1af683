import type { XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { genericFault, pythonFault } from "../fault.ts";
import { double, type Row, text } from "../values.ts";
import { type Output, outputsOf } from "../world/outputs.ts";
import { BUILD, type Task } from "../world/plan.ts";
import { VOLUMES } from "../world/volumes.ts";
import type { World } from "../world/world.ts";
import type { Handler, Methods } from "./hub.ts";
import { taskIdOf } from "./lookups.ts";
import { buildState } from "./rows.ts";

/** More than this of one file nobody gets in one answer: an XML-RPC answer is built in memory. */
const LARGEST_ANSWER = 64 * 1024 * 1024;

/** What is left of a deleted build's output are links that lead nowhere. */
const dangling = (world: World, { origin }: Task): boolean =>
  origin.kind === "image" && origin.build !== null && buildState(origin.build, world.now()) === BUILD.DELETED;

function statOf({ content, bornMs, doneMs }: Output, now: number): Row {
  const changed = Math.min(doneMs, now) / 1000;
  return {
    st_atime: double(now / 1000),
    st_ctime: double(Math.max(changed, bornMs / 1000)),
    st_mtime: double(changed),
    st_size: String(content.size(now)),
  };
}

const listTaskOutput: Handler = ({ world }, args) => {
  const task = world.task(taskIdOf(args["taskID"]));
  if (task === null && args["strict"] === true) throw genericFault("Task doesn't exist");
  const stat = args["stat"] === true;
  const volumes = args["all_volumes"] === true;
  const outputs = task === null ? [] : outputsOf(world, task);
  const [first] = outputs;
  if (stat && task !== null && first !== undefined && dangling(world, task))
    throw pythonFault(
      "FileNotFoundError",
      `[Errno 2] No such file or directory: '/mnt/koji/work/tasks/${task.id % 10_000}/${task.id}/${first.name}'`,
    );
  if (!stat && !volumes) return outputs.map(({ name }) => name);
  const now = world.now();
  const describe = (output: Output): XmlRpcValue => {
    const one = stat ? statOf(output, now) : null;
    if (!volumes) return one;
    return one === null ? [VOLUMES.DEFAULT.name] : { [VOLUMES.DEFAULT.name]: one };
  };
  return Object.fromEntries(outputs.map((output) => [output.name, describe(output)]));
};

/** A string of base64, not a base64 element. Beyond the end: empty; before the beginning: Python's own refusal to seek. */
const downloadTaskOutput: Handler = ({ world }, args) => {
  const id = taskIdOf(args["taskID"]);
  const name = text(args["fileName"]);
  if (name.split("/").includes("..")) throw genericFault(`Invalid file name: ${name}`);
  const task = world.task(id);
  const output =
    task === null || dangling(world, task) ? undefined : outputsOf(world, task).find((one) => one.name === name);
  if (output === undefined) throw genericFault(`no file "${name}" output by task ${id}`);
  const now = world.now();
  const size = output.content.size(now);
  const offset = Number(args["offset"]);
  if (size + offset < 0) throw pythonFault("OSError", "[Errno 22] Invalid argument");
  const start = offset < 0 ? size + offset : Math.min(offset, size);
  const asked = Number(args["size"]);
  const length = Math.min(asked < 0 ? size - start : asked, size - start, LARGEST_ANSWER);
  return output.content.read(start, length, now).toString("base64");
};

export const OUTPUT_METHODS: Methods = { listTaskOutput, downloadTaskOutput };
