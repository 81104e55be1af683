import type { Rule } from "./command-use.ts";
import { listed, parseInteger } from "../options/option-value.ts";

/*
 * What pykickstart's code asks of all commands but those about disks, beyond what a table can tell.
 */

/** `fewest` of the options must say something, and no more than one. */
const oneOf =
  (fewest: 0 | 1, ...options: string[]): Rule =>
  (use) => {
    const known = options.filter((option) => use.knows(option));
    const used = known.filter(use.has);
    if (used.length > 1) return `${listed(used).replace(" or ", " and ")} exclude each other: keep one of them.`;
    return used.length < fewest ? `One of ${listed(known)} is needed: add it.` : null;
  };

const bootloader: readonly Rule[] = [
  ({ value }) => (value("--boot-drive").includes(",") ? "--boot-drive names one drive: remove the others." : null),
  oneOf(0, "--sdboot", "--extlinux"),
];

const driverdisk: readonly Rule[] = [
  ({ words, has }) => {
    const ways = [words.length > 0, has("--source"), has("--biospart")].filter(Boolean).length;
    if (ways === 1) return null;
    return ways === 0
      ? "It needs a partition, --source=ADDRESS or --biospart=PARTITION."
      : "A partition, --source and --biospart exclude each other: keep one of them.";
  },
];

const harddrive: readonly Rule[] = [
  ({ knows, kept }) =>
    knows("--biospart") && kept.given("--biospart") === kept.given("--partition")
      ? "One of --partition and --biospart is needed, and not both."
      : null,
];

const keyboard: readonly Rule[] = [
  ({ words, has, kept }) =>
    words.length > 0 || has("--vckeymap") || kept.has("--xlayouts")
      ? null
      : "The layout is missing: add --xlayouts=us or --vckeymap=us.",
];

const logging: readonly Rule[] = [
  ({ kept }) => (kept.has("--port") && !kept.has("--host") ? "--port needs the host: add --host=NAME." : null),
];

const DNS_OPTIONS = ["--ipv4-dns-search", "--ipv6-dns-search", "--ipv4-ignore-auto-dns", "--ipv6-ignore-auto-dns"];

const network: readonly Rule[] = [
  ({ has }) => (has("--bridgeopts") && !has("--bridgeslaves") ? "--bridgeopts needs --bridgeslaves: add it." : null),
  ({ has, value }) =>
    has("--bridgeopts") &&
    !value("--bridgeopts")
      .split(",")
      .every((option) => /^[^=]*=[^=]+$/s.test(option))
      ? "--bridgeopts is written as key=value,key=value."
      : null,
  ({ has, value }) =>
    value("--bindto") === "mac" && has("--vlanid") && !has("--bondopts")
      ? "A VLAN cannot be bound to a MAC address: remove --bindto."
      : null,
  ({ has }) => {
    const used = has("--device") ? undefined : DNS_OPTIONS.find(has);
    return used === undefined ? null : `${used} needs the device: add --device=NAME.`;
  },
  ({ release, value }) => (release.name === "RHEL7" ? wrongInterfaceName(value("--interfacename")) : null),
];

/** VLANs are named vlanN, vlan.N is not allowed, or name.N. */
function wrongInterfaceName(name: string): string | null {
  const [prefix, ...rest] = name.split(".");
  const afterDot = rest.length === 0 ? null : rest.join(".");
  if (afterDot !== null && prefix === "vlan")
    return "An --interfacename cannot begin with vlan. : name the parent device.";
  const ids = [afterDot, name.startsWith("vlan") ? name.slice(4) : null].filter((id) => id !== null);
  const number = ids.length === 0 ? null : parseInteger(ids.at(-1) ?? "");
  if (ids.some((id) => parseInteger(id) === null)) return "The VLAN's number is missing from --interfacename.";
  return number !== null && (number < 0 || number > 4095) ? "A VLAN's number goes from 0 to 4095." : null;
}

const timezone: readonly Rule[] = [
  ({ words, empty }) =>
    empty && words.length === 0 ? "The time zone is missing: add one, such as Europe/Prague." : null,
  ({ has, kept }) =>
    has("--nontp") && kept.has("--ntpservers")
      ? "--nontp and --ntpservers exclude each other, even in several lines: keep one of them."
      : null,
];

export const SYSTEM_RULES: Readonly<Record<string, readonly Rule[]>> = {
  bootloader,
  driverdisk,
  harddrive,
  install: [
    ({ given, value }) =>
      given("--root-device") && value("--root-device") === "" ? "--root-device is empty: name the device." : null,
  ],
  keyboard,
  logging,
  network,
  ostreesetup: [
    ({ given, value }) =>
      given("--url") && !/^(?:file|https?):/.test(value("--url"))
        ? "--url begins with http:, https: or file: here."
        : null,
  ],
  repo: [oneOf(0, "--baseurl", "--mirrorlist", "--metalink")],
  rescue: [oneOf(0, "--nomount", "--romount")],
  rhsm: [({ values }) => (values("--activation-key").includes("") ? "An activation key is empty: remove it." : null)],
  rootpw: [
    ({ words: [password = ""], has }) =>
      password === "" && !has("--lock") ? "The password is missing: add it, or --lock for none." : null,
  ],
  services: [
    ({ kept }) =>
      kept.has("--enabled") || kept.has("--disabled")
        ? null
        : "Services are missing: add --enabled=A,B or --disabled=A,B.",
  ],
  sshpw: [
    ({ scattered }) => (scattered ? "The password is in several places: put it behind the options, in quotes." : null),
  ],
  device: [
    ({ words }) =>
      words.some((word) => word.startsWith("-")) ? "The name of a module does not begin with -: correct it." : null,
  ],
  timesource: [oneOf(1, "--ntp-server", "--ntp-pool", "--ntp-disable")],
  timezone,
  url: [oneOf(1, "--url", "--mirrorlist", "--metalink")],
};
