/** Texts by path; null for what is not there. */
type Files = Readonly<Record<string, string | null>>;

/** One commit, told by what it takes back: the newest state is the one that is written down. */
export type Step = {
  readonly author: string;
  /** Before the day on which the hub started. */
  readonly daysAgo: number;
  readonly message: string;
  /** Of the files as they are after it: those that it changed, as they were before. */
  readonly before: (files: Files) => Files;
};

const PLASMA = "aurora-live-plasma.ks";
const LIVE_BASE = "aurora-live-base.ks";
const DISK_BASE = "aurora-disk-base.ks";
const LEGACY = "aurora-disk-legacy-server.ks";

/** The main branch, newest first; the first commit of all has what is left. */
export const STEPS: readonly Step[] = [
  step("Bob", 2, "plasma: leave the mail programs out", without(PLASMA, "-kdepim-addons\n")),
  step("Alice", 4, "tiling: no sway beside i3", without("aurora-live-tiling.ks", "-@^sway-desktop-environment\n")),
  step("Cleo", 5, "server-vsphere: the tools of its host", without("aurora-disk-server-vsphere.ks", "open-vm-tools\n")),
  step("Alice", 6, "l10n: a French Xfce", () => ({ "l10n/aurora-live-xfce-fr_FR.ks": null })),
  step("Bob", 8, "plasma: its packages in a file of their own", (files) => ({
    "aurora-plasma-packages.ks": null,
    ...replaced(
      files,
      PLASMA,
      ["%include aurora-plasma-packages.ks\n", ""],
      ["kde-l10n", "@^plasma-desktop-environment\nkde-l10n"],
    ),
  })),
  step("Dora", 10, "disk-base: no packages that others only recommend", without(DISK_BASE, " --exclude-weakdeps")),
  step("Cleo", 15, "disk-base: one set of partitions is enough", (files) => ({
    "aurora-disk-legacy-partitions.ks": "part /var --size 2000 --fstype ext4\n",
    ...replaced(files, LEGACY, ["--timeuot", "--timeout"]),
  })),
  step(
    "Alice",
    24,
    "live-base: the machine's id is made on first boot",
    without(LIVE_BASE, "rm -f /etc/machine-id\ntouch /etc/machine-id\n"),
  ),
  step("Cleo", 38, "A greeting where somebody signs in", (files) => ({
    "snippets/motd.ks": null,
    ...replaced(files, "aurora-live-rescue.ks", ["%include snippets/motd.ks\n", ""]),
    ...replaced(files, "aurora-disk-server-kvm.ks", ["%include snippets/motd.ks\n", ""]),
  })),
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
  return (files) => replaced(files, path, [part, ""]);
}

function replaced(files: Files, path: string, ...changes: readonly (readonly [from: string, to: string])[]): Files {
  const text = changes.reduce((before, [from, to]) => {
    if (!before.includes(from)) throw new Error(`${path} of the sample has no ${JSON.stringify(from)}.`);
    return before.replace(from, to);
  }, files[path] ?? "");
  return { [path]: text };
}
