import { type Failure, gonePackage } from "./faults.ts";
import { failureBlock } from "./failure-block.ts";
import type { LogShape } from "./logs.ts";
import { type Attempt, type Task, TASK } from "./plan.ts";
import { hash, hexDigits } from "./random.ts";

/** The names a log mentions: what the task installs, and where it runs. */
export type LogWorld = { readonly packages: () => readonly string[]; readonly host: string };

export type Log = {
  readonly task: Task;
  readonly shape: LogShape;
  readonly names: LogWorld;
  /** Of the task, where it failed. */
  readonly failure: Failure | null;
};

/** What the log says by then: its lines come evenly over its part of the task's time; the reason of a failure comes last. */
export function logText({ task, shape, names, failure }: Log, now: number): string {
  const beginMs = at(task, shape.from);
  const endMs = at(task, shape.to);
  const ended = now >= task.endMs;
  const until = Math.min(now, task.endMs);
  const part = endMs <= beginMs ? 1 : Math.min(1, Math.max(0, (until - beginMs) / (endMs - beginMs)));
  if (until < beginMs) return "";
  const total = Math.max(1, Math.floor(shape.lines * part));
  const packages = names.packages();
  const lines: string[] = [];
  for (let index = 0; index < total; index += 1) {
    const ms = beginMs + ((endMs - beginMs) * index) / Math.max(1, shape.lines);
    lines.push(lineOf(shape, { index, ms, task, packages, host: names.host }));
  }
  if (ended && task.end === TASK.FAILED && failure !== null && tells(shape, failure))
    lines.push(...reason(task, failure));
  else if (ended && task.end === 3 && shape.flavour === "states") lines.push("Task canceled, killing chroot processes");
  return `${lines.join("\n")}\n`;
}

/** When that part of the task's time is over; what was stopped wrote as if it were not. */
const at = (task: Task, part: number): number => {
  const { endMs } = task.meant ?? task;
  return task.startMs + (endMs - task.startMs) * part;
};

/** osbuild's composer says of all arches together what failed, besides in the log of the one. */
const tells = ({ name }: LogShape, { log, cause }: Failure): boolean =>
  name === log || (cause === "composer" && name === "compose-status.json");

function reason(task: Task, failure: Failure): readonly string[] {
  const { origin } = task;
  const attempt: Attempt | null = origin.kind === "image" ? origin.attempt : null;
  return failureBlock(failure, { arch: task.arch, gone: attempt === null ? "" : gonePackage(attempt.image) });
}

type Line = {
  readonly index: number;
  readonly ms: number;
  readonly task: Task;
  readonly packages: readonly string[];
  readonly host: string;
};

const STATES = [
  "chroot init",
  "install deps",
  "prepare sources",
  "create image",
  "compress",
  "copy results",
  "clean chroot",
  "finish",
];
const VERBS = ["Installing", "Running scriptlet", "Verifying", "Configuring"];
const PROGRAMS = [
  "mkfs.ext4 -L Aurora",
  "grub2-mkconfig -o /boot/grub2/grub.cfg",
  "dracut --force --no-hostonly",
  "udevadm settle --timeout=300",
  "blkid -p -o export",
  "losetup --find --show",
];

function lineOf(shape: LogShape, line: Line): string {
  const { index, ms, task, packages, host } = line;
  const stamp = new Date(ms).toISOString().replace("Z", "").replace(".", ",");
  const name = packages[index % Math.max(1, packages.length)] ?? "filesystem-3.18-45.x86_64";
  const verb = VERBS[Math.floor(index / Math.max(1, packages.length)) % VERBS.length] ?? "Installing";
  switch (shape.flavour) {
    case "transaction":
      return `${stamp} INFO: ${verb} : ${name} ${index + 1}/${shape.lines}`;
    case "chroot":
      return `DEBUG util.py:463:  ${stamp} ${verb.padEnd(17)}: ${name} ${index + 1}/${shape.lines}`;
    case "states":
      return `${stamp} - ${STATES[index % STATES.length] ?? ""}: step ${index + 1} of ${shape.lines} – „${task.method}“`;
    case "host":
      return `${["CPU info", "Memory", "Storage", "Kernel", "config_opts"][index % 5] ?? ""}: ${host} ${hexDigits(12, host, index)}`;
    case "packages":
      return `${name} ${1_700_000_000 + (hash(name) % 90_000_000)} ${hash("size", name) % 40_000_000} ${hexDigits(32, name)} installed`;
    case "checkout":
      return `$ git ${["clone -n", "checkout", "reset --hard", "log -1"][index % 4] ?? ""} aurora-sources # ${stamp}`;
    case "installer":
      return `${stamp} DEBUG program: Running... ${PROGRAMS[hash(task.id, index) % PROGRAMS.length] ?? ""} (${index + 1})`;
    case "convert":
      return `${stamp} (${((100 * (index + 1)) / shape.lines).toFixed(2)}/100%)`;
    case "json":
      return JSON.stringify({ task: task.id, time: stamp, status: "pending", host });
  }
}
