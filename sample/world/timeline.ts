import { eventAt, HOUR, MINUTE, SECOND, timeOfEvent, withMicroseconds } from "./clock.ts";
import { failureOf, unbornFault } from "./faults.ts";
import { hostsFor } from "./hosts.ts";
import { CHANNELS, CHILD_METHODS, CHILD_WEIGHT, labelOf, parentArch, parentWeight, SLOWNESS } from "./image-tasks.ts";
import { type ArchEnd, type Attempt, type Build, type Origin, type Task, TASK } from "./plan.ts";
import { between, pick } from "./random.ts";
import { userNamed } from "./people.ts";

/** Of people whose build waits for an arch that no host has: then somebody cancels it. */
const PATIENCE = 6 * HOUR;

type TaskDraft = Partial<Task> & Pick<Task, "method" | "createMs" | "endMs" | "end">;

/** From an attempt to its tasks and build, ids still 0. Koji's order: parent, build, arches, tag. */
export class Timeline {
  readonly tasks: Task[] = [];
  readonly #seed: number;
  readonly #attempt: Attempt;
  readonly #origin: Origin & { readonly kind: "image" };
  readonly #startMs: number;
  readonly #assignMs: number;

  constructor(seed: number, attempt: Attempt) {
    this.#seed = seed;
    this.#attempt = attempt;
    this.#origin = { kind: "image", attempt, build: null };
    this.#assignMs = this.#time(attempt.createMs + attempt.waitMs, "assign");
    this.#startMs = this.#time(this.#assignMs + attempt.idleMs, "start");
    if (attempt.outcome.kind === "unborn") this.#unborn();
    else if (attempt.outcome.kind === "canceled") this.#canceled(attempt.outcome.when);
    else this.#run(attempt.outcome.ends, Infinity);
  }

