import type { CommandUse, Rule } from "./command-use.ts";
import type { Release } from "../releases.ts";

/*
 * What pykickstart's code asks of commands about disks, beyond what a table can tell. Rules hold in every release that
 * knows the options they are about; where one holds in some only, it says so.
 */

const notBoth =
  (one: string, other: string): Rule =>
  ({ has }) =>
    has(one) && has(other) ? `${one} and ${other} exclude each other: keep one of them.` : null;

const isExisting = ({ has }: CommandUse) => has("--useexisting") || has("--noformat");

const before = ({ family, number }: Release, fedora: number, rhel: number) =>
  number < (family === "RHEL" ? rhel : fedora);

/** RHEL has had no btrfs since 8. */
const withoutBtrfs = ({ release }: CommandUse) => release.family === "RHEL" && release.number >= 8;

const NO_DEVICE = "The name of a device does not begin with -: correct it.";

const NO_BTRFS = "There is no btrfs in RHEL: choose another file system, such as xfs.";

const oneKeyTime = notBoth("--pbkdf-time", "--pbkdf-iterations");

const mkfsOptions: readonly Rule[] = [
  ({ has }) =>
    has("--noformat") && has("--mkfsoptions")
      ? "--mkfsoptions has no effect where --noformat keeps the file system: remove one of them."
      : null,
  notBoth("--fsprofile", "--mkfsoptions"),
];

const hardwareKey: Rule = ({ has, value }) =>
  has("--hw-passphrase") && !(has("--encrypted") && value("--luks-version").startsWith("luks2-"))
    ? "--hw-passphrase is for OPAL drives: add --encrypted and --luks-version=luks2-hw-opal, or remove it."
    : null;

const btrfsFileSystem: Rule = (use) => (withoutBtrfs(use) && use.value("--fstype") === "btrfs" ? NO_BTRFS : null);

const autopart: readonly Rule[] = [
  ({ kept }) =>
    kept.value("--fstype") === "btrfs" ? "btrfs is no --fstype of autopart: write --type=btrfs instead." : null,
  ({ kept }) =>
    kept.value("--nolvm").toLowerCase() === "btrfs" && kept.has("--fstype")
      ? "--type=btrfs leaves no choice of --fstype: remove one of them."
      : null,
  (use) => (withoutBtrfs(use) && use.kept.value("--nolvm").toLowerCase() === "btrfs" ? NO_BTRFS : null),
  notBoth("--noswap", "--hibernation"),
  oneKeyTime,
  hardwareKey,
];

const part: readonly Rule[] = [
  ({ has }) => (has("--resize") && !has("--onpart") ? "--resize needs the partition: add --onpart=DEVICE." : null),
  ({ has }) => (has("--resize") && !has("--size") ? "--resize needs the new size: add --size=MIB." : null),
  ({ has, value }) =>
    value("--fstype") === "tmpfs" && (has("--grow") || has("--maxsize"))
      ? "A tmpfs neither grows nor has a maximum: remove --grow and --maxsize."
      : null,
  (use) => (withoutBtrfs(use) && use.words[0]?.startsWith("btrfs.") === true ? NO_BTRFS : null),
  ...mkfsOptions,
  oneKeyTime,
  hardwareKey,
  btrfsFileSystem,
];

const raid: readonly Rule[] = [
  ({ words: [, ...members], scattered }) =>
    scattered && members.some((word) => word.startsWith("-")) ? NO_DEVICE : null,
  (use) =>
    use.words.length < 2 && !isExisting(use)
      ? "The partitions are missing: name them, or write --useexisting for an array that is there already."
      : null,
  (use) =>
    use.words.length > 1 && isExisting(use)
      ? "An array that is there already has its members: name none of them, or remove --useexisting and --noformat."
      : null,
  (use) =>
    !isExisting(use) && !use.has("--level") ? "The RAID level is missing: add --level=1 or another one." : null,
  (use) =>
    isExisting(use) && use.given("--device") && /^(?:md)?$/.test(use.value("--device"))
      ? "The name of the array is missing: write it behind --device=."
      : null,
  ...mkfsOptions,
  oneKeyTime,
  btrfsFileSystem,
];

const volgroup: readonly Rule[] = [
  (use) =>
    use.words.length === 1 && !isExisting(use)
      ? "The physical volumes are missing: name them, or write --useexisting for a group that is there already."
      : null,
  (use) =>
    use.words.length > 1 && isExisting(use)
      ? "A group that is there already has its members: name none of them, or remove --useexisting and --noformat."
      : null,
  ({ number }) => ((number("--reserved-space") ?? 0) < 0 ? "--reserved-space cannot be negative." : null),
  ({ number }) => {
    const percent = number("--reserved-percent");
    return percent !== null && (percent < 1 || percent > 99) ? "--reserved-percent goes from 1 to 99." : null;
  },
];

