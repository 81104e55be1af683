import type { CommandFacts } from "../options/command-facts.ts";

/** What becomes of the lines between a header and its %end. */
export type SectionKind = "packages" | "script" | "certificate" | "opaque";

/** All that pykickstart knows, in every release alike; any other %word between commands is an error. */
export const SECTIONS: ReadonlyMap<string, SectionKind> = new Map([
  ["%packages", "packages"],
  ["%pre", "script"],
  ["%pre-install", "script"],
  ["%post", "script"],
  ["%onerror", "script"],
  ["%traceback", "script"],
  ["%certificate", "certificate"],
  ["%addon", "opaque"],
  ["%anaconda", "opaque"],
]);

const SCRIPT_OPTIONS = {
  "--erroronfail": {},
  "--interpreter": { type: "string" },
  "--log": { type: "string", flags: ["--log", "--logfile"] },
} as const;

export const SCRIPT_HEADER: CommandFacts = { count: "0..0", options: SCRIPT_OPTIONS };

export const POST_HEADER: CommandFacts = { count: "0..0", options: { ...SCRIPT_OPTIONS, "--nochroot": {} } };

export const CERTIFICATE_HEADER: CommandFacts = {
  count: "0..0",
  options: {
    "--filename": { type: "string", required: true },
    "--dir": { type: "string" },
    "--type": { type: "string" },
  },
};

/** Every option that a release from F21 on has known. */
export const PACKAGES_HEADER: CommandFacts = {
  count: "0..0",
  options: {
    "--default": {},
    "--excludedocs": {},
    "--ignoremissing": {},
    "--ignorebroken": {},
    "--inst-langs": { type: "string", flags: ["--inst-langs", "--instLangs"] },
    "--multilib": {},
    "--nobase": {},
    "--nocore": {},
    "--exclude-weakdeps": { flags: ["--exclude-weakdeps", "--excludeWeakdeps"] },
    "--timeout": { type: "int" },
    "--retries": { type: "int" },
  },
};

/** The facts of a script's or certificate's header; null where the header may be anything. */
export function headerFacts(section: string): CommandFacts | null {
  if (section === "%post") return POST_HEADER;
  if (section === "%certificate") return CERTIFICATE_HEADER;
  if (section === "%packages") return PACKAGES_HEADER;
  return SECTIONS.get(section) === "script" ? SCRIPT_HEADER : null;
}
