import { z } from "zod";

/*
 * What a hub's answers are made of, in the hub's names and units: `*_ts` are seconds since the epoch, `*_time` text,
 * states numbers. Members that a newer hub adds are passed over; members that are missing or of another type make the
 * row an error. Source: captured answers of Koji 1.35, kojihub/kojihub.py.
 */

const id = z.number().int();
const text = z.string();
const orNull = <T extends z.ZodType>(type: T) => type.nullish().transform((value) => value ?? null);

/** listBuilds, getBuild, listTagged. `*_ts` are absent from listTagged. */
export const BuildRow = z.object({
  build_id: id,
  package_name: text,
  version: text,
  release: text,
  epoch: orNull(z.number().int()),
  nvr: text,
  state: z.literal([0, 1, 2, 3, 4]),
  owner_id: id,
  owner_name: text,
  task_id: orNull(id),
  volume_name: text,
  creation_time: text,
  creation_ts: orNull(z.number()),
  start_time: orNull(text),
  completion_time: orNull(text),
  completion_ts: orNull(z.number()),
});
export type BuildRow = z.infer<typeof BuildRow>;

/** A list asked for with countOnly. listBuilds of an unknown package or user answers an empty list all the same. */
export const Count = z.union([z.number().int(), z.array(z.never()).transform(() => 0)]);

/** getBuildType: which kinds of content a build has, by type name. Null: no such build. */
export const BuildTypeRow = z.record(text, z.unknown()).nullable();

/** getTaskInfo, getTaskChildren, listTasks. `request` and `result` only where asked for. */
export const TaskRow = z.object({
  id,
  method: text,
  state: z.literal([0, 1, 2, 3, 4, 5]),
  owner: orNull(id),
  owner_name: orNull(text),
  host_id: orNull(id),
  channel_id: orNull(id),
  parent: orNull(id),
  priority: orNull(z.number().int()),
  label: orNull(text),
  arch: orNull(text),
  create_ts: z.number(),
  start_ts: orNull(z.number()),
  completion_ts: orNull(z.number()),
  request: z.unknown().optional(),
});
export type TaskRow = z.infer<typeof TaskRow>;

/** listArchives(type=image). `checksum_type`: 0 md5, 1 sha1, 2 sha256 (koji.CHECKSUM_TYPES). */
export const ArchiveRow = z.object({
  id,
  build_id: id,
  filename: text,
  size: orNull(z.number().int()),
  checksum: orNull(text),
  checksum_type: orNull(z.literal([0, 1, 2])),
  type_name: text,
  btype: text,
  arch: orNull(text),
  metadata_only: z.boolean(),
});
export type ArchiveRow = z.infer<typeof ArchiveRow>;

/** getArchive: as listArchives, but `arch` stands there only for images. */
export const RpmRow = z.object({
  id,
  name: text,
  version: text,
  release: text,
  epoch: orNull(z.number().int()),
  arch: text,
  size: orNull(z.number().int()),
  build_id: orNull(id),
});
export type RpmRow = z.infer<typeof RpmRow>;

/** listRPMs, of each rpm what tells it from others of its name. */
export const PackageRow = RpmRow.pick({ name: true, epoch: true, version: true, release: true, arch: true });

/** getTag, listTags, getBuildConfig. `arches`: separated by blanks, null or empty where the tag has none of its own. */
export const TagRow = z.object({ id, name: text, arches: orNull(text), locked: z.boolean() });
export type TagRow = z.infer<typeof TagRow>;

export const TargetRow = z.object({
  id,
  name: text,
  build_tag: id,
  build_tag_name: text,
  dest_tag: id,
  dest_tag_name: text,
});
export type TargetRow = z.infer<typeof TargetRow>;

/** getHost, listHosts. `update_ts`: the host's last sign of life; hubs before 1.35 do not send it. */
export const HostRow = z.object({
  id,
  name: text,
  arches: orNull(text),
  enabled: z.boolean(),
  ready: z.boolean(),
  capacity: z.number(),
  task_load: z.number(),
  update_ts: orNull(z.number()),
});
export type HostRow = z.infer<typeof HostRow>;

/** getChannel, listChannels. Hubs before 1.26 know no `enabled`: there a channel is always on. */
export const ChannelRow = z.object({
  id,
  name: text,
  description: orNull(text),
  enabled: z
    .boolean()
    .nullish()
    .transform((value) => value ?? true),
});
export type ChannelRow = z.infer<typeof ChannelRow>;

/** buildReferences, of which only this is read: ids of archives. */
export const ReferencesRow = z.object({ component_of: z.array(id) });

/** getUser. `status`: 1 for somebody who is locked out (koji.USER_STATUS); `usertype`: 0 for a person (koji.USERTYPES). */
export const UserRow = z.object({
  id,
  name: text,
  status: orNull(z.number().int()),
  usertype: orNull(z.number().int()),
});
export type UserRow = z.infer<typeof UserRow>;

/** getBuildLogs. `dir`: `image` or `image/ARCH`; `path`: below the hub's files address. */
export const BuildLogRow = z.object({ name: text, dir: text, path: text });
export type BuildLogRow = z.infer<typeof BuildLogRow>;

/** listTaskOutput(stat=True, all_volumes=True): file name, then volume, then its stat. `st_size` is text. */
export const TaskOutputRows = z.record(text, z.record(text, z.object({ st_size: z.union([text, z.number()]) })));
export type TaskOutputRows = z.infer<typeof TaskOutputRows>;

/** getPackageConfig: a package as a tag has it, inherited settings included. */
export const PackageConfigRow = z.object({ owner_id: id, owner_name: text, blocked: z.boolean(), tag_name: text });
export type PackageConfigRow = z.infer<typeof PackageConfigRow>;

/** listPackages of a tag. */
export const PackageInTagRow = PackageConfigRow.extend({ package_name: text });
export type PackageInTagRow = z.infer<typeof PackageInTagRow>;

/** getRepo: the newest repository of a tag that is ready. `create_ts`: what was in the tag then is in it. */
export const RepoRow = z.object({ id, create_ts: z.number() });
export type RepoRow = z.infer<typeof RepoRow>;

/** getTagGroups. */
export const TagGroupRow = z.object({ name: text });

/** getExternalRepoList: what a tag's repository takes in besides the tag's own packages. */
export const ExternalRepoRow = z.object({ external_repo_name: text });

/** checkTagAccess. `reason`: empty where there is access. */
export const TagAccessRow = z
  .tuple([z.boolean(), z.boolean(), text])
  .transform(([access, override, reason]) => ({ access, override, reason }));

/** getTaskResult(raise_fault=False) of a failed task. */
export const FaultRow = z.object({ faultCode: z.number().int(), faultString: text });
