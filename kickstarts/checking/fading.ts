import type { Release } from "../releases.ts";

/** What is on its way out: still has its effect, but a later release warns of it or refuses it. */
type Fading = {
  readonly command: string;
  /** Null: the command itself. */
  readonly option: string | null;
  readonly instead: string;
  readonly from: { readonly Fedora: number; readonly RHEL: number };
};

/** The releases from which pykickstart says so. */
const FADING: readonly Fading[] = [
  { command: "auth", option: null, instead: "use authselect", from: { Fedora: 28, RHEL: 8 } },
  { command: "timezone", option: "--isUtc", instead: "write --utc", from: { Fedora: 32, RHEL: 9 } },
  {
    command: "timezone",
    option: "--ntpservers",
    instead: "use timesource --ntp-server",
    from: { Fedora: 33, RHEL: 9 },
  },
  { command: "timezone", option: "--nontp", instead: "use timesource --ntp-disable", from: { Fedora: 33, RHEL: 9 } },
  { command: "%packages", option: "--instLangs", instead: "write --inst-langs", from: { Fedora: 32, RHEL: 9 } },
  {
    command: "%packages",
    option: "--excludeWeakdeps",
    instead: "write --exclude-weakdeps",
    from: { Fedora: 32, RHEL: 9 },
  },
];

/** What to write instead; null for what stays, and in releases that do not speak of it. */
export function fading(release: Release, command: string, option: string | null): string | null {
  const found = FADING.find((each) => each.command === command && each.option === option);
  return found !== undefined && release.number >= found.from[release.family] ? found.instead : null;
}

/** What to write instead, in whatever release; null where nothing is known. */
export const successorOfOption = (command: string, option: string): string | null =>
  FADING.find((each) => each.command === command && each.option === option)?.instead ?? null;

const SUCCESSORS: ReadonlyMap<string, string> = new Map([
  ["auth", "use authselect"],
  ["authconfig", "use authselect"],
  ["install", "remove it, as installing is all there is to do"],
  ["upgrade", "remove it, and upgrade with dnf system-upgrade"],
  ["vnc", "use rdp, or the boot option inst.rdp"],
  ["module", "remove it, as there are no modules any more"],
  ["interactive", "remove it"],
  ["monitor", "remove it, and set the monitor up in %post"],
  ["langsupport", "write lang --addsupport"],
  ["lilo", "use bootloader"],
  ["method", "name the source itself: url, nfs, harddrive or cdrom"],
]);

/** What to do about a command that a release no longer has; null for one that can just be removed. */
export const successorOfCommand = (name: string): string | null => SUCCESSORS.get(name) ?? null;
