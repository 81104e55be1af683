import type { CommandUse } from "./command-use.ts";

/** What tells one use from another: of two with the same, pykickstart warns. Null for a use that may be repeated. */
type Identity = (use: CommandUse) => string | null;

const first: Identity = ({ words: [word = ""] }) => word;

const by =
  (...options: readonly string[]): Identity =>
  ({ value }) =>
    options.map(value).join(" ");

/** By command; those that are not here may be repeated without a word. */
export const IDENTITIES: Readonly<Record<string, Identity>> = {
  part: ({ words: [point = ""] }) => (point === "swap" ? null : point),
  logvol: by("--vgname", "--name"),
  volgroup: first,
  btrfs: first,
  raid: ({ value }) => value("--device").replace(/^md/, ""),
  repo: by("--name"),
  user: by("--name"),
  group: by("--name"),
  sshpw: by("--username"),
  sshkey: by("--username"),
  network: by("--device"),
  fcoe: by("--nic"),
  zfcp: by("--devnum", "--wwpn", "--fcplun"),
  device: first,
  dmraid: ({ value, values }) => [value("--name").split("/").at(-1), ...values("--dev")].join(" "),
  nvdimm: ({ words: [action = ""], value }) => [action, value("--namespace"), value("--blockdevs")].join(" "),
};

/** Those that pykickstart refuses instead. */
export const UNIQUE: Readonly<Record<string, Identity>> = {
  snapshot: by("--name"),
  multipath: by("--device"),
};
