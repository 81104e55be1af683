/*
 * The names of what a hub's lists hold, as Koji's source has them, each time that they changed, the newest first. A list
 * without names has their values in alphabetical order (kojihub/db.py, QueryProcessor).
 */

const sorted = (names: string): readonly string[] => names.trim().split(/\s+/u).toSorted();

const BUILD = `
  build_id completion_time completion_ts creation_event_id creation_time creation_ts epoch extra name nvr owner_id
  owner_name package_id package_name release source start_time start_ts state task_id version volume_id volume_name`;
const BUILDS = [`${BUILD} draft promoter_id promoter_name promotion_time promotion_ts`, BUILD];

/** listBuilds: as of Koji 1.34, and before. Of builds of images the hub reads the id twice, which shows in lists only. */
export const BUILD_COLUMNS = [...BUILDS.map(sorted), ...BUILDS.map((names) => sorted(`${names} build_id`))];

/** listArchives of images: as of Koji 1.26. */
export const IMAGE_ARCHIVE_COLUMNS = [
  sorted(`
    arch btype btype_id build_id buildroot_id checksum checksum_type compression_type extra filename id metadata_only
    size type_description type_extensions type_id type_name`),
];

const RPM = `
  arch build_id buildroot_id buildtime epoch external_repo_id external_repo_name extra id metadata_only name nvr
  payloadhash release size version`;

/** listRPMs of a file: as of Koji 1.34, and before. */
export const RPM_COLUMNS = [sorted(`${RPM} draft`), sorted(RPM)];

/** listTasks: as of Koji 1.20 at least. */
export const TASK_COLUMNS = [
  sorted(`
    arch awaited channel_id completion_time completion_ts create_time create_ts host_id id label method owner
    owner_name owner_type parent priority request result start_time start_ts state waiting weight`),
];
