import { type ArchiveType, archiveTypeOf } from "./archive-types.ts";
import { checksumOf, type Content } from "./content.ts";
import { imageFilesOf } from "./files-of-image.ts";
import { type Build, type Task, TASK } from "./plan.ts";
import { hexDigits } from "./random.ts";
import { recordsRpms } from "./rpms.ts";
import { ARCHIVES_A_BUILD, type World } from "./world.ts";

export type Archive = {
  readonly id: number;
  readonly build: Build;
  readonly filename: string;
  readonly arch: string;
  readonly type: ArchiveType;
  readonly content: Content;
  readonly size: number;
  readonly checksum: string;
  /** koji.CHECKSUM_TYPES: 0 md5, 2 sha256. */
  readonly checksumType: 0 | 2;
  /** It knows what rpms it contains. */
  readonly hasRpms: boolean;
};

const KNOWN = new WeakMap<Build, readonly Archive[]>();

/** The archives of an image build that was ever complete; a deleted one keeps its rows. Empty for all others. */
export function archivesOf(world: World, build: Build): readonly Archive[] {
  if (build.type !== "image" || build.end !== 1 || build.endMs > world.now()) return [];
  const known = KNOWN.get(build);
  if (known !== undefined) return known;
  const archives = makeArchives(world, build);
  KNOWN.set(build, archives);
  return archives;
}

function makeArchives(world: World, build: Build): Archive[] {
  const archives: Archive[] = [];
  const names = new Set<string>();
  for (const { task, arch } of workersOf(build)) {
    if (build.origin.kind !== "image" || task.end !== TASK.CLOSED) continue;
    const { attempt } = build.origin;
    for (const { name, archived, content } of imageFilesOf({ world, attempt, arch, taskId: task.id })) {
      // The kickstart of all arches is one file: Koji takes the first.
      const type = archiveTypeOf(name);
      if (!archived || names.has(name) || type === null) continue;
      names.add(name);
      const id = build.id * ARCHIVES_A_BUILD + archives.length;
      archives.push(
        makeArchive(
          world,
          { id, build, filename: name, arch, type, content },
          attempt.checksum,
          recordsRpms(attempt.image),
        ),
      );
    }
  }
  return archives;
}

type Known = Pick<Archive, "id" | "build" | "filename" | "arch" | "type" | "content">;

function makeArchive(world: World, known: Known, algorithm: "md5" | "sha256", hasRpms: boolean): Archive {
  const { content, id } = known;
  const sum = (): Sum => {
    const bytes = content.whole(world.now());
    if (bytes !== null) return { size: bytes.length, checksum: checksumOf(bytes, algorithm) };
    const checksum = hexDigits(algorithm === "md5" ? 32 : 64, world.seed, "checksum", id);
    return { size: content.size(world.now()), checksum };
  };
  let summed: Sum | null = null;
  return {
    ...known,
    get size() {
      return (summed ??= sum()).size;
    },
    get checksum() {
      return (summed ??= sum()).checksum;
    },
    checksumType: algorithm === "md5" ? 0 : 2,
    hasRpms,
  };
}

type Sum = { readonly size: number; readonly checksum: string };

/** The tasks that made the images, with the arch of each: the children, or the task itself where it has none. */
export function workersOf(build: Build): readonly { readonly task: Task; readonly arch: string }[] {
  const { task, origin } = build;
  if (task === null || origin.kind !== "image") return [];
  const { arches } = origin.attempt.image;
  const children = task.children.filter(({ label }) => label !== "tag");
  if (children.length === 0) return arches.map((arch) => ({ task, arch }));
  return children.map((child, index) => ({ task: child, arch: arches[index] ?? child.arch }));
}

/** By its id, which says what build it is of. */
export function archiveById(world: World, id: number): Archive | null {
  const build = world.build(Math.floor(id / ARCHIVES_A_BUILD));
  return build === null ? null : (archivesOf(world, build)[id % ARCHIVES_A_BUILD] ?? null);
}
