import { describe, expect, test } from "vitest";
import { readKickstart } from "../../kickstarts/read-kickstart.ts";
import { includedFrom } from "../../model/kickstart.ts";
import { MADE_KICKSTARTS } from "../support/kickstarts.ts";
import { readFiles, summary } from "../support/read-files.ts";

describe("a kickstart with its includes", () => {
  const kickstart = readKickstart({ path: "aurora-live.ks", read: (path) => MADE_KICKSTARTS[path] ?? null });

  test("has nothing to complain of", () => expect(kickstart.problems).toEqual([]));

  test("has the commands in the order in which they are read, each with its file and line", () => {
    expect(kickstart.commands.map(({ name, file, line }) => `${name} ${file}:${line}`)).toEqual([
      "lang aurora-base.ks:2",
      "keyboard aurora-base.ks:3",
      "timezone aurora-base.ks:4",
      "firewall aurora-base.ks:5",
      "selinux aurora-base.ks:6",
      "services aurora-base.ks:7",
      "rootpw aurora-base.ks:8",
      "bootloader aurora-base.ks:9",
      "repo aurora-repo.ks:1",
      "url aurora-repo.ks:2",
      "part aurora-live.ks:5",
      "network aurora-live.ks:6",
    ]);
  });

  test("knows the includes that led to a line, outermost first", () => {
    const repo = kickstart.commands.find(({ name }) => name === "repo");
    expect(repo && includedFrom(repo)).toEqual(["aurora-live.ks:2", "aurora-base.ks:11"]);
    const vim = kickstart.packages.places.get("vim-minimal");
    expect(vim).toMatchObject({ file: "aurora-tools.inc", line: 3 });
    expect(vim && includedFrom(vim)).toEqual(["aurora-live.ks:2", "aurora-base.ks:18"]);
  });

  test("has the packages of all files", () => {
    expect(kickstart.packages).toMatchObject({
      packages: ["aurora-welcome", "dracut-live", "firefox", "glibc.i686", "kde-*", "kernel", "less", "vim-minimal"],
      excludedPackages: ["aurora-help", "fprintd-pam", "nano"],
      environment: "aurora-desktop-environment",
    });
  });

  test("has the scripts as their installer runs them", () => {
    expect(kickstart.scripts).toMatchObject([
      { section: "%post", chroot: true, errorOnFail: false, interpreter: "/bin/sh", log: null, file: "aurora-base.ks" },
      { section: "%post", chroot: false, errorOnFail: true, line: 15 },
    ]);
    expect(kickstart.scripts[0]?.body).toBe(
      "cat > /etc/motd << 'EOF'\n%welcome to Aurora\nEOF\nsystemctl enable livesys.service\n",
    );
  });

  test("names every file that it is made of, once", () => {
    expect([...kickstart.files.keys()]).toEqual([
      "aurora-live.ks",
      "aurora-base.ks",
      "aurora-repo.ks",
      "aurora-tools.inc",
      "aurora-desktop.ks",
    ]);
    expect(kickstart.includes.map(({ file, line, path }) => `${file}:${line} ${path}`)).toEqual([
      "aurora-live.ks:2 aurora-base.ks",
      "aurora-base.ks:11 aurora-repo.ks",
      "aurora-base.ks:18 aurora-tools.inc",
      "aurora-live.ks:3 aurora-desktop.ks",
    ]);
  });

  test("says for which release it was written", () => expect(kickstart.version).toBe("F43"));
});

describe("sections", () => {
  test("scripts take their header's options, beginnings of names included", () => {
    const [pre, post] = readFiles(`%pre --interpreter=/usr/bin/python3 --log=/tmp/pre.log --error
import os
%end
%post --nochr --logfile /root/post.log
true
   %end # done
`).scripts;
    expect(pre).toMatchObject({
      interpreter: "/usr/bin/python3",
      log: "/tmp/pre.log",
      errorOnFail: true,
      chroot: false,
    });
    expect(post).toMatchObject({ chroot: false, log: "/root/post.log", body: "true\n" });
  });

  test("a script without a body is none", () => {
    expect(readFiles("%post\n\n  \n%end\n%pre\n%end\n").scripts).toEqual([]);
  });

  test("certificates, add-ons and the platform are kept", () => {
    const kickstart = readFiles(`#platform=x86, AMD64
%addon com_example --enable "a b"
inside
%end
%certificate --filename=a.pem --dir /etc/pki
AAAA
%end
`);
    expect(kickstart.platform).toBe("x86, AMD64");
    expect(kickstart.certificates).toMatchObject([{ filename: "a.pem", dir: "/etc/pki", type: null, body: "AAAA" }]);
    expect(kickstart.nodes).toMatchObject([
      { kind: "comment" },
      { kind: "section", name: "%addon", arguments: ["com_example", "--enable", "a b"] },
      { kind: "section", name: "%certificate" },
    ]);
  });

  test("without %end they end at the next header or the end of the file, and that is told", () => {
    const kickstart = readFiles("%packages\nvim\n%post\necho\n");
    expect(summary(kickstart.problems)).toEqual(["main.ks:3 ERROR missing-end", "main.ks:4 ERROR missing-end"]);
    expect(kickstart.problems[0]?.message).toContain("%packages in line 1 of main.ks");
    expect(kickstart.scripts).toHaveLength(1);
  });

  test("an unknown one is told with what may be meant, and passed over", () => {
    const { problems, commands } = readFiles("%pacakges\nvim\n%end\nlang de\n");
    expect(summary(problems)).toEqual(["main.ks:1 ERROR unknown-section"]);
    expect(problems[0]?.message).toContain("did you mean %packages?");
    expect(commands).toHaveLength(1);
  });

  test("an %end inside a here-document ends the script, which is told there", () => {
    const { problems } = readFiles("%post\ncat <<EOF\n%end\nEOF\n%end\n");
    expect(summary(problems)).toEqual(["main.ks:3 WARNING end-in-here-document", "main.ks:5 ERROR stray-end"]);
    const closed = ["cat <<-'E O'\n\tx\n\tE O\n", 'cat <<A <<"B"\nA\nB\n', "cat <<< x\n", "# <<EOF\n", "$((1<<2))\n"];
    for (const script of closed) expect(readFiles(`%post\n${script}%end\n`).problems, script).toEqual([]);
  });
});

