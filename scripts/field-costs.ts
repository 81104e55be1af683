import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { GraphQLField, GraphQLObjectType } from "graphql";
import { format, resolveConfig } from "prettier";
import { schema } from "../schema/index.ts";
import { beyond, type ColdGateway, coldGateway, type Cost, isFree } from "./field-costs/cost.ts";
import { fieldsOf, findPlaces, type Places } from "./field-costs/places.ts";
import type { Place } from "./field-costs/samples.ts";

const PAGE = fileURLToPath(new URL("../docs/field-costs.md", import.meta.url));

const INTRODUCTION = `# What fields cost

What each field that a query can reach costs a hub, beyond what the object costs that it belongs to: asked alone, with
nothing known yet, of a sample hub that always is the same. Written by \`npm run field-costs\`; a test measures it anew.

A request is one HTTP request: calls that are due at the same time travel as one multiCall. Asked of many objects at
once, fields share: \`getTaskInfo\` and \`listTasks\` take many tasks in one call, other calls are one for each object, but
still in one request. Fields asked together cost no more than the sum, mostly less, as each call is made once. Logs of
finished builds are read from the web server that has the hub's files, and cost the hub itself nothing.
`;

type Priced = { readonly field: GraphQLField<unknown, unknown>; readonly cost: Cost };

/** The page as it is to be committed. Takes some seconds: it asks a few hundred queries. */
export async function fieldCostsPage(): Promise<string> {
  const gateway = await coldGateway();
  try {
    const places = await findPlaces(schema, gateway);
    const sections: string[] = [];
    const free: string[] = [];
    for (const [type, place] of places.types) {
      const priced = await pricesOf(type, { places, gateway });
      if (priced.every(({ cost }) => isFree(cost))) free.push(`- \`${type.name}\`: ${names(priced)}`);
      else sections.push(await section({ type, place, priced }, { places, gateway }));
    }
    const text = [INTRODUCTION, ...sections, "## Types whose fields all come with the object", "", ...free].join("\n");
    return await format(text, { ...(await resolveConfig(PAGE)), parser: "markdown" });
  } finally {
    await gateway.close();
  }
}

type Measuring = { readonly places: Places; readonly gateway: ColdGateway };

type PricedType = { readonly type: GraphQLObjectType; readonly place: Place; readonly priced: readonly Priced[] };

async function section({ type, place, priced }: PricedType, { places, gateway }: Measuring): Promise<string> {
  const own = (await gateway.ask(`{ ${place.replace("%", "__typename")} }`)).cost;
  const costly = priced.filter(({ cost }) => !isFree(cost));
  const free = priced.filter(({ cost }) => isFree(cost));
  return [
    `## ${type.name}`,
    "",
    ...(place === "%" ? [] : [`Of \`${place.replaceAll("%", "…")}\`, which itself costs ${words(own)}.`, ""]),
    ...table(type, costly, places),
    "",
    ...(free.length === 0 ? [] : [`Nothing: ${names(free)}.`, ""]),
  ].join("\n");
}

const names = (priced: readonly Priced[]) => priced.map(({ field }) => `\`${field.name}\``).join(", ");

const table = (type: GraphQLObjectType, costly: readonly Priced[], places: Places) => [
  "| field | requests | calls |",
  "| --- | --- | --- |",
  ...costly.map(({ field, cost }) => {
    const asked = places.ask({ type, field }).replace(" { __typename }", "");
    return `| \`${asked}\` | ${cost.requests} | ${calls(cost)} |`;
  }),
];

/** Fields of one place are asked together first: most of them cost nothing, alone as well. */
async function pricesOf(type: GraphQLObjectType, { places, gateway }: Measuring): Promise<readonly Priced[]> {
  const priced: Priced[] = [];
  const byPlace = new Map<Place, GraphQLField<unknown, unknown>[]>();
  for (const field of fieldsOf(type)) {
    const place = places.placeOf({ type, field });
    byPlace.set(place, [...(byPlace.get(place) ?? []), field]);
  }
  for (const [place, fields] of byPlace) {
    const bare = (await gateway.ask(`{ ${place.replace("%", "__typename")} }`)).cost;
    const price = async (some: readonly GraphQLField<unknown, unknown>[]): Promise<void> => {
      const selection = some.map((field) => places.ask({ type, field })).join(" ");
      const cost = beyond((await gateway.ask(`{ ${place.replace("%", `__typename ${selection}`)} }`)).cost, bare);
      if (some.length === 1 || isFree(cost)) priced.push(...some.map((field) => ({ field, cost })));
      else for (const half of halves(some)) await price(half);
    };
    await price(fields);
  }
  return priced.sort((a, b) => (a.field.name < b.field.name ? -1 : 1));
}

const halves = <T>(all: readonly T[]) => [all.slice(0, all.length / 2), all.slice(all.length / 2)];

const calls = ({ calls: made, files }: Cost) =>
  [
    ...[...made]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([method, times]) => (times === 1 ? method : `${method} × ${times}`)),
    ...(files === 0 ? [] : [files === 1 ? "the end of a file" : `the ends of ${files} files`]),
  ].join(", ");

function words(cost: Cost): string {
  if (isFree(cost)) return "nothing";
  return `${cost.requests === 1 ? "a request" : `${cost.requests} requests`}: ${calls(cost)}`;
}

if (process.argv[1]?.endsWith("field-costs.ts")) writeFileSync(PAGE, await fieldCostsPage());
