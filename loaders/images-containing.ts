import type { HubReader } from "../koji/hub-reader.ts";
import type { Artifact } from "../model/artifact.ts";
import { BUILD_STATES } from "../model/build.ts";
import { BadArgumentError } from "../model/errors.ts";
import type { Page, PageArgs } from "../model/page.ts";
import { type RpmName, rpmNamesOf } from "../model/rpm-name.ts";
import type { ArtifactLoaders } from "./artifact.ts";
import { keysetPage } from "./keyset-page.ts";

/** Builds of a package looked at: with several branches, a few months of them. */
const MAX_BUILDS = 20;
/**
 * Files named for each rpm of a build, 60 bytes each. Where there are more the hub leaves out its newest, so it is asked
 * again for many. It also lists as many rpms that were made with the build, 400 bytes each, which nobody asked for.
 */
const FEW_FILES = 1000;
const MANY_FILES = 10_000;
/** Files looked at for one page: modules hold rpms too and are no images. */
const MAX_SCANNED = 300;

/** Newest file first. Throws BadArgumentError for an empty text. */
export type ImagesContaining = (rpm: string, args: Pick<PageArgs, "first" | "after">) => Promise<Page<Artifact>>;

type ContentsReader = Pick<HubReader, "getBuild" | "listBuilds" | "getRpm" | "getAllArches" | "referencesTo">;

/**
 * Which image files hold an rpm, by the hub's reverse look-up (buildReferences): it knows no rpms, only whole builds, and
 * only files whose builds are complete. Files' numbers grow with time, so the list is known before any file is read.
 */
export function createImagesContaining(
  reader: ContentsReader,
  artifacts: Pick<ArtifactLoaders, "byId">,
): ImagesContaining {
  return async (rpm, args) => {
    const text = rpm.trim();
    if (text === "") {
      throw new BadArgumentError(`rpm is "${rpm}"; give a package's name, or an rpm's name-version-release.`);
    }
    const ids = (await buildsOf(text, reader)).map((id) => filesWith(id, reader));
    const files = [...new Set((await Promise.all(ids)).flatMap((found) => [...found]))].map(placeOf);
    const list = {
      placeOf: (place: Place) => place,
      read: ({ madeBefore, limit, offset }: { madeBefore: number | null; limit: number; offset: number }) =>
        Promise.resolve(
          files
            .filter(({ id }) => madeBefore === null || id < madeBefore)
            .sort((a, b) => b.id - a.id)
            .slice(offset, offset + limit),
        ),
      keep: (rows: readonly Place[]) => Promise.all(rows.map(({ id }) => artifacts.byId.load(id))),
      count: () => Promise.resolve(null),
      chunk: null,
      maxRows: MAX_SCANNED,
    };
    return keysetPage(list, args);
  };
}

async function filesWith(buildId: number, reader: ContentsReader): Promise<ReadonlySet<number>> {
  const few = new Set(await reader.referencesTo(buildId, FEW_FILES));
  return few.size < FEW_FILES ? few : new Set(await reader.referencesTo(buildId, MANY_FILES));
}

type Place = { readonly time: number; readonly id: number };

/** A file's number stands for its time. */
const placeOf = (id: number): Place => ({ time: id, id });

/** The build of that name-version-release or of that rpm, and the newest complete builds of a package of that name. */
async function buildsOf(text: string, reader: ContentsReader): Promise<readonly number[]> {
  const names = rpmNamesOf(text);
  const [build, ofPackage, arches] = await Promise.all([
    names.length > 0 ? reader.getBuild(text) : null,
    reader.listBuilds(
      { packageID: text, type: "rpm", state: BUILD_STATES.indexOf("COMPLETE") },
      { order: "-build_id", limit: MAX_BUILDS },
    ),
    names.length > 0 ? reader.getAllArches() : [],
  ]);
  const found = [...(build ? [build] : []), ...ofPackage].map(({ build_id }) => build_id);
  return found.length > 0 ? [...new Set(found)] : buildsOfRpm(names, arches, reader);
}

/** The hub looks rpms up by their arch as well: its search without one would read the table of all rpms. */
async function buildsOfRpm(
  names: readonly RpmName[],
  arches: readonly string[],
  reader: ContentsReader,
): Promise<readonly number[]> {
  const any = ["noarch", ...arches, "src"];
  const whole = names.flatMap((name) => (name.arch === null ? any : [name.arch]).map((arch) => ({ ...name, arch })));
  const rpms = await Promise.all(whole.map((name) => reader.getRpm(name)));
  return [...new Set(rpms.flatMap((row) => (row?.build_id ? [row.build_id] : [])))];
}
