import type {
  KickstartGroup,
  KickstartPackageOptions,
  KickstartPackages,
  KickstartPlace,
} from "../../model/kickstart.ts";
import { optionsAfter, NO_OPTIONS } from "./package-options.ts";
import { error, quoted, warning, type Finding } from "../problem.ts";
import { trim, wordsOf } from "./white-space.ts";

/** What %packages sections add up to while they are read. */
export type PackageList = {
  /** Takes the header's words after `%packages`. */
  readonly open: (words: readonly string[]) => void;
  /** Takes a line that is neither blank nor a comment; what is wrong with it comes back. */
  readonly add: (line: string, place: KickstartPlace) => Finding | null;
  /** Those that hold so far. */
  readonly options: () => KickstartPackageOptions;
  readonly result: () => KickstartPackages;
};

/**
 * Follows pykickstart's rules (Packages.add): each line counts by itself; a package cancels its exclusion and the other
 * way round; an excluded group is taken from the groups and stays excluded even if it comes again; the last environment
 * wins, and only its own exclusion cancels it.
 */
export function createPackageList(): PackageList {
  let options = NO_OPTIONS;
  const lists: Lists = {
    packages: new Set(),
    excludedPackages: new Set(),
    groups: new Map(),
    excludedGroups: [],
    environment: null,
    places: new Map(),
  };
  return {
    open: (words) => {
      options = optionsAfter(options, words);
    },
    add: (line, place) => addLine(lists, trim(line.split("#", 1)[0] ?? ""), place),
    options: () => options,
    result: () => ({
      packages: [...lists.packages].sort(),
      excludedPackages: [...lists.excludedPackages].sort(),
      groups: [...lists.groups.values()].sort(byName),
      excludedGroups: [...lists.excludedGroups].sort(),
      environment: lists.environment,
      options,
      places: lists.places,
    }),
  };
}

type Lists = {
  readonly packages: Set<string>;
  readonly excludedPackages: Set<string>;
  readonly groups: Map<string, KickstartGroup>;
  readonly excludedGroups: string[];
  environment: string | null;
  readonly places: Map<string, KickstartPlace>;
};

function addLine(lists: Lists, item: string, place: KickstartPlace): Finding | null {
  if (item.startsWith("@^")) return setEnvironment(lists, item.slice(2), place);
  if (item.startsWith("@")) return addGroup(lists, item.slice(1), place);
  if (item.startsWith("-")) return exclude(lists, item.slice(1), place);
  if (item === "") return null;
  lists.packages.add(item);
  lists.excludedPackages.delete(item);
  lists.places.set(item, place);
  lists.places.delete(`-${item}`);
  return null;
}

function setEnvironment(lists: Lists, name: string, place: KickstartPlace): Finding | null {
  if (lists.environment !== null) lists.places.delete(`@^${lists.environment}`);
  lists.environment = name;
  lists.places.set(`@^${name}`, place);
  return name === "" ? NO_NAME : null;
}

function exclude(lists: Lists, item: string, place: KickstartPlace): Finding | null {
  if (item === "")
    return error("lone-minus", "A - excludes nothing by itself: write the package behind it, or remove it.");
  if (item.startsWith("@^") && lists.environment === item.slice(2)) {
    lists.environment = null;
    lists.places.delete(item);
    return null;
  }
  lists.places.delete(item);
  lists.places.set(`-${item}`, place);
  if (item.startsWith("@")) {
    lists.excludedGroups.push(item.slice(1));
    lists.groups.delete(item.slice(1));
    return item === "@" ? NO_NAME : null;
  }
  lists.excludedPackages.add(item);
  lists.packages.delete(item);
  return null;
}

/** Of a group that is listed twice the first line counts. */
function addGroup(lists: Lists, line: string, place: KickstartPlace): Finding | null {
  const { name, required, all, wrong } = readGroup(line);
  if (wrong !== null)
    return error("group-options", `${quoted(wrong)} takes no value: a group takes --nodefaults or --optional.`);
  if (required && all)
    return error("group-options", `@${name} cannot be both --nodefaults and --optional: keep one of them.`);
  if (!lists.groups.has(name))
    lists.groups.set(name, { name, include: required ? "required" : all ? "all" : "default" });
  lists.places.set(`@${name}`, place);
  return name === "" ? NO_NAME : null;
}

const NO_NAME = warning("no-name", "There is no name behind the @: write one, or remove the line.");

type GroupLine = { name: string; required: boolean; all: boolean; wrong: string | null };

/** Names may have blanks. Options may stand anywhere and be cut short, up to a `--`; others belong to the name. */
function readGroup(line: string): GroupLine {
  const group: GroupLine = { name: trim(line), required: false, all: false, wrong: null };
  const words = wordsOf(line);
  const name: string[] = [];
  let options = line.includes("--");
  for (const word of words) {
    if (word === "--") options = false;
    const flag = options ? groupOption(word) : null;
    if (flag === null) name.push(word);
    else if (word.includes("=")) group.wrong ??= word;
    else group[flag] = true;
  }
  return { ...group, name: name.join(" ") };
}

function groupOption(word: string): "required" | "all" | null {
  const name = word.split("=", 1)[0] ?? "";
  if (name.length < 3 || !name.startsWith("--")) return null;
  if ("--nodefaults".startsWith(name)) return "required";
  return "--optional".startsWith(name) ? "all" : null;
}

const byName = (one: KickstartGroup, other: KickstartGroup) => (one.name < other.name ? -1 : 1);
