import type { Release } from "./releases.ts";

export type Method =
  | "livecd"
  | "appliance"
  | "livemedia"
  | "image"
  | "indirectionimage"
  | "kiwiBuild"
  | "osbuildImage"
  | "imageBuilderBuild"
  | "dudBuild";

/**
 * How an image has been doing, counted from the moment the hub started. `steady` passes but for bad luck; `partial`
 * loses an optional arch often; `shaky` failed three nights for another reason each, and recovered;
 * `newcomer` is being built for the first time when the hub starts, `latecomer` has a builder then that has not begun; `split` fails on main and passes on next; `unborn` dies before Koji makes a build.
 */
export type Story =
  | "steady"
  | "partial"
  | "partial-canceled"
  | "shaky"
  | "broken"
  | "stale"
  | "split"
  | "unborn"
  | "canceled"
  | "newcomer"
  | "latecomer"
  | "never"
  | "archived";

export type Image = {
  readonly name: string;
  /** Its package id. */
  readonly id: number;
  readonly method: Method;
  readonly arches: readonly string[];
  readonly optional: readonly string[];
  /** Koji archive type names of what one arch yields. */
  readonly formats: readonly string[];
  /** Of the main file of x86_64. */
  readonly megabytes: number;
  /** What one arch takes on a calm builder. */
  readonly minutes: number;
  /** How many source packages it is made from. */
  readonly components: number;
  readonly group: string;
  /** Koji's package owner. */
  readonly owner: string;
  readonly releases: readonly Release["name"][];
  readonly story: Story;
  /** What the catalogue calls production; null for an image it does not list. */
  readonly stage: "production" | "test" | null;
};

type Options = Partial<Pick<Image, "optional" | "formats" | "releases" | "story" | "stage" | "components">>;
type Row = readonly [
  method: Method,
  name: string,
  arches: string,
  megabytes: number,
  minutes: number,
  group: string,
  owner: string,
  options?: Options,
];

const MAIN_NEXT = { releases: ["main", "next"] } as const;