  #unborn(): void {
    const endMs = this.#startMs + between(3, 40, this.#seed, "unborn", this.#attempt.createMs) * SECOND;
    this.#parent({ endMs, end: TASK.FAILED, fault: unbornFault(this.#attempt) });
  }

  #canceled(when: "queued" | "running"): void {
    const { createMs, waitMs, image } = this.#attempt;
    if (when === "queued") {
      this.#parent({
        assignMs: Infinity,
        startMs: Infinity,
        endMs: createMs + 0.7 * waitMs,
        end: TASK.CANCELED,
        hostId: null,
      });
      return;
    }
    const cancelMs = this.#startMs + Math.max(10, image.minutes * 0.45) * MINUTE;
    this.#run(new Map(image.arches.map((arch) => [arch, "pass"])), cancelMs);
  }

  /** The children run beside each other; the first required one to fail takes its siblings with it. */
  #run(ends: ReadonlyMap<string, ArchEnd>, cancelMs: number): void {
    const { image } = this.#attempt;
    const begun = this.#startMs + 8 * SECOND;
    const spans = image.arches.map((arch, index) =>
      this.#span(arch, begun + index * 6 * SECOND, ends.get(arch) ?? "pass"),
    );
    const stuckMs = spans.some(({ endMs }) => endMs === Infinity) ? begun + PATIENCE : Infinity;
    const fatal = spans.filter(({ arch, end }) => end === "fail" && !image.optional.includes(arch));
    const stopMs = Math.min(cancelMs, stuckMs, ...fatal.map(({ endMs }) => endMs));
    const failed = fatal.find(({ endMs }) => endMs === stopMs);
    const doneMs = Math.min(stopMs, Math.max(...spans.map(({ endMs }) => endMs))) + 7 * SECOND;
    const good = stopMs === Infinity;
    const fault = failed === undefined ? null : failureOf(this.#attempt, failed.arch);
    const end = good ? TASK.CLOSED : fault === null ? TASK.CANCELED : TASK.FAILED;
    const builtMs = good ? doneMs + 25 * SECOND : doneMs;
    const tagged = good && !this.#attempt.scratch && this.#attempt.asked?.skipTag !== true;
    const parent = this.#parent({ end, fault, endMs: tagged ? builtMs + 75 * SECOND : builtMs + SECOND });
    if (!this.#attempt.scratch) this.#build(parent, builtMs, good ? 1 : fault === null ? 4 : 3);
    if (CHILD_METHODS[image.method] !== null) for (const span of spans) this.#child(parent, span, stopMs);
    if (tagged) this.#tag(parent, builtMs);
  }

  #span(arch: string, createMs: number, end: ArchEnd): Span {
    const { image, atLeastMs } = this.#attempt;
    const key = [this.#seed, "span", this.#attempt.createMs, arch] as const;
    const fullMs = Math.max(image.minutes * MINUTE * (SLOWNESS[arch] ?? 1) * between(0.85, 1.2, ...key), atLeastMs);
    const part = end === "pass" ? 1 : end === "fail" ? between(0.35, 0.9, ...key, "part") : 0.6;
    if (hostsFor(arch, this.#channel).length === 0) return { arch, createMs, startMs: Infinity, endMs: Infinity, end };
    const startMs = createMs + between(15, 150, ...key, "wait") * SECOND;
    return { arch, createMs, startMs, endMs: startMs + Math.min(fullMs, 6 * HOUR) * part, end };
  }

  #child(parent: Task, span: Span, stopMs: number): void {
    const { image } = this.#attempt;
    const stopped = span.endMs > stopMs;
    const failed = span.end === "fail" && !stopped;
    const endMs = stopped ? stopMs + 4 * SECOND : span.endMs;
    const started = span.startMs < endMs;
    const child = this.#task({
      method: CHILD_METHODS[image.method] ?? "",
      label: labelOf(image.method, span.arch),
      arch: image.method === "dudBuild" ? "noarch" : span.arch,
      parent,
      weight: CHILD_WEIGHT,
      createMs: span.createMs,
      assignMs: started ? span.startMs - 6 * SECOND : Infinity,
      startMs: started ? span.startMs : Infinity,
      endMs,
      end: failed ? TASK.FAILED : stopped || span.end === "cancel" ? TASK.CANCELED : TASK.CLOSED,
      fault: failed ? failureOf(this.#attempt, span.arch) : null,
      ...(started ? {} : { hostId: null }),
    });
    this.tasks.push(child);
  }

  #tag(parent: Task, builtMs: number): void {
    const createMs = builtMs + 3 * SECOND;
    this.tasks.push(
      this.#task({
        method: "tagBuild",
        label: "tag",
        arch: "noarch",
        parent,
        weight: 1,
        createMs,
        assignMs: createMs + 9 * SECOND,
        startMs: createMs + 17 * SECOND,
        endMs: createMs + 44 * SECOND,
        end: TASK.CLOSED,
      }),
    );
  }

  #build(task: Task, endMs: number, end: Build["end"]): void {
    const { image, version, label, owner, day, deletedMs, volume } = this.#attempt;
    const createEvent = eventAt(this.#startMs + 3 * SECOND);
    const createMs = timeOfEvent(createEvent);
    const content = image.method === "osbuildImage";
    this.#origin.build = {
      id: 0,
      day,
      type: "image",
      packageId: image.id,
      name: image.name,
      version,
      release: label,
      epoch: 0,
      owner,
      createEvent,
      createMs,
      startMs: createMs - 2.36,
      endMs: this.#time(endMs, "built"),
      end,
      deletedMs: end === 1 ? deletedMs : Infinity,
      volume: end === 1 ? volume : "DEFAULT",
      source: null,
      extra: content ? { typeinfo: { image: {} } } : null,
      task,
      origin: this.#origin,
      tags: [],
    };
  }

  #parent(draft: Partial<Task> & Pick<Task, "endMs" | "end">): Task {
    const { image, createMs } = this.#attempt;
    const parent = this.#task({
      method: image.method,
      arch: parentArch(this.#attempt),
      weight: parentWeight(image.method),
      createMs,
      assignMs: this.#assignMs,
      startMs: this.#startMs,
      ...draft,
    });
    this.tasks.push(parent);
    return parent;
  }

  #task(draft: TaskDraft): Task {
    const { method, createMs, parent = null, arch = "noarch", startMs = Infinity, assignMs = Infinity } = draft;
    const channel = this.#channel;
    const hosts = hostsFor(arch, channel);
    const task: Task = {
      id: 0,
      label: null,
      children: [],
      weight: 1,
      fault: null,
      hostId: hosts.length === 0 ? null : pick(hosts, this.#seed, "host", createMs, method, arch).id,
      ...draft,
      arch,
      parent,
      channel,
      owner: userNamed(this.#attempt.owner).id,
      priority: parent === null ? this.#attempt.priority : parent.priority - 1,
      // Whoever starts a task finds it at once.
      createMs:
        this.#attempt.asked !== null && parent === null ? createMs : this.#time(createMs, method, arch, "create"),
      assignMs: this.#time(assignMs, method, arch, "assign"),
      startMs: this.#time(startMs, method, arch, "start"),
      endMs: this.#time(draft.endMs, method, arch, "end"),
      origin: this.#origin,
    };
    parent?.children.push(task);
    return task;
  }

  get #channel(): string {
    return this.#attempt.asked?.channel ?? CHANNELS[this.#attempt.image.method];
  }

  #time(ms: number, ...key: string[]): number {
    return ms === Infinity ? ms : withMicroseconds(ms, this.#seed, this.#attempt.createMs, ...key);
  }

  get build(): Build | null {
    return this.#origin.build;
  }
}

type Span = {
  readonly arch: string;
  readonly createMs: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly end: ArchEnd;
};