const usesCache = ({ has }: CommandUse) => has("--cachesize") || has("--cachemode") || has("--cachepvs");

const logvol: readonly Rule[] = [
  (use) =>
    use.has("--resize") && !isExisting(use) ? "--resize is for volumes that are there: add --useexisting." : null,
  ({ has }) => (has("--resize") && !has("--size") ? "--resize needs the new size: add --size=MIB." : null),
  notBoth("--thin", "--thinpool"),
  ({ has }) => (has("--thin") && !has("--poolname") ? "--thin needs its pool: add --poolname=NAME." : null),
  ({ has }) =>
    (has("--chunksize") || has("--metadatasize")) && !has("--thinpool")
      ? "--chunksize and --metadatasize belong to a thin pool: add --thinpool, or remove them."
      : null,
  (use) =>
    !isExisting(use) && !["--percent", "--size", "--recommended", "--hibernation"].some(use.has)
      ? "The size is missing: add --size=MIB, --percent=N or --recommended, or --useexisting for a volume that is there."
      : null,
  ({ number }) => {
    const percent = number("--percent");
    return percent !== null && (percent < 0 || percent > 100) ? "--percent goes from 0 to 100." : null;
  },
  notBoth("--size", "--percent"),
  (use) =>
    usesCache(use) && isExisting(use) ? "A volume that is there already gets no cache: remove its options." : null,
  (use) => (usesCache(use) && use.has("--thin") ? "A thin volume gets no cache: remove its options." : null),
  (use) =>
    usesCache(use) && !use.has("--cachepvs") ? "A cache needs its physical volumes: add --cachepvs=A,B." : null,
  (use) => (usesCache(use) && !use.has("--cachesize") ? "A cache needs a size: add --cachesize=MIB." : null),
  ({ value, has }) =>
    has("--cachemode") && !["writeback", "writethrough"].includes(value("--cachemode"))
      ? "--cachemode is writeback or writethrough."
      : null,
  ...mkfsOptions,
  oneKeyTime,
  btrfsFileSystem,
];

const btrfs: readonly Rule[] = [
  ({ words }) => (words.some((word) => word.startsWith("-")) ? NO_DEVICE : null),
  ({ has }) => (has("--subvol") && !has("--name") ? "A subvolume needs a name: add --name=NAME." : null),
  (use) =>
    isExisting(use) && use.has("--mkfsoptions")
      ? "--mkfsoptions has no effect on a volume that is there already: remove it."
      : null,
];

const mount: readonly Rule[] = [
  ({ words: [, point = "/"] }) =>
    point.toLowerCase() !== "none" && !point.startsWith("/") ? "The mount point begins with /, or is none." : null,
  ({ given, has }) =>
    has("--mkfsoptions") && !given("--reformat") ? "--mkfsoptions needs --reformat: add it, or remove both." : null,
];

const snapshot: readonly Rule[] = [
  ({ words: [origin = ""] }) =>
    /^[^/]+\/[^/]+$/.test(origin) ? null : "The origin is written as volume group/logical volume.",
];

const ignoredisk: readonly Rule[] = [
  ({ release, has, kept }) => {
    const ways = [kept.has("--drives"), kept.has("--only-use"), before(release, 29, 8) && has("--interactive")].filter(
      Boolean,
    ).length;
    if (ways === 1) return null;
    return ways === 0
      ? "The disks are missing: add --drives=A,B or --only-use=A,B."
      : "--drives and --only-use exclude each other, even in several lines: keep one of them.";
  },
];

const nvdimm: readonly Rule[] = [
  notBoth("--namespace", "--blockdevs"),
  ({ words: [action], has }) =>
    action === "reconfigure" && !has("--namespace") ? "reconfigure needs --namespace=NAME: add it." : null,
  ({ words: [action], has }) =>
    action === "reconfigure" && !has("--sectorsize") ? "reconfigure needs --sectorsize=BYTES: add it." : null,
  ({ words: [action], has }) =>
    action === "use" && !has("--namespace") && !has("--blockdevs")
      ? "use needs --namespace=NAME or --blockdevs=A,B: add one."
      : null,
];

const zfcp: readonly Rule[] = [
  ({ release, has }) =>
    before(release, 37, 9) || has("--devnum") ? null : "--devnum is empty: write the number of the device behind it.",
  ({ release, has }) =>
    before(release, 37, 9) || has("--wwpn") === has("--fcplun")
      ? null
      : "--wwpn and --fcplun belong together: give both, or --devnum alone.",
];

export const STORAGE_RULES: Readonly<Record<string, readonly Rule[]>> = {
  autopart,
  part,
  raid,
  volgroup,
  logvol,
  btrfs,
  mount,
  snapshot,
  ignoredisk,
  nvdimm,
  zfcp,
};
