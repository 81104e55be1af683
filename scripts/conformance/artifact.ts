import { expectedArtifact, imageArchives } from "./artifacts.ts";
import type { Check } from "./check.ts";
import { type Expected, isThing, type Json, Rule } from "./compare.ts";
import { named, type Row } from "./hub.ts";
import { number, numberOrNull, rowOrNull, rows, text, textOrNull } from "./rows.ts";
import type { Sides } from "./sides.ts";
import { nodeOf, withNode } from "./with-node.ts";

const FIRST = 7;

/** A build's files of one arch and format, and the beginning of their rpm lists. */
export const artifactCheck = (sides: Sides, kojiId: number, archive: Row): Check => {
  const [arch, format] = [textOrNull(archive, "arch"), text(archive, "type_name")];
  return {
    kind: "artifact",
    thing: `${text(archive, "filename")} of build ${kojiId}`,
    hub: () => expectedArtifacts(sides, kojiId, { arch, format }),
    gateway: async () => {
      const { build } = await sides.ask("artifact", { kojiId, arch, format, first: FIRST });
      return withNodes(sides, build);
    },
  };
};

async function withNodes({ ask }: Sides, build: Json | undefined): Promise<Json> {
  if (!isThing(build)) return build ?? null;
  const artifacts = build["artifacts"];
  return Array.isArray(artifacts) ? Promise.all(artifacts.map((artifact: Json) => withNode(ask, artifact))) : null;
}

type Which = { readonly arch: string | null; readonly format: string };

async function expectedArtifacts(sides: Sides, buildId: number, { arch, format }: Which): Promise<Expected> {
  const build = rowOrNull(await sides.hub("getBuild", buildId));
  if (build === null) return null;
  const found: Expected[] = [];
  for (const row of await imageArchives(sides, buildId)) {
    if (text(row, "type_name") !== format || (arch !== null && textOrNull(row, "arch") !== arch)) continue;
    found.push({
      node: nodeOf("ImageArtifact", number(row, "id")),
      ...expectedArtifact(sides, build, row),
      build: { kojiId: buildId, nvr: text(build, "nvr") },
      ...(await expectedPackages(sides, number(row, "id"))),
    });
  }
  return found;
}

async function expectedPackages(
  { hub }: Sides,
  archive: number,
): Promise<{ packagesRecorded: boolean; packages: Expected }> {
  const list = (queryOpts: Row) => hub("listRPMs", named({ imageID: archive, queryOpts }));
  const total = Number(await list({ countOnly: true }));
  const edges = rows(await list({ order: "name,id", limit: FIRST })).map((row) => ({ cursor: CURSOR, node: rpm(row) }));
  const cursor = total === 0 ? null : CURSOR;
  const pageInfo = { hasNextPage: total > FIRST, hasPreviousPage: false, startCursor: cursor, endCursor: cursor };
  return { packagesRecorded: total > 0, packages: { totalCount: total, edges, pageInfo } };
}

const CURSOR = new Rule("a cursor", (actual) => typeof actual === "string" && actual !== "");

/** `build_id` 0: from a repository outside the hub. */
function rpm(row: Row): Expected {
  const build = numberOrNull(row, "build_id");
  const [name, version, release, arch] = ["name", "version", "release", "arch"].map((member) => text(row, member));
  return {
    kojiId: number(row, "id"),
    name: name ?? null,
    version: version ?? null,
    release: release ?? null,
    epoch: numberOrNull(row, "epoch"),
    arch: arch ?? null,
    nvra: `${name}-${version}-${release}.${arch}`,
    size: number(row, "size"),
    build: build === null || build === 0 ? null : { kojiId: build },
  };
}
