import { readFileSync } from "node:fs";

/** What V8's profiler writes, as far as it is read here. */
type CpuProfile = {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
};

/** `share` of the time that was not idle, from 0 to 1. */
export type Share = { readonly place: string; readonly share: number };

/** Which rooms and packages spent the time, and which functions in them; most first. */
export function profileShares(file: string): {
  readonly rooms: readonly Share[];
  readonly functions: readonly Share[];
} {
  const profile: CpuProfile = JSON.parse(readFileSync(file, "utf8"));
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const foreign = nodesUnder(profile, ({ callFrame }) => callFrame.url.includes("/bench/"));
  const rooms = new Map<string, number>();
  const functions = new Map<string, number>();
  let busy = 0;
  for (const [index, id] of profile.samples.entries()) {
    const { functionName, url } = nodes.get(id)?.callFrame ?? { functionName: "(idle)", url: "" };
    if (functionName === "(idle)" || foreign.has(id)) continue;
    const spent = profile.timeDeltas[index] ?? 0;
    busy += spent;
    const place = placeOf(url, functionName);
    add(rooms, place.room, spent);
    add(functions, `${place.file}: ${functionName || "(anonymous)"}`, spent);
  }
  return { rooms: shares(rooms, busy), functions: shares(functions, busy) };
}

/** What the benchmark's own code in that process does, making gateways among it. */
function nodesUnder(
  { nodes }: CpuProfile,
  isRoot: (node: CpuProfile["nodes"][number]) => boolean,
): ReadonlySet<number> {
  const known = new Map(nodes.map((node) => [node.id, node]));
  const under = new Set<number>();
  const waiting = nodes.filter(isRoot).map(({ id }) => id);
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    under.add(id);
    waiting.push(...(known.get(id)?.children ?? []));
  }
  return under;
}

/** A room of the house by the name of its folder, a package by its own. */
function placeOf(url: string, functionName: string): { readonly room: string; readonly file: string } {
  const own = /\/dist\/((\w+)\/(?:(xmlrpc|wire)\/)?[\w./-]+)\.js$/u.exec(url);
  if (own !== null) return { room: [own[2], own[3]].filter(Boolean).join("/") + "/", file: `${own[1]}.ts` };
  const foreign = /\/node_modules\/((?:@[\w.-]+\/)?[\w.-]+)\/(?:.*\/)?([\w.-]+)$/u.exec(url);
  if (foreign !== null) return { room: foreign[1] ?? "", file: `${foreign[1]} ${foreign[2]}` };
  if (functionName.startsWith("(")) return { room: functionName, file: "V8" };
  return { room: "Node", file: url.replace("node:", "Node ") || "Node" };
}

const add = (sums: Map<string, number>, key: string, value: number) => sums.set(key, (sums.get(key) ?? 0) + value);

const shares = (sums: ReadonlyMap<string, number>, whole: number): readonly Share[] =>
  [...sums].map(([place, sum]) => ({ place, share: sum / whole })).sort((a, b) => b.share - a.share);