// prettier-ignore
const ROWS: readonly Row[] = [
  ["livemedia", "Aurora-Desktop-Live", "x86_64 aarch64 ppc64le", 2690, 74, "desktop-sig", "desktop-wg", { ...MAIN_NEXT, optional: ["ppc64le"], components: 310 }],
  ["livemedia", "Aurora-Plasma-Live", "x86_64 aarch64", 2580, 70, "kde-sig", "alice", { ...MAIN_NEXT, components: 300 }],
  ["livemedia", "Aurora-Xfce-Live", "x86_64 aarch64", 1890, 52, "desktop-sig", "alice", { optional: ["aarch64"], story: "partial" }],
  ["livemedia", "Aurora-LXQt-Live", "x86_64 aarch64", 1760, 50, "desktop-sig", "alice", { story: "archived" }],
  ["livemedia", "Aurora-Cinnamon-Live", "x86_64 aarch64", 2210, 58, "desktop-sig", "alice"],
  ["livemedia", "Aurora-MATE-Live", "x86_64 aarch64", 2040, 55, "desktop-sig", "alice", { story: "stale" }],
  ["livemedia", "Aurora-Sway-Live", "x86_64 aarch64", 1690, 48, "desktop-sig", "alice", { story: "latecomer" }],
  ["livemedia", "Aurora-Tiling-Live", "x86_64 aarch64", 1650, 47, "desktop-sig", "alice", { story: "broken" }],
  ["livemedia", "Aurora-Astronomy-Live", "x86_64 aarch64", 3420, 88, "labs-sig", "bob"],
  ["livemedia", "Aurora-Science-Live", "x86_64 aarch64", 4710, 102, "labs-sig", "bob", { story: "split", releases: ["main", "next"], components: 330 }],
  ["livemedia", "Aurora-Robotics-Live", "x86_64 aarch64", 2990, 80, "labs-sig", "bob", { optional: ["aarch64"], story: "partial-canceled" }],
  ["livemedia", "Aurora-Games-Live", "x86_64 aarch64", 4230, 95, "labs-sig", "bob"],
  ["livemedia", "Aurora-Music-Live", "x86_64 aarch64", 3050, 78, "labs-sig", "erin", { stage: "test" }],
  ["livemedia", "Aurora-Design-Live", "x86_64 aarch64", 2870, 75, "labs-sig", "erin", { story: "unborn" }],
  ["livemedia", "Aurora-Security-Live", "x86_64 aarch64", 2510, 66, "labs-sig", "bob", { story: "canceled" }],
  ["livemedia", "Aurora-Edu-Live", "x86_64 aarch64", 3310, 84, "labs-sig", "erin", { stage: "test", story: "never" }],
  ["livecd", "Aurora-Live-Retro", "x86_64", 690, 41, "labs-sig", "bob", { releases: ["main", "au42"], components: 190 }],
  ["livecd", "Aurora-Live-Rescue", "x86_64", 640, 38, "labs-sig", "bob", { components: 150, story: "shaky" }],
  ["appliance", "Aurora-Minimal", "aarch64", 780, 45, "arm-sig", "dave", { ...MAIN_NEXT, components: 160 }],
  ["appliance", "Aurora-IoT-Board", "aarch64", 910, 49, "arm-sig", "dave", { components: 180, story: "shaky" }],
  ["image", "Aurora-Server-KVM", "x86_64 aarch64", 630, 62, "cloud-sig", "carol", { ...MAIN_NEXT, formats: ["qcow2"], components: 210 }],
  ["image", "Aurora-Cloud-Vagrant", "x86_64 aarch64", 540, 68, "cloud-sig", "carol", { formats: ["raw-xz", "vagrant-libvirt", "vagrant-virtualbox"], components: 190 }],
  ["image", "Aurora-Server-vSphere", "x86_64", 2410, 71, "cloud-sig", "carol", { formats: ["qcow2", "vmdk"], components: 210, story: "shaky" }],
  ["image", "Aurora-Legacy-Server", "x86_64", 700, 60, "cloud-sig", "carol", { releases: ["au42"], formats: ["qcow2"], components: 200, story: "stale" }],
  ["indirectionimage", "Aurora-Layered-Web", "x86_64", 820, 43, "cloud-sig", "frank", { formats: ["qcow2"], components: 220, stage: "test" }],
  ["kiwiBuild", "Aurora-Cloud-Generic", "x86_64 aarch64 ppc64le s390x", 500, 56, "cloud-sig", "carol", { ...MAIN_NEXT, optional: ["ppc64le", "s390x"], formats: ["qcow2"], components: 170, story: "partial" }],
  ["kiwiBuild", "Aurora-Cloud-Azure", "x86_64 aarch64", 610, 58, "cloud-sig", "carol", { formats: ["vhdx-compressed"], components: 175 }],
  ["kiwiBuild", "Aurora-Cloud-EC2", "x86_64 aarch64", 560, 57, "cloud-sig", "frank", { formats: ["raw-xz"], components: 172, story: "shaky" }],
  ["kiwiBuild", "Aurora-Cosmic-Live", "x86_64 aarch64", 2320, 77, "desktop-sig", "alice", { formats: ["iso"], components: 280 }],
  ["kiwiBuild", "Aurora-Budgie-Live", "x86_64 aarch64", 2190, 73, "desktop-sig", "alice", { formats: ["iso"], components: 270, story: "newcomer", stage: "test" }],
  ["osbuildImage", "Aurora-Edge-Simplified", "x86_64 aarch64", 1480, 54, "atomic-sig", "frank", { formats: ["iso"], components: 200 }],
  ["osbuildImage", "Aurora-Atomic-Raw", "x86_64 aarch64", 1320, 51, "atomic-sig", "frank", { formats: ["raw-xz"], components: 200 }],
  ["imageBuilderBuild", "Aurora-WSL-Base", "x86_64 aarch64", 120, 36, "cloud-sig", "frank", { formats: ["wsl"], components: 110 }],
  ["imageBuilderBuild", "Aurora-IoT-Raw", "x86_64 aarch64", 980, 47, "atomic-sig", "frank", { ...MAIN_NEXT, formats: ["raw-xz"], components: 180 }],
  ["imageBuilderBuild", "Aurora-Image-Mode", "x86_64 aarch64", 1110, 50, "atomic-sig", "frank", { formats: ["qcow2"], components: 190, stage: null }],
  ["dudBuild", "Aurora-Drivers-Storage", "x86_64 aarch64", 0.4, 35, "releng", "releng", { components: 12, stage: "test" }],
];

/** Listed in the tags, but blocked: every try to build it dies at once. */
export const BLOCKED_IMAGE = "Aurora-Blocked-Live";

export const IMAGES: readonly Image[] = ROWS.map(
  ([method, name, arches, megabytes, minutes, group, owner, options], index) => ({
    name,
    id: index + 1,
    method,
    arches: arches.split(" "),
    optional: [],
    formats: ["iso"],
    megabytes,
    minutes,
    components: 230,
    group,
    owner,
    releases: ["main"],
    story: "steady",
    stage: "production",
    ...options,
  }),
);

/** The images of a world. */
export type ImageTable = {
  readonly all: readonly Image[];
  /** Those that take part in the work of the day besides the night's: without a story of their own. */
  readonly ordinary: readonly Image[];
  /** Those that somebody might build for a try. */
  readonly scratched: readonly Image[];
  readonly find: (name: string) => Image | null;
};

export function imageTable(all: readonly Image[]): ImageTable {
  const byName = new Map(all.map((image) => [image.name, image]));
  const some = (test: (image: Image) => boolean) => (all.some(test) ? all.filter(test) : all);
  return {
    all,
    ordinary: some(({ story }) => story === "steady" || story === "partial"),
    scratched: some(({ method, owner }) => method !== "osbuildImage" && owner !== "desktop-wg" && owner !== "releng"),
    find: (name) => byName.get(name) ?? null,
  };
}
