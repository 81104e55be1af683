/*
 * Kickstarts that nobody writes but somebody may send: each aims at something that could take more time than the length
 * of the text accounts for.
 */

/** By what it aims at; each the files of a small repository, of which `main.ks` is the kickstart. About `size` characters. */
export function hostileKickstarts(size: number): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const fill = (text: string) => text.repeat(Math.ceil(size / text.length));
  const one = (text: string) => ({ "main.ks": text });
  const section = (header: string, line: string) => one(`${header}\n${fill(line)}%end\n`);
  return {
    comments: one(fill("# x\n")),
    "unknown commands": one(fill("frobnicate --x\n")),
    "mistyped options": one(fill("part / --sise=1\n")),
    "repeated partitions": one(fill("part / --size=1\n")),
    "one word": one(fill("x")),
    "one line of quotes": one(fill(`"`)),
    "one line of apostrophes": one(fill("' ")),
    "one line of backslashes": one(fill("\\")),
    "backslashes in a quote": one(`"${fill("\\\\")}`),
    "blanks of other scripts": one(fill("\u00a0")),
    "one line of unknown options": one(`part ${fill("--x ")}`),
    "one line of beginnings of options": one(`part ${fill("--p ")}`),
    "one line of options": one(`firewall ${fill("--port=1 ")}`),
    "one line of words": one(`raid / ${fill("a ")}`),
    "one long number": one(`part / --size=${fill("1_")}x`),
    "one long list": one(`network --bridgeslaves=a --bridgeopts=${fill("a=b,")}`),
    "realm options": one(`realm join ${fill("--no-password ")}`),
    "sections without end": one(fill("%post\n")),
    "unknown sections": one(fill("%frob\n")),
    "small scripts": one(fill("%post\na\n%end\n")),
    "empty scripts": one(fill("%post\n\n%end\n")),
    "small package sections": one(fill("%packages --nocore --timeout=4\n%end\n")),
    packages: section("%packages", "vim\n-vim\n@g\n-@g\n"),
    "options of one group": section("%packages", "@a --opt "),
    "percent signs": section("%post", "%foo\n"),
    "ends with quotes": one(fill("%post\n%end '\n")),
    "here-documents": section("%post", "cat <<A <<B <<C\n"),
    "here-documents in one line": one(`%post\ncat ${fill("<<A ")}\n${fill("A\n")}%end\n`),
    "quoted here-documents": section("%post", "<<'"),
    "missing includes": one(fill("%include x\n")),
    "includes of itself": one(fill("%include main.ks\n")),
    "includes in a script": { ...section("%post", "%include a\n"), a: "x" },
    "appended files": { "main.ks": fill("%ksappend a\n"), a: "b" },
    "form feeds": one(fill("\f")),
    "ends of lines of other systems": one(fill("a\r")),
    "a byte order mark, again and again": one(fill("\uFEFF")),
    "half characters": one(fill("\ud800")),
    "no text": one(Array.from({ length: size }, (_, index) => String.fromCharCode((index * 7919) % 256)).join("")),
    certificate: section("%certificate --filename=x --dir=y", "AAAA\n"),
  };
}
