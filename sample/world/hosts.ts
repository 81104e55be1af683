import { FIRST_HOST_USER_ID } from "./people.ts";

export type Channel = {
  readonly id: number;
  readonly name: string;
  readonly description: string | null;
  readonly comment: string | null;
  readonly enabled: boolean;
};

const channel = (id: number, name: string, description: string | null = null, enabled = true): Channel => ({
  id,
  name,
  description,
  comment: enabled ? null : "kept for its history",
  enabled,
});

export const CHANNELS: readonly Channel[] = [
  channel(1, "default"),
  channel(2, "createrepo"),
  channel(3, "maven"),
  channel(4, "livecd"),
  channel(5, "appliance"),
  channel(6, "vm"),
  channel(7, "image"),
  channel(8, "livemedia"),
  channel(9, "image-aarch64", "disk images for aarch64 only"),
  channel(10, "appliance-old", "for armhfp, retired", false),
];

export type Host = {
  readonly id: number;
  readonly userId: number;
  readonly name: string;
  readonly arches: string;
  readonly capacity: number;
  readonly description: string;
  readonly comment: string;
  readonly enabled: boolean;
  readonly ready: boolean;
  /** False for a host that never checked in. */
  readonly seen: boolean;
  readonly channels: readonly string[];
};

const DISK = ["image", "livemedia"] as const;
const WIDE = ["default", "createrepo", "livecd", "appliance", ...DISK] as const;

type Row = readonly [name: string, arches: string, capacity: number, channels: readonly string[]];

const ROWS: readonly Row[] = [
  ["buildvm-x86-01", "x86_64 i386", 6, WIDE],
  ["buildvm-x86-02", "x86_64 i386", 6, WIDE],
  ["buildvm-x86-03", "x86_64 i386", 6, WIDE],
  ["buildhw-x86-01", "x86_64 i386", 16, [...WIDE, "vm"]],
  ["buildhw-x86-02", "x86_64 i386", 16, WIDE],
  ["buildhw-a64-01", "aarch64", 8, ["default", "appliance", "image-aarch64", ...DISK]],
  ["buildhw-a64-02", "aarch64", 8, ["default", "appliance", "image-aarch64", ...DISK]],
  ["buildhw-a64-03", "aarch64", 8, ["default", ...DISK]],
  ["buildvm-ppc64le-01", "ppc64le", 5, ["default", ...DISK]],
  ["buildvm-ppc64le-02", "ppc64le", 5, ["default", ...DISK]],
  ["buildvm-s390x-01", "s390x", 2.5, ["default", ...DISK]],
  ["buildvm-x86-04", "x86_64 i386", 6, WIDE],
  ["buildvm-x86-05", "x86_64 i386", 6, ["default"]],
  ["buildvm-new-01", "x86_64 i386", 6, WIDE],
];

/** Out of service in one way or another; the others are enabled and ready. */
const ODD: Readonly<Record<string, Partial<Host>>> = {
  "buildvm-s390x-01": { comment: "Rechenzentrum Zürich – ⚙" },
  "buildvm-x86-04": { ready: false, comment: "disk full, see the tracker" },
  "buildvm-x86-05": { enabled: false, ready: false, comment: "reinstall" },
  "buildvm-new-01": { ready: false, seen: false },
};

export const HOSTS: readonly Host[] = ROWS.map(([name, arches, capacity, channels], index) => ({
  id: index + 1,
  userId: FIRST_HOST_USER_ID + index,
  name: `${name}.aurora.example.org`,
  arches,
  capacity,
  description: `rack ${(index % 4) + 1}`,
  comment: "",
  enabled: true,
  ready: true,
  seen: true,
  channels,
  ...ODD[name],
}));

export const findHost = (nameOrId: string | number): Host | null =>
  HOSTS.find((host) => host.id === nameOrId || host.name === nameOrId) ?? null;

export const findChannel = (nameOrId: string | number): Channel | null =>
  CHANNELS.find((one) => one.id === nameOrId || one.name === nameOrId) ?? null;

export function channelId(name: string): number {
  const found = findChannel(name);
  if (found === null) throw new Error(`The sample has no channel ${name}: add it to world/hosts.ts.`);
  return found.id;
}

/** Those that take a task of this arch in this channel; `noarch` runs anywhere. */
export const hostsFor = (arch: string, channelName: string): readonly Host[] =>
  HOSTS.filter(
    (host) =>
      host.enabled &&
      host.ready &&
      host.channels.includes(channelName) &&
      (arch === "noarch" || host.arches.split(" ").includes(arch === "i686" ? "i386" : arch)),
  );
