import { commandLine } from "../../kickstarts/compare.ts";
import type { Kickstart } from "../../model/kickstart.ts";

/** All that an installer does with a kickstart, without where it stands. */
export function meaningOf({ commands, packages, scripts, certificates, includes, nodes, platform }: Kickstart) {
  return {
    commands: commands.map(commandLine),
    packages: { ...packages, places: null },
    scripts: scripts.map(({ section, interpreter, chroot, errorOnFail, log, body }) => ({
      section,
      interpreter,
      chroot,
      errorOnFail,
      log,
      body: ended(body),
    })),
    certificates: certificates.map(({ filename, dir, type, body }) => ({ filename, dir, type, body })),
    others: nodes.flatMap((node) =>
      node.kind === "section" && ["%addon", "%anaconda"].includes(node.name) && node.closed
        ? [[node.name, ...node.arguments, ended(node.pieces.map(({ text, unread }) => (unread ? "" : text)).join(""))]]
        : [],
    ),
    /** Addresses, which nobody fetched. */
    notFollowed: includes.filter(({ found }) => !found).map(({ written }) => written),
    platform,
  };
}

/** The last line of a script cannot but end in one file; an included one may lack its end. */
const ended = (text: string) => (text === "" || text.endsWith("\n") ? text : `${text}\n`);
