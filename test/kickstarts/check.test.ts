import { describe, expect, test } from "vitest";
import { checkKickstart } from "../../kickstarts/check.ts";
import { isValid } from "../../kickstarts/problem.ts";
import { readKickstart } from "../../kickstarts/read-kickstart.ts";
import { allReleases, LATEST_RELEASE, RELEASES, releaseNamed } from "../../kickstarts/releases.ts";
import { MADE_KICKSTARTS } from "../support/kickstarts.ts";
import { problemsIn, readFiles, summary } from "../support/read-files.ts";

/** The codes of what is wrong with some lines. */
const codes = (lines: string, release: string) => problemsIn(`${lines}\n`, release).map(({ code }) => code);

/** What is told of the first problem. */
const message = (lines: string, release: string) => problemsIn(`${lines}\n`, release)[0]?.message;

describe("releases", () => {
  test("are those of Fedora from 21 and of RHEL from 7 on", () => {
    expect(RELEASES).toEqual([
      ...Array.from({ length: 25 }, (_, index) => `F${index + 21}`),
      "RHEL7",
      "RHEL8",
      "RHEL9",
      "RHEL10",
      "RHEL11",
    ]);
  });

  test.each([
    ["F43", "F43"],
    ["f43", "F43"],
    ["fedora-43", "F43"],
    [" 43 ", "F43"],
    ["rhel9", "RHEL9"],
    ["RHEL-10", "RHEL10"],
    ["rawhide", LATEST_RELEASE],
    ["DEVEL", LATEST_RELEASE],
    ["F20", null],
    ["F999", null],
    ["constructor", null],
    ["", null],
  ])("%j names %s", (text, name) => expect(releaseNamed(text)?.name ?? null).toBe(name));

  test("all know what never changed, and build on the one before", () => {
    for (const { name, commands } of allReleases()) {
      expect(commands.get("lang"), name).toMatchObject({ count: "1..1" });
      expect(commands.get("partition"), name).toBe(commands.get("part"));
      expect(commands.get("%packages")?.options, name).toHaveProperty("--excludedocs");
    }
  });
});

describe("commands come and go", () => {
  test.each([
    ["install", { F28: [], F29: ["deprecated-command"], F34: ["removed-command"], RHEL9: ["removed-command"] }],
    ["upgrade", { F21: ["deprecated-command"], F29: ["removed-command"], F45: ["unknown-command"] }],
    [
      "auth --useshadow",
      { F27: [], F28: ["deprecated-command"], F35: ["removed-command"], RHEL8: ["deprecated-command"] },
    ],
    ["zipl", { F31: ["unknown-command"], F32: [], RHEL8: [], RHEL7: ["unknown-command"] }],
    ["rdp --username=x", { F42: ["unknown-command"], F43: [], RHEL10: [] }],
    ["syspurpose --role=x", { F45: ["unknown-command"], RHEL7: ["unknown-command"], RHEL8: [] }],
    ["btrfs / x", { F45: [], RHEL7: [], RHEL8: ["deprecated-command"], RHEL10: ["removed-command"] }],
    ["vnc", { F42: [], F43: ["deprecated-command"], F45: ["removed-command"] }],
    ["method", { F33: ["unknown-command"], F34: ["deprecated-command"], F40: ["removed-command"] }],
  ])("%s", (line, expected) => {
    expect(Object.fromEntries(Object.keys(expected).map((release) => [release, codes(line, release)]))).toEqual(
      expected,
    );
  });

  test("an unknown one is told with what may be meant, or who knows it", () => {
    expect(message("frobnicate", "F43")).toBe(
      `F43 knows no command "frobnicate": remove it; lines of a script belong between %post and %end.`,
    );
    expect(message("langg de", "F43")).toBe(`F43 knows no command "langg": did you mean lang?`);
    expect(message("pakages", "F43")).toBe(`F43 knows no command "pakages": did you mean %packages?`);
    expect(message("rdp", "F40")).toContain("F43 to F45 and RHEL10 to RHEL11 do");
    expect(message("install", "F43")).toContain("installing is all there is to do");
    expect(message("toString", "F43")).toContain(`"toString": remove it`);
  });
});

