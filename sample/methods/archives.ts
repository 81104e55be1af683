import type { XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { genericFault, sqlFault } from "../fault.ts";
import { answerSearch, countAll, type Place, type Search } from "../collect.ts";
import { queryOpts, runQuery } from "../query.ts";
import { isStruct, repr, type Row, text } from "../values.ts";
import { type Archive, archiveById, archivesOf } from "../world/archives.ts";
import { ARCHIVE_TYPES, type ArchiveType, archiveTypeOf, findArchiveType } from "../world/archive-types.ts";
import { buildCells, imageBuildsIn } from "../world/build-cells.ts";
import { type Cell, EVER, oneCell } from "../world/cell.ts";
import { type Build } from "../world/plan.ts";
import type { Rpm } from "../world/rpm.ts";
import { rpmsOf, rpmsOfStream } from "../world/rpms.ts";
import { ARCHIVES_A_BUILD, type World } from "../world/world.ts";
import type { Handler, Methods } from "./hub.ts";
import { NO_OPERATOR } from "./lookups.ts";

const IMAGE_BTYPE = 4;

/** A row as of listTaggedArchives; the other methods add to it. */
export function plainArchiveRow(archive: Archive): Row {
  return {
    btype: "image",
    btype_id: IMAGE_BTYPE,
    build_id: archive.build.id,
    buildroot_id: null,
    checksum: archive.checksum,
    checksum_type: archive.checksumType,
    extra: extraOf(archive),
    filename: archive.filename,
    id: archive.id,
    metadata_only: false,
    size: archive.size,
    type_id: archive.type.id,
  };
}

/** Content generators describe their images themselves. */
const extraOf = ({ build, arch }: Archive): XmlRpcValue =>
  build.origin.kind === "image" && build.origin.attempt.image.method === "osbuildImage" ? { image: { arch } } : null;

function archiveRow(archive: Archive): Row {
  const { compression_type, description, extensions, name } = archive.type;
  return {
    ...plainArchiveRow(archive),
    compression_type,
    type_description: description,
    type_extensions: extensions,
    type_name: name,
  };
}

const listArchives: Handler = ({ world }, args) => {
  const opts = queryOpts(args["queryOpts"]);
  const { type } = args;
  const image = type === "image";
  if (type !== null && !["image", "maven", "win", "rpm"].includes(text(type)))
    throw genericFault(`unsupported archive type: ${text(type)}`);
  const cells = type === null || image ? candidates(world, args["buildID"], args["archiveID"]) : () => [];
  const found = { cells, matches: archiveTest(args), placeOf, now: world.now() };
  if (args["strict"] === true && countAll(found) === 0) throw genericFault("No archives found.");
  const row = image ? (archive: Archive): Row => ({ arch: archive.arch, ...archiveRow(archive) }) : archiveRow;
  return answerSearch(found, { row, column: archiveColumn }, opts);
};

/** What a row costs most for is the checksum; lists are sorted by these. */
const archiveColumn = ({ id, build }: Archive, name: string): number | undefined =>
  name === "id" ? id : name === "build_id" ? build.id : undefined;

/** Ids of archives and of their builds have the same order. */
const placeOf = (column: string): Place<Archive> | null =>
  column === "id" || column === "build_id" ? { of: "id", read: ({ id }) => id, nullable: false } : null;

function candidates(world: World, buildID: unknown, archiveID: unknown): Search<Archive>["cells"] {
  if (Array.isArray(buildID))
    throw sqlFault(
      "UndefinedFunction",
      `operator does not exist: integer = record\nLINE 6:  WHERE (build_id = (${buildID.map(repr).join(", ")}))\n${NO_OPERATOR}`,
    );
  if (typeof buildID === "number") {
    const build = world.build(buildID);
    return () => [oneCell(build === null ? [] : archivesOf(world, build))];
  }
  if (typeof archiveID === "number")
    return () => [oneCell([archiveById(world, archiveID)].flatMap((archive) => archive ?? []))];
  return (back) => archiveCells(world, back);
}

/** The archives of all builds. */
function* archiveCells(world: World, back: boolean): Generator<Cell<Archive>> {
  for (const { items, rest } of buildCells(world, imageBuildsIn({ ...EVER, back })))
    yield {
      items: () => items().flatMap((build) => archivesOf(world, build)),
      count: null,
      rest: { ...rest, id: rest.id * ARCHIVES_A_BUILD },
    };
}

function archiveTest(args: Readonly<Record<string, unknown>>): (archive: Archive) => boolean {
  const { filename, size, checksum, checksum_type: checksumType, archiveID, typeInfo } = args;
  const elsewhere = ["buildrootID", "componentBuildrootID", "hostID", "imageID"].some((name) => args[name] !== null);
  const arch = isStruct(typeInfo) && args["type"] === "image" ? typeInfo["arch"] : undefined;
  return (archive) =>
    !elsewhere &&
    (filename === null || archive.filename === filename) &&
    (size === null || archive.size === size) &&
    (checksum === null || archive.checksum === checksum) &&
    (checksumType === null || archive.checksumType === checksumType) &&
    (archiveID === null || archive.id === archiveID) &&
    (arch === undefined || archive.arch === arch);
}

function find(world: World, id: unknown, strict: unknown): Archive | null {
  const archive = typeof id === "number" ? archiveById(world, id) : null;
  if (archive === null && strict === true) throw genericFault(`No such archive: ${text(id)}`);
  return archive;
}

const getArchive: Handler = ({ world }, args) => {
  const archive = find(world, args["archive_id"], args["strict"]);
  return archive === null ? null : { ...archiveRow(archive), arch: archive.arch, rootid: archive.hasRpms };
};

const getImageArchive: Handler = ({ world }, args) => {
  const archive = find(world, args["archive_id"], args["strict"]);
  return archive === null ? null : { arch: archive.arch, archive_id: archive.id, rootid: archive.hasRpms };
};

const typeRow = ({ compression_type, description, extensions, id, name }: ArchiveType): Row => ({
  compression_type,
  description,
  extensions,
  id,
  name,
});

const getArchiveType: Handler = (_, args) => {
  const { filename, type_name: typeName, type_id: typeId } = args;
  const type =
    typeof filename === "string"
      ? archiveTypeOf(filename)
      : typeof typeName === "string"
        ? findArchiveType(typeName)
        : typeof typeId === "number"
          ? findArchiveType(typeId)
          : null;
  if (type === null && args["strict"] === true) throw genericFault(`unsupported file extension: ${text(filename)}`);
  return type === null ? null : typeRow(type);
};

const listArchiveFiles: Handler = ({ world }, args) => {
  const archive = find(world, args["archive_id"], true);
  if (archive !== null && args["strict"] === true) throw genericFault(`Unsupported archive type: ${archive.type.name}`);
  return [];
};

export function rpmRow(rpm: Rpm, build: Build | null): Row {
  return {
    arch: rpm.arch,
    build_id: build?.id ?? null,
    buildroot_id: null,
    buildtime: rpm.buildtime,
    draft: false,
    epoch: rpm.epoch,
    external_repo_id: 0,
    external_repo_name: "INTERNAL",
    extra: null,
    id: rpm.id,
    metadata_only: false,
    name: rpm.name,
    nvr: `${rpm.name}-${rpm.version}-${rpm.release}`,
    payloadhash: rpm.payloadhash,
    release: rpm.release,
    size: rpm.size,
    version: rpm.version,
  };
}

const listRPMs: Handler = ({ world }, args) => {
  const opts = queryOpts(args["queryOpts"]);
  const { imageID, arches } = args;
  if (Array.isArray(imageID))
    throw sqlFault(
      "UndefinedFunction",
      `operator does not exist: integer = record\nLINE 6:  WHERE (archive_rpm_components.archive_id = (${imageID.map(repr).join(", ")}))\n${NO_OPERATOR}`,
    );
  const wanted = arches === null ? null : Array.isArray(arches) ? arches : [arches];
  const rpms = rpmsFor(world, args).filter(({ arch }) => wanted === null || wanted.includes(arch));
  return runQuery(rpms, { row: (rpm) => rpmRow(rpm, world.rpmBuild(rpm.stream, rpm.counter)) }, opts);
};

function rpmsFor(world: World, { imageID, buildID }: Readonly<Record<string, unknown>>): readonly Rpm[] {
  if (typeof imageID === "number") {
    const archive = archiveById(world, imageID);
    if (archive === null || !archive.hasRpms || archive.build.origin.kind !== "image") return [];
    return rpmsOf(world, archive.build.origin.attempt, archive.arch);
  }
  if (typeof buildID !== "number") return [];
  return rpmsOfBuild(world, world.build(buildID));
}

const RPM_ARCHES = ["x86_64", "aarch64", "ppc64le"];

/** The source package and the binary ones of all arches. */
function rpmsOfBuild(world: World, build: Build | null): readonly Rpm[] {
  if (build?.origin.kind !== "rpm") return [];
  const { stream, counter } = build.origin;
  const binaries = RPM_ARCHES.flatMap((arch) => rpmsOfStream(world, stream, counter, arch));
  const [source] = rpmsOfStream(world, stream, counter, "src");
  const unique = new Map(binaries.map((rpm) => [rpm.id, rpm]));
  return [
    ...(source === undefined ? [] : [{ ...source, arch: "src", name: stream.component.name }]),
    ...unique.values(),
  ];
}

export const ARCHIVE_METHODS: Methods = {
  listArchives,
  getArchive,
  getImageArchive,
  getArchiveType,
  listArchiveFiles,
  listRPMs,
  getArchiveTypes: () => ARCHIVE_TYPES.map(typeRow),
  listBuildRPMs: (hub, args, rest) =>
    listRPMs(hub, { ...args, buildID: args["build"], imageID: null, arches: null, queryOpts: null }, rest),
};
