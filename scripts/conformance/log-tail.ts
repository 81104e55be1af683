import type { Check } from "./check.ts";
import type { Expected } from "./compare.ts";
import { named } from "./hub.ts";
import { text } from "./rows.ts";
import type { Sides } from "./sides.ts";
import { logsAmong, type TaskFile, taskFiles } from "./task-files.ts";

const LINES = 5;

/** The ends of random logs of tasks: those that are shown as they are. */
export async function* logTailChecks(sides: Sides, tasks: readonly number[], count: number): AsyncGenerator<Check> {
  let made = 0;
  for (const task of tasks) {
    if (made === count) return;
    const logs = logsAmong(await taskFiles(sides, task)).filter(({ name }) => !PACKED.test(name));
    const log = logs.length === 0 ? null : sides.random.pick(logs);
    if (log === null || (await expectedTail(sides, task, log)) === null) continue;
    made += 1;
    yield logTailCheck(sides, task, log);
  }
}

/** Composer's JSON is shown without its escapes. */
const PACKED = /\.(?:gz|xz|json)$/u;

/** Of log-tail.graphql. */
type Logs = { readonly logs: readonly { readonly url: string; readonly tail: readonly string[] }[] } | null;

const logTailCheck = (sides: Sides, task: number, log: TaskFile): Check => ({
  kind: "log tail",
  thing: `${log.name} of task ${task}`,
  hub: async () => {
    const now = (await taskFiles(sides, task)).find(({ url }) => url === log.url);
    return expectedTail(sides, task, now ?? log);
  },
  gateway: async () => {
    const answer = (await sides.ask("log-tail", { kojiId: task, lines: LINES }))["task"] as unknown as Logs;
    return answer?.logs.find(({ url }) => url === log.url)?.tail ?? null;
  },
});

const MOST_BYTES = 16_384;
const LONGEST_LINE = 2000;

/** Null where the gateway has to clean or to shorten, or to read further back than this. */
async function expectedTail({ hub }: Sides, task: number, { name, size, url }: TaskFile): Promise<Expected> {
  const volume = /\/vol\/([^/]+)\/work\/tasks\//u.exec(url)?.[1] ?? "DEFAULT";
  const offset = size > MOST_BYTES ? -MOST_BYTES : 0;
  const content = await hub("downloadTaskOutput", task, name, named({ offset, size: MOST_BYTES, volume }));
  const lines = Buffer.from(text({ content }, "content"), "base64").toString("utf8").split("\n");
  if (lines.at(-1) === "") lines.pop();
  if (offset < 0 && lines.length <= LINES) return null;
  const plain = lines.every((line) => /^[\t\x20-\x7e]*$/u.test(line) && line.length <= LONGEST_LINE);
  return plain ? lines.slice(-LINES) : null;
}
