import { FILES } from "./files.ts";

/** One commit, told by what it takes back: the newest state is the one that is written down. */
export type Step = {
  readonly author: string;
  /** Before the day on which the hub started. */
  readonly daysAgo: number;
  readonly message: string;
  /** The files as they were before; null for those that were not there. */
  readonly before: Readonly<Record<string, string | null>>;
};

const PLASMA = "aurora-live-plasma.ks";
const LIVE_BASE = "aurora-live-base.ks";
const DISK_BASE = "aurora-disk-base.ks";
const TILING = "aurora-live-tiling.ks";
const VSPHERE = "aurora-disk-server-vsphere.ks";
const LEGACY = "aurora-disk-legacy-server.ks";

/** The main branch, newest first; the first commit of all has what is left. */
export const STEPS: readonly Step[] = [
  step("Bob", 6, "plasma: leave the mail programs out", without(PLASMA, "-kdepim-addons\n")),
  step("Alice", 9, "tiling: no sway beside i3", without(TILING, "-@^sway-desktop-environment\n")),
  step("Cleo", 14, "server-vsphere: the tools of its host", without(VSPHERE, "open-vm-tools\n")),
  step("Alice", 20, "l10n: a French Xfce", { "l10n/aurora-live-xfce-fr_FR.ks": null }),
  step("Dora", 27, "disk-base: no packages that others only recommend", without(DISK_BASE, " --exclude-weakdeps")),
  step("Cleo", 31, "disk-base: one set of partitions is enough", {
    "aurora-disk-legacy-partitions.ks": "part /var --size 2000 --fstype ext4\n",
    [LEGACY]: (FILES[LEGACY] ?? "").replace("--timeuot", "--timeout"),
  }),
  step("Bob", 35, "plasma: its packages in a file of their own", {
    "aurora-plasma-packages.ks": null,
    [PLASMA]: (FILES[PLASMA] ?? "")
      .replace("%include aurora-plasma-packages.ks\n", "")
      .replace("kde-l10n", "@^plasma-desktop-environment\nkde-l10n"),
  }),
  step(
    "Alice",
    43,
    "live-base: the machine's id is made on first boot",
    without(LIVE_BASE, "rm -f /etc/machine-id\ntouch /etc/machine-id\n"),
  ),
  step("Cleo", 50, "A greeting where somebody signs in", {
    "snippets/motd.ks": null,
    ...without("aurora-live-rescue.ks", "%include snippets/motd.ks\n"),
    ...without("aurora-disk-server-kvm.ks", "%include snippets/motd.ks\n"),
  }),
];

/** How many commits of main, newest first, a release's branch lacks: it left main before them. */
export const BRANCHES: Readonly<Record<string, number>> = { main: 0, next: 3, au42: 8 };

export const FIRST = { author: "Alice", daysAgo: 65, message: "Kickstarts of Aurora 42" };

/** What a release's branch does first: its packages come from the release. */
export const BRANCHED = { author: "Dora", message: "Packages come from the released branch" };

export const branched = (files: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path,
      text.replace("%include aurora-repo-main.ks", "%include aurora-repo.ks"),
    ]),
  );

function step(author: string, daysAgo: number, message: string, before: Step["before"]): Step {
  return { author, daysAgo, message, before };
}

function without(path: string, part: string): Step["before"] {
  const text = FILES[path] ?? "";
  if (!text.includes(part)) throw new Error(`${path} of the sample has no ${JSON.stringify(part)}.`);
  return { [path]: text.replace(part, "") };
}
