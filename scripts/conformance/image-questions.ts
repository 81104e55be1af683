import { imageArchives } from "./artifacts.ts";
import { named, type Row } from "./hub.ts";
import type { Wanted } from "./image.ts";
import { archesOf, targetOf } from "./request.ts";
import { number, numberOrNull, rows, text, textOrNull } from "./rows.ts";
import type { Sides } from "./sides.ts";
import { taskById } from "./task-rows.ts";
import { triesOf } from "./tries.ts";

/** An arch and format that a build has a file of, its target, and a tag it is in. */
export async function wantedOf(sides: Sides, build: Row): Promise<Wanted> {
  const id = number(build, "build_id");
  const task = await taskById(sides, numberOrNull(build, "task_id"));
  const archives = await imageArchives(sides, id);
  const one = archives.length > 0 ? sides.random.pick(archives) : null;
  const tags = rows(await sides.hub("listTags", named({ build: id }))).map((row) => text(row, "name"));
  const target = task && targetOf(task.request);
  return {
    arch: (one && textOrNull(one, "arch")) ?? "x86_64",
    format: one === null ? "iso" : text(one, "type_name"),
    target: target ?? (await anyOf(sides, "getBuildTargets")),
    tag: tags.length > 0 ? sides.random.pick(tags) : await anyOf(sides, "listTags"),
  };
}

async function anyOf({ hub, random }: Sides, method: string): Promise<string> {
  return random.pick(rows(await hub(method)).map((row) => text(row, "name")));
}

/** About all attempts, or those for a target or an arch that one of them had. */
export async function questionAbout(sides: Sides, name: string) {
  const { random } = sides;
  const tasks = (await triesOf(sides, name, false)).map(({ task }) => task).filter((task) => task !== null);
  const [targets, arches] = [
    tasks.map(({ request }) => targetOf(request)),
    tasks.flatMap(({ request }) => archesOf(request)),
  ];
  return {
    target: random.chance(0.35) && targets.length > 0 ? random.pick(targets) : null,
    arch: random.chance(0.35) && arches.length > 0 ? random.pick(arches) : null,
  };
}
