import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";

/** What a commit says besides its files. */
export type CommitWords = {
  readonly parent: string | null;
  readonly author: string;
  /** Seconds since the epoch; the time zone is UTC. */
  readonly seconds: number;
  readonly message: string;
};

/** Git objects, as git itself keeps those that are not packed (gitformat-loose): by hash, deflated. */
export type GitObjects = {
  /** The hash of a commit of these files. */
  readonly commit: (files: Readonly<Record<string, string>>, words: CommitWords) => string;
  readonly all: ReadonlyMap<string, Buffer>;
};

export function createGitObjects(): GitObjects {
  const all = new Map<string, Buffer>();
  const add = (type: "blob" | "tree" | "commit", content: Buffer): string => {
    const object = Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content]);
    const hash = createHash("sha1").update(object).digest("hex");
    if (!all.has(hash)) all.set(hash, deflateSync(object));
    return hash;
  };
  const tree = (files: readonly (readonly [path: string, text: string])[]): string => {
    const folders = new Map<string, [string, string][]>();
    const entries: {
      readonly name: string;
      readonly sortedAs: string;
      readonly mode: string;
      readonly hash: string;
    }[] = [];
    for (const [path, text] of files) {
      const cut = path.indexOf("/");
      const name = cut < 0 ? path : path.slice(0, cut);
      if (cut < 0) entries.push({ name, sortedAs: name, mode: "100644", hash: add("blob", Buffer.from(text)) });
      else folders.set(name, [...(folders.get(name) ?? []), [path.slice(cut + 1), text]]);
    }
    for (const [name, inside] of folders)
      entries.push({ name, sortedAs: `${name}/`, mode: "40000", hash: tree(inside) });
    // Git sorts by bytes, and folders as if a slash ended their names.
    const sorted = entries.toSorted((a, b) => (a.sortedAs < b.sortedAs ? -1 : 1));
    const lines = sorted.flatMap(({ mode, name, hash }) => [
      Buffer.from(`${mode} ${name}\0`),
      Buffer.from(hash, "hex"),
    ]);
    return add("tree", Buffer.concat(lines));
  };
  return {
    commit: (files, { parent, author, seconds, message }) => {
      const who = `${author} <${author.toLowerCase()}@aurora.example.org> ${seconds} +0000`;
      const head = [`tree ${tree(Object.entries(files))}`, ...(parent === null ? [] : [`parent ${parent}`])];
      return add("commit", Buffer.from(`${[...head, `author ${who}`, `committer ${who}`].join("\n")}\n\n${message}\n`));
    },
    all,
  };
}