describe("includes inside sections", () => {
  test("bring lines, but not the comments and blank lines they begin with", () => {
    const [script] = readFiles({
      "main.ks": "%post\nbefore\n%include part.sh # note\nafter\n%end\n",
      "part.sh": "#!/bin/sh\n\n# comment\nfirst\n# kept\n",
    }).scripts;
    expect(script?.body).toBe("before\nfirst\n# kept\nafter\n");
  });

  test("a last line without its end runs into the next", () => {
    const files = { "main.ks": "%post\n%include part.sh\nb\n%end\n", "part.sh": "a" };
    expect(readFiles(files).scripts[0]?.body).toBe("ab\n");
  });

  test("their first line is split like a command, so that a quote in it is told", () => {
    const files = { "main.ks": "%post\n%include part.sh\n%end\n", "part.sh": "echo don't\n" };
    const [problem] = readFiles(files).problems;
    expect(problem).toMatchObject({ code: "unclosed-quote", file: "part.sh", line: 1, includedFrom: ["main.ks:2"] });
  });

  test("a section that its file leaves open is dropped with all that follows, as pykickstart does, and that is told", () => {
    const kickstart = readFiles({ "main.ks": "%include part.ks\nlang de\n", "part.ks": "skipx\n%post\necho\n" });
    expect(kickstart.commands.map(({ name }) => name)).toEqual(["skipx"]);
    expect(kickstart.scripts).toEqual([]);
    expect(summary(kickstart.problems)).toEqual(["part.ks:2 WARNING left-open"]);
  });

  test("one that ends its section makes two of it, as pykickstart does, and that is told", () => {
    const kickstart = readFiles({
      "main.ks": "%post --nochroot\na\n%include part.ks\nb\n%end\n",
      "part.ks": "c\n%end\nlang de\n",
    });
    expect(kickstart.scripts).toMatchObject([
      { body: "a\nc\n", chroot: false },
      { body: "b\n", chroot: true },
    ]);
    expect(kickstart.commands).toMatchObject([{ name: "lang", file: "part.ks", line: 3 }]);
    expect(summary(kickstart.problems)).toEqual(["main.ks:3 WARNING ended-by-include"]);
  });
});

describe("appended files", () => {
  const files: Readonly<Record<string, string>> = {
    "main.ks": "%ksappend a.ks\n%post\n%ksappend b.sh\n%end\n%include c.ks\n",
    "a.ks": "lang de\n%ksappend never.ks\n",
    "b.sh": "# kept\necho don't\n",
    "c.ks": "%ksappend never.ks\n",
  };
  const read = (path: string) => files[path] ?? null;

  test("are written in before anything else, as Anaconda does, and only into the first file", () => {
    const kickstart = readKickstart({ path: "main.ks", read });
    expect(kickstart.commands).toMatchObject([{ name: "lang", file: "a.ks", line: 1 }]);
    expect(kickstart.scripts).toMatchObject([{ body: "# kept\necho don't\n" }]);
    expect([...kickstart.files.keys()]).toEqual(["main.ks", "a.ks", "b.sh", "c.ks"]);
    expect(new Set(kickstart.problems.map(({ code }) => code))).toEqual(new Set(["ksappend-ignored"]));
  });

  test("are left out, as Koji's builder does, where that is asked for", () => {
    const kickstart = readKickstart({ path: "main.ks", read, appends: "ignore" });
    expect(kickstart.commands).toEqual([]);
    expect(kickstart.scripts).toMatchObject([{ body: "%ksappend b.sh\n" }]);
  });

  test("run into the line that follows where their last line has no end", () => {
    const kickstart = readFiles({ "main.ks": "%ksappend a\n_DE\n", a: "lang de" });
    expect(kickstart.commands).toMatchObject([{ name: "lang", arguments: ["de_DE"] }]);
  });

  test("need a name, after one blank", () => {
    expect(summary(readFiles("%ksappend\n%ksappend  a\n").problems)).toEqual([
      "main.ks:1 ERROR include-without-path",
      "main.ks:2 ERROR include-without-path",
    ]);
  });
});
