import { boardCheck, listedImages } from "./board.ts";
import { imageNamesCheck } from "./image-names.ts";
import { questionAbout, wantedOf } from "./image-questions.ts";
import { imageCheck } from "./image.ts";
import { statusCheck } from "./status.ts";
import { artifactCheck } from "./artifact.ts";
import { buildersChecks } from "./builders.ts";
import { buildListCheck } from "./build-lists.ts";
import { buildCheck } from "./build.ts";
import { changesChecks } from "./changes.ts";
import { channelCheck } from "./channel.ts";
import { containingChecks } from "./containing.ts";
import { type Check, type Outcome, perform } from "./check.ts";
import { startGateway } from "./gateway.ts";
import { hostCheck } from "./host.ts";
import { hubCheck } from "./hub-itself.ts";
import { connectHub, type Row } from "./hub.ts";
import { pickArchives, pickBuilds, pickNames, pickTasks } from "./pick.ts";
import { createRandom } from "./random.ts";
import { reachable } from "./reachable.ts";
import { logTailChecks } from "./log-tail.ts";
import type { Report } from "./report.ts";
import { number, text } from "./rows.ts";
import type { Sides } from "./sides.ts";
import { tagCheck } from "./tag.ts";
import { targetCheck, targetsCheck } from "./target.ts";
import { taskListCheck } from "./task-lists.ts";
import { taskCheck } from "./task.ts";

export type Task = {
  readonly urls: Sides["urls"];
  readonly seed: number;
  /** Things of each kind. */
  readonly count: number;
  readonly now: Date;
};

/** Compares the gateway with the hub. Rejects with HubUnreachable. */
export async function runConformance({ urls, seed, count, now }: Task): Promise<Report> {
  const gateway = startGateway(urls, now);
  const sides: Sides = { hub: connectHub(urls.hub), ask: gateway.ask, random: createRandom(seed), now, urls };
  try {
    const outcomes: Outcome[] = [];
    for await (const check of checks(sides, count)) outcomes.push(await perform(check));
    return summary(outcomes, { hub: urls.hub, seed });
  } finally {
    await gateway.close();
  }
}

async function* checks(sides: Sides, count: number): AsyncGenerator<Check> {
  const { random } = sides;
  yield hubCheck(sides);
  const images = await pickBuilds(sides, { type: "image" }, count);
  const any = await pickBuilds(sides, {}, Math.ceil(count / 2));
  for (const build of [...images, ...any]) {
    yield buildCheck(sides, number(build, "build_id"), random.chance(0.5) ? text(build, "nvr") : null);
  }
  for (const { build, archive } of await pickArchives(sides, images, count)) yield artifactCheck(sides, build, archive);
  const tasks = await pickTasks(sides, images, count);
  for (const id of tasks) yield taskCheck(sides, id);
  yield targetsCheck(sides);
  for (const name of await pickNames(sides, "getBuildTargets", count)) yield targetCheck(sides, name);
  for (const name of await pickNames(sides, "listTags", count)) yield tagCheck(sides, name);
  const { hosts, channels } = await reachable(sides, count);
  for (const host of hosts) yield hostCheck(sides, host);
  for (const channel of channels) yield channelCheck(sides, channel);
  yield* imageChecks(sides, images, count);
  for (let list = 0; list < count && any.length > 0; list += 1) {
    yield await buildListCheck(sides, [...images, ...any]);
    const ofTasks = await taskListCheck(sides, tasks);
    if (ofTasks !== null) yield ofTasks;
  }
  yield* changesChecks(sides, images, Math.ceil(count / 2));
  yield* containingChecks(sides, images, Math.ceil(count / 4));
  yield* await buildersChecks(sides);
  yield* logTailChecks(sides, tasks, Math.ceil(count / 2));
}

async function* imageChecks(sides: Sides, builds: readonly Row[], count: number): AsyncGenerator<Check> {
  const names = await listedImages(sides);
  const byName = await imageNamesCheck(sides);
  if (byName !== null) yield byName;
  const some = sides.random.some(names, count);
  yield boardCheck(sides, some);
  for (const build of sides.random.some(builds, Math.ceil(count / 4))) {
    yield imageCheck(sides, text(build, "package_name"), await wantedOf(sides, build));
  }
  for (const name of some) yield statusCheck(sides, name, await questionAbout(sides, name));
}

function summary(outcomes: readonly Outcome[], { hub, seed }: Pick<Report, "hub" | "seed">): Report {
  const kinds = [...new Set(outcomes.map(({ kind }) => kind))].map((kind) => {
    const ofKind = outcomes.filter((outcome) => outcome.kind === kind);
    const fields = ofKind.reduce((sum, outcome) => sum + outcome.fields, 0);
    const differences = ofKind.reduce((sum, outcome) => sum + outcome.differences.length, 0);
    return { kind, things: ofKind.length, fields, differences };
  });
  const differences = outcomes.flatMap(({ kind, thing, ...rest }) =>
    rest.differences.map((difference) => ({ kind, thing, ...difference })),
  );
  return { hub, seed, kinds, differences };
}