describe("options come and go", () => {
  test.each([
    ["part /x --size=1 --active", { F28: [], F29: ["deprecated-option"], F34: ["removed-option"] }],
    [
      "part /x --size=1 --hw-passphrase=x --encrypted --luks-version=luks2-hw-opal",
      { F40: ["unknown-option"], F41: [] },
    ],
    ["bootloader --extlinux --sdboot", { F38: ["unknown-option"], F39: ["wrong-options"] }],
    [
      "timezone Etc/UTC --isUtc",
      { F31: [], F32: ["deprecated-option"], F40: ["deprecated-option"], RHEL10: ["removed-option"] },
    ],
    ["repo --name=a --metalink=x", { F26: ["unknown-option"], F27: [], RHEL7: ["unknown-option"], RHEL8: [] }],
    ["logging --level=debug", { F33: [], F34: ["deprecated-option"], F40: ["removed-option"] }],
  ])("%s", (line, expected) => {
    expect(Object.fromEntries(Object.keys(expected).map((release) => [release, codes(line, release)]))).toEqual(
      expected,
    );
  });

  test("%packages", () => {
    const header = (options: string, release: string) => codes(`%packages ${options}\n%end`, release);
    expect(["F21", "F22"].map((release) => header("--nobase", release))).toEqual([
      ["deprecated-option"],
      ["removed-option"],
    ]);
    expect(["F31", "F32", "RHEL8"].map((release) => header("--ignorebroken", release))).toEqual([
      ["unknown-option"],
      [],
      ["unknown-option"],
    ]);
    expect(["F31", "F32", "F40", "RHEL10"].map((release) => header("--instLangs=de", release))).toEqual([
      [],
      ["deprecated-option"],
      ["deprecated-option"],
      ["removed-option"],
    ]);
    expect(header("--default --nocore", "F43")).toEqual(["wrong-options"]);
    expect(header("--timeout=soon", "F43")).toEqual(["wrong-value"]);
    expect(header("vim", "F43")).toEqual(["unexpected-argument"]);
  });

  test("an unknown one is told with what may be meant, or who knows it", () => {
    expect(message("part / --sise=1", "F43")).toBe(`part has no option "--sise" in F43: did you mean --size?`);
    expect(message("part / --noformatt", "F43")).toContain("did you mean --noformat?");
    expect(message("reboot --kexec", "F22")).toContain("F23 to F45 and RHEL8 to RHEL11 do");
    expect(message("%packages --instlangs=de\n%end", "F43")).toContain("did you mean --inst-langs?");
    expect(message("bootloader extlinux", "F22")).toBe(
      `bootloader has no place for "extlinux": did you mean --extlinux?`,
    );
    expect(message("%pre --nochroot\n%end", "F43")).toContain("remove --nochroot");
  });
});

describe("options are read as pykickstart reads them", () => {
  test.each([
    "part / --si=1",
    "part / --size 1",
    "part --size=-1 /",
    "part / --size ' 1_000 '",
    "bootloader --append '-quiet rhgb'",
    "network --onboot=ON",
    "autopart --type=LVM",
    "raid / --device=md0 --level=raid1 --fstype=ext4 a b",
    "raid / a b --device=md0 --level=1",
    "lang -- de",
    "mount /dev/x none --reformat",
    "mount --reformat=xfs --mkfsoptions=-K /dev/x /",
    "firewall --enable --port=1:tcp --port=2:udp --ssh",
    "rootpw --lock",
    "reboot",
    "halt",
    "text --non-interactive",
    "ostreesetup --osname=a --url=https://x --ref=b",
    "realm join --client-software=sssd example.org",
    "volgroup vg pv.01 --pesize=4096",
    "snapshot vg/lv --name=x --when=Post-Install",
  ])("%s is fine", (line) => expect(problemsIn(`${line}\n`, "F43")).toEqual([]));

  test.each([
    ["part / --size", "missing-value"],
    ["part / --size=", "wrong-value"],
    ["part / --size=1.5", "wrong-value"],
    ["part / --size --grow", "missing-value"],
    ["part / --fs=x", "ambiguous-option"],
    ["part --size=1", "missing-argument"],
    ["part / /home --size=1", "unexpected-argument"],
    ["part / --size=1 \\", "unexpected-argument"],
    ["network --onboot=maybe", "wrong-value"],
    ["network --bootproto=DHCP", "wrong-value"],
    ["firewall --enable=yes", "unexpected-value"],
    ["cmdline --non-interactive", "unknown-option"],
    ["user --password=x", "missing-option"],
    ["skipx now", "unexpected-argument"],
    ["skipx --", "unknown-option"],
    ["  realm join example.org", "wrong-options"],
    ["realm join example.org # comment", "wrong-options"],
    ["realm join --no-password=x example.org", "wrong-options"],
    ["realm leave", "wrong-options"],
  ])("%s is not: %s", (line, code) => expect(codes(line, "F43")).toEqual([code]));
});

