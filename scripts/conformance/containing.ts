import { imageArchives } from "./artifacts.ts";
import type { Check } from "./check.ts";
import type { Expected, Json } from "./compare.ts";
import { named, type Row } from "./hub.ts";
import { number, numberOrNull, rowOrNull, rows, text, values } from "./rows.ts";
import type { Sides } from "./sides.ts";

/** Which images contain the build of a random rpm of random images. */
export async function* containingChecks(sides: Sides, builds: readonly Row[], count: number): AsyncGenerator<Check> {
  let made = 0;
  for (const build of builds) {
    if (made === count) return;
    const nvr = await componentOf(sides, number(build, "build_id"));
    if (nvr === null) continue;
    made += 1;
    yield containingCheck(sides, nvr);
  }
}

/** The build that made a random rpm of a random file; null where the hub knows none. */
async function componentOf({ hub, random, ...sides }: Sides, build: number): Promise<string | null> {
  const archives = await imageArchives({ hub, random, ...sides }, build);
  if (archives.length === 0) return null;
  const rpms = rows(await hub("listRPMs", named({ imageID: number(random.pick(archives), "id") })));
  const builds = rpms.map((rpm) => numberOrNull(rpm, "build_id") ?? 0).filter((id) => id !== 0);
  const found = builds.length === 0 ? null : rowOrNull(await hub("getBuild", random.pick(builds)));
  return found && text(found, "nvr");
}

/** The longest list that is read to its end. */
const MOST = 300;
const PAGE = 60;

const containingCheck = (sides: Sides, rpm: string): Check => ({
  kind: "images containing",
  thing: rpm,
  hub: () => expectedFiles(sides, rpm),
  gateway: () => filesContaining(sides, rpm),
});

type File = { readonly kojiId: number; readonly filename: string };
/** Of containing.graphql. */
type Page = {
  readonly nodes: readonly File[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
};

async function filesContaining({ ask }: Sides, rpm: string): Promise<Json> {
  const found: File[] = [];
  for (let after: string | null = null; ;) {
    const answer = await ask("containing", { rpm, first: PAGE, after });
    const { nodes, pageInfo } = answer["imagesContaining"] as unknown as Page;
    found.push(...nodes);
    after = pageInfo.endCursor;
    if (!pageInfo.hasNextPage || found.length > MOST) break;
  }
  return summary(found);
}

const summary = (files: readonly File[]) => ({
  newest: files.slice(0, PAGE),
  ids: files.length > MOST ? [] : files.map(({ kojiId }) => kojiId),
  isLong: files.length > MOST,
});

/** By the numbers of the files, each once. Modules hold rpms too and are no images. */
async function expectedFiles({ hub }: Sides, nvr: string): Promise<Expected> {
  const build = number(rowOrNull(await hub("getBuild", nvr)) ?? {}, "id");
  const references = rowOrNull(await hub("buildReferences", build, named({}))) ?? {};
  const ids = [...new Set(values(references["component_of"]).map(Number))].toSorted((a, b) => b - a);
  const files: File[] = [];
  for (const kojiId of ids) {
    const archive = rowOrNull(await hub("getArchive", kojiId));
    if (archive === null || text(archive, "btype") !== "image") continue;
    files.push({ kojiId, filename: text(archive, "filename") });
    if (files.length > MOST) break;
  }
  return summary(files);
}
