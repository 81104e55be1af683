import { imageArchives } from "./artifacts.ts";
import type { Check } from "./check.ts";
import type { Expected } from "./compare.ts";
import { expectedFailure } from "./failure.ts";
import type { Row } from "./hub.ts";
import { CHILD_METHODS } from "./image-methods.ts";
import { archesOf, optionalArchesOf } from "./request.ts";
import { number, text, textOrNull } from "./rows.ts";
import type { Sides } from "./sides.ts";
import { meaningOf } from "./status-meaning.ts";
import { childrenOf } from "./task-rows.ts";
import { triesOf, type Try } from "./tries.ts";

type Question = { readonly target: string | null; readonly arch: string | null };

/** The status of an image, of all its attempts or those of one target or arch. */
export const statusCheck = (sides: Sides, name: string, question: Question): Check => ({
  kind: "image status",
  thing: [name, question.target, question.arch].filter((part) => part !== null).join(" "),
  hub: async (again) => {
    const tries = await triesOf(sides, name, again);
    if (tries.length === 0) return null;
    const { members, decisive } = meaningOf(tries, { ...question, now: sides.now });
    const arches = decisive === null ? [] : await archesOfTry(sides, decisive, question.arch);
    return { name, status: { ...members, arches } };
  },
  gateway: async () => (await sides.ask("status", { name, ...question }))["image"] ?? null,
});

/** `ArchStatus` of each arch that the attempt was to make, or made. */
async function archesOfTry(sides: Sides, one: Try, only: string | null): Promise<readonly Expected[]> {
  const children = one.task === null ? [] : await childrenOf(sides, number(one.task.row, "id"));
  const byArch = new Map(
    children.filter((child) => text(child, "method") in CHILD_METHODS).map((child) => [text(child, "arch"), child]),
  );
  const asked = one.task === null ? [] : archesOf(one.task.request);
  const optional = one.task === null ? [] : optionalArchesOf(one.task.request);
  const found: Expected[] = [];
  for (const arch of asked.length > 0 ? asked : byArch.keys()) {
    if (only !== null && arch !== only) continue;
    const child = byArch.get(arch) ?? null;
    const failing = one.outcome === "FAILED" || one.failedArches.includes(arch);
    found.push({
      arch,
      state: one.outcome === "RUNNING" ? "BUILDING" : failing ? "FAILING" : "PASSING",
      optional: optional.includes(arch),
      task: child && { kojiId: number(child, "id") },
      artifacts: await artifactsOf(sides, one, arch),
      failure: failing && one.outcome !== "RUNNING" ? await failureOf(sides, one, child) : null,
    });
  }
  return found;
}

async function artifactsOf(sides: Sides, { build, outcome }: Try, arch: string): Promise<Expected> {
  if (build === null || outcome !== "GOOD") return [];
  const archives = await imageArchives(sides, number(build, "build_id"));
  return archives.filter((row) => textOrNull(row, "arch") === arch).map((row) => ({ kojiId: number(row, "id") }));
}

const [CANCELED, FAILED] = [3, 5];

/** The arch's own where it failed of itself; one that was cancelled along with others has the attempt's. */
async function failureOf(sides: Sides, { task, outcome }: Try, child: Row | null): Promise<Expected> {
  const state = child === null ? null : number(child, "state");
  const own = state === FAILED || (state === CANCELED && outcome === "GOOD");
  const id = own && child !== null ? number(child, "id") : task === null ? null : number(task.row, "id");
  return id === null ? null : expectedFailure(sides, id);
}