describe("rules beyond tables", () => {
  test.each([
    ["autopart --fstype=btrfs", "F43"],
    ["autopart --type=btrfs --fstype=ext4", "F43"],
    ["autopart --type=btrfs", "RHEL8"],
    ["autopart --noswap --hibernation", "F43"],
    ["bootloader --boot-drive=a,b", "F43"],
    ["btrfs / x --subvol", "F43"],
    ["driverdisk", "F43"],
    ["harddrive --dir=/x", "F32"],
    ["ignoredisk", "F43"],
    ["keyboard", "F43"],
    ["logging --port=1", "F43"],
    ["logvol / --name=a --vgname=b", "F43"],
    ["logvol / --name=a --vgname=b --size=1 --percent=5", "F43"],
    ["logvol / --name=a --vgname=b --percent=101", "F43"],
    ["logvol / --name=a --vgname=b --size=1 --thin", "F43"],
    ["logvol / --name=a --vgname=b --size=1 --cachesize=1", "F43"],
    ["mount /dev/x home", "F43"],
    ["mount /dev/x / --mkfsoptions=x", "F43"],
    ["network --bridgeopts=a=b", "F43"],
    ["network --bridgeslaves=x --bridgeopts=a=b=c", "F43"],
    ["network --bindto=mac --vlanid=1", "F43"],
    ["network --ipv4-dns-search=x", "F43"],
    ["network --interfacename=vlan.5", "RHEL7"],
    ["network --interfacename=vlan5000", "RHEL7"],
    ["nvdimm use", "F38"],
    ["nvdimm reconfigure --namespace=x", "F38"],
    ["ostreesetup --osname=a --url=ftp://x --ref=b", "F43"],
    ["part / --size=1 --fsprofile=a --mkfsoptions=b", "F43"],
    ["part / --noformat --mkfsoptions=b", "F43"],
    ["part / --resize --size=1", "F43"],
    ["part / --fstype=tmpfs --grow", "F43"],
    ["part / --size=1 --pbkdf-time=1 --pbkdf-iterations=1", "F43"],
    ["part / --size=1 --hw-passphrase=x", "F43"],
    ["part btrfs.01 --size=1", "RHEL9"],
    ["raid / a --device=md0", "F43"],
    ["raid / --device=md0 --level=1", "F43"],
    ["raid / a --device=md0 --useexisting", "F43"],
    ["repo --name=a --baseurl=b --mirrorlist=c", "F43"],
    ["rescue --nomount --romount", "F43"],
    ["rhsm --organization=a --activation-key=", "RHEL9"],
    ["rootpw", "F43"],
    ["services", "F43"],
    ["snapshot vg --name=a --when=post-install", "F43"],
    ["sshpw --username=a b --lock c", "F43"],
    ["timesource", "F43"],
    ["timesource --ntp-server=a --ntp-pool=b", "F43"],
    ["timezone", "F43"],
    ["url", "F43"],
    ["url --url=a --metalink=b", "F43"],
    ["volgroup vg", "F43"],
    ["volgroup vg pv.01 --reserved-percent=100", "F43"],
    ["zfcp --devnum=a --wwpn=b", "F43"],
  ])("%s is refused by %s", (line, release) => expect(codes(line, release)).toEqual(["wrong-options"]));

  test("some look at earlier lines of the same command", () => {
    expect(codes("ignoredisk --drives=a\nignoredisk --only-use=b", "F43")).toEqual(["wrong-options"]);
    expect(codes("logging --host=a\nlogging --port=1", "F43")).toEqual([]);
    expect(codes("keyboard --xlayouts=us\nkeyboard", "F43")).toEqual([]);
    expect(codes("realm join a\nrealm join b", "F43")).toEqual(["wrong-options"]);
  });

  test("commands that exclude each other are told at the later one", () => {
    const problems = problemsIn("part / --size=1\nautopart\nmount /dev/x /\n", "F43");
    expect(summary(problems)).toEqual(["main.ks:2 ERROR conflicting-commands", "main.ks:3 ERROR conflicting-commands"]);
    expect(problems[1]?.message).toContain("autopart or partition");
  });

  test("the same twice is a warning, of snapshots an error", () => {
    const twice = (line: string, release = "F43") =>
      problemsIn(`${line}\n${line}\n`, release).map(({ severity, code }) => `${severity} ${code}`);
    for (const line of ["part / --size=1", "repo --name=a", "user --name=a", "network --device=a", "volgroup a b"])
      expect(twice(line), line).toEqual(["WARNING repeated"]);
    expect(twice("part swap --size=1")).toEqual([]);
    expect(twice("snapshot a/b --name=c --when=post-install")).toEqual(["ERROR repeated"]);
  });

  test("certificates need a name and a place, and are news to older installers", () => {
    const header = (options: string, release = "F43") => codes(`%certificate ${options}\nAAAA\n%end`, release);
    expect(header("--filename=a --dir=/b")).toEqual([]);
    expect(header("--filename=a")).toEqual(["missing-option"]);
    expect(header("--dir=/b")).toEqual(["missing-option"]);
    expect(header("--filename=a --type=anchor", "F41")).toEqual(["early-section"]);
    expect(codes("%certificate --filename=a --dir=/b\n\n%end", "F43")).toEqual(["empty-certificate"]);
    expect(codes("%traceback\na\n%end", "F33")).toEqual([]);
    expect(codes("%traceback\na\n%end", "F34")).toEqual(["deprecated-section"]);
  });
});

