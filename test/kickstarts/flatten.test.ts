import * as fc from "fast-check";
import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import { checkKickstart } from "../../kickstarts/check.ts";
import { flattenKickstart } from "../../kickstarts/flatten.ts";
import { isValid } from "../../kickstarts/problem.ts";
import { readKickstart } from "../../kickstarts/read-kickstart.ts";
import { releaseNamed } from "../../kickstarts/releases.ts";
import type { Kickstart } from "../../model/kickstart.ts";
import { anyRepository, soundRepository } from "../support/kickstart-arbitrary.ts";
import { meaningOf } from "../support/kickstart-meaning.ts";
import { MADE_KICKSTARTS } from "../support/kickstarts.ts";
import { readFiles } from "../support/read-files.ts";

const readFlat = (text: string) => readKickstart({ path: "flat.ks", read: () => text, appends: "ignore" });

/** Also of what cannot be flattened: there is nothing to compare then. */
function keepsItsMeaning(kickstart: Kickstart): boolean {
  const flat = flattenKickstart(kickstart);
  return flat === null || isDeepStrictEqual(meaningOf(readFlat(flat)), meaningOf(kickstart));
}

describe("the flattened kickstart", () => {
  const kickstart = readKickstart({ path: "aurora-live.ks", read: (path) => MADE_KICKSTARTS[path] ?? null });
  const flat = flattenKickstart(kickstart, "F43") ?? "";

  test("means the same and needs no other file", () => {
    const again = readFlat(flat);
    expect(again.includes).toEqual([]);
    expect(again.problems).toEqual([]);
    expect(meaningOf(again)).toEqual(meaningOf(kickstart));
    const release = releaseNamed("F43");
    expect(release && isValid(checkKickstart(again, release))).toBe(true);
  });

  test("keeps the comments and says where each part comes from", () => {
    expect(flat).toBe(`# aurora-live.ks with all that it includes. "# ----" tells where each part is from.
#version=F43

# The live image
# ---- aurora-base.ks, included by aurora-live.ks:2
lang en_US.UTF-8
keyboard --vckeymap=us
timezone Etc/UTC --utc
firewall --enabled --service=mdns
selinux --enforcing
services --enabled=NetworkManager,sshd --disabled=cups
rootpw --lock
bootloader --append="quiet rhgb" # what the kernel is told

# ---- aurora-repo.ks, included by aurora-base.ks:11
repo --name=aurora --mirrorlist=https://mirrors.example.org/?repo=aurora&arch=$basearch
url --mirrorlist=https://mirrors.example.org/?repo=aurora&arch=$basearch

# ---- aurora-base.ks, included by aurora-live.ks:2
%packages --exclude-weakdeps
@core
kernel
dracut-live
-fprintd-pam
# ---- aurora-tools.inc, included by aurora-base.ks:18

# tools that every image has
vim-minimal
-nano
less
# ---- aurora-base.ks, included by aurora-live.ks:2
%end

%post
cat > /etc/motd << 'EOF'
%welcome to Aurora
EOF
systemctl enable livesys.service
%end

# ---- aurora-desktop.ks, included by aurora-live.ks:3
%packages
@base-x
@fonts --optional
@multimedia --nodefaults
firefox
kde-*
glibc.i686
%end

# ---- aurora-live.ks
part / --size 8192 --fstype ext4
network --bootproto=dhcp --device=link --activate

%packages
# The desktop
@^aurora-desktop-environment
aurora-welcome
-aurora-help
%end

%post --nochroot --erroronfail
# outside
cp -a README "$INSTALL_ROOT/" # don't ask
%end
`);
  });
});

test("a kickstart that includes nothing stays as it is", () => {
  const text = "# one\nlang de\n\n%post --log='/a b' # two\necho\n%end\n";
  expect(flattenKickstart(readFiles(text))).toBe(text);
});

test("no comment gets into a script or a certificate, what they include is told before", () => {
  const flat = flattenKickstart(
    readFiles({ "main.ks": "%post\n%include a.sh\nb\n%end\n", "a.sh": "a\n%include b.sh\n", "b.sh": "c" }),
  );
  expect(flat).toContain("# ---- with a.sh\n# ---- with b.sh\n%post\na\ncb\n%end\n");
});

test("addresses stay, for whoever can fetch them", () => {
  const kickstart = readFiles(
    "%include https://example.org/a.ks\n%post\na\n%include https://example.org/b.sh\nb\n%end\n",
  );
  const flat = flattenKickstart(kickstart) ?? "";
  expect(flat).toContain("%include https://example.org/a.ks\n");
  expect(flat).toContain("%post\na\n%include https://example.org/b.sh\nb\n%end\n");
  expect(meaningOf(readFlat(flat))).toEqual(meaningOf(kickstart));
});

test.each([
  ["a file is missing", { "main.ks": "%include no.ks\n" }],
  ["a section has no end", { "main.ks": "%post\n" }],
  ["files include each other", { "main.ks": "%include main.ks\n" }],
  ["a line of a script would end it in one file", { "main.ks": "%post\n%include a\nend\n%end\n", a: "x\n%" }],
])("there is none where %s", (_, files) => expect(flattenKickstart(readFiles(files))).toBeNull());

test("unknown commands are no hindrance", () => {
  expect(flattenKickstart(readFiles("frobnicate --all\n"))).toBe("frobnicate --all\n");
});

test("a name cannot smuggle lines in", () => {
  const read = (path: string) => (path === "a\nreboot" ? "%include b\n" : "skipx\n");
  const flat = flattenKickstart(readKickstart({ path: "a\nreboot", read })) ?? "";
  expect(readFlat(flat).commands.map(({ name }) => name)).toEqual(["skipx"]);
});

test.each([
  ["whatever is flattened means the same", soundRepository],
  ["even if it is full of mistakes", anyRepository],
])("%s", (_, repository) => {
  const details = fc.check(
    fc.property(repository, (files) => keepsItsMeaning(readFiles(files))),
    { numRuns: 500 },
  );
  expect(details.counterexample, `seed ${details.seed}`).toBeNull();
});