test("problems are told in reading order, those of reading and those of the release together", () => {
  const files = {
    "main.ks": "frob\n%include a.ks\n%packages --nobase\n-\n%end\nlang\n%include no.ks\nskipx x\n",
    "a.ks": "lang 'de\nfrob\n",
  };
  expect(summary(problemsIn(files, "F43"))).toEqual([
    "main.ks:1 ERROR unknown-command",
    "a.ks:1 ERROR unclosed-quote",
    "a.ks:2 ERROR unknown-command",
    "main.ks:3 ERROR removed-option",
    "main.ks:4 ERROR lone-minus",
    "main.ks:6 ERROR missing-argument",
    "main.ks:7 ERROR missing-include",
    "main.ks:8 ERROR unexpected-argument",
  ]);
});

test("warnings alone leave a kickstart valid", () => {
  const problems = problemsIn("install\n", "F29");
  expect(problems).toMatchObject([{ severity: "WARNING" }]);
  expect(isValid(problems)).toBe(true);
  expect(isValid(problemsIn("install\n", "F34"))).toBe(false);
});

test("the sample repository is fit for F43, and one read can be checked for any release", () => {
  const kickstart = readKickstart({ path: "aurora-live.ks", read: (path) => MADE_KICKSTARTS[path] ?? null });
  const fit = allReleases().filter((release) => isValid(checkKickstart(kickstart, release)));
  expect(fit.map(({ name }) => name)).toEqual(
    RELEASES.slice(RELEASES.indexOf("F32")).filter((name) => name !== "RHEL7" && name !== "RHEL8"),
  );
});

test("a kickstart without anything in it is valid", () => {
  expect(readFiles("").problems).toEqual([]);
  expect(problemsIn("", "F43")).toEqual([]);
});
