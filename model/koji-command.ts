import type { BuildMethod, BuildOrder, OrderOf } from "./build-order.ts";
import { COMMAND_WAYS, JSON_FILES } from "./koji-options.ts";
import type { Ways } from "./option-words.ts";
import { shellText } from "./shell-word.ts";

/** An order as a command of Koji's own client. */
export type KojiCommand = {
  /** `koji` first. */
  readonly words: readonly string[];
  /** For a POSIX shell. */
  readonly text: string;
  /** What the command reads from the folder it is run in. */
  readonly files: readonly CommandFile[];
  /** Members of the order, its options' among them, that the command has no words for. */
  readonly leftOut: readonly string[];
};

/** `content`: null where the order does not hold it. */
export type CommandFile = { readonly name: string; readonly content: string | null };

/** The command waits until the task has ended; with `nowait` it does not, where it can. */
export function kojiCommand(order: BuildOrder, { nowait = false } = {}): KojiCommand {
  const { words, leftOut } = wordsOf(order, nowait);
  return { words, text: shellText(words), files: filesOf(order), leftOut };
}

type Said = { readonly words: readonly string[]; readonly leftOut: readonly string[] };

function wordsOf<M extends BuildMethod>(order: OrderOf<M>, nowait: boolean): Said {
  const way = COMMAND_WAYS[order.method];
  const basics = say(order, way.basics, order);
  const options = say(order.options, way.options, order);
  const positional = way.positional(order);
  // A word that looks like an option would be taken for one.
  const border = positional.some((word) => word.startsWith("-")) ? ["--"] : [];
  const wait = nowait && way.nowait !== null ? [way.nowait] : [];
  return {
    words: ["koji", way.command, ...basics.words, ...wait, ...options.words, ...border, ...positional],
    leftOut: [...basics.leftOut, ...options.leftOut, ...(nowait && way.nowait === null ? ["nowait"] : [])],
  };
}

function say<T extends object, Order>(members: T, ways: Ways<T, Order>, order: Order): Said {
  const words: string[] = [];
  const leftOut: string[] = [];
  for (const name in ways) {
    const value = members[name];
    if (value === null || value === undefined || value === "") continue;
    const said = ways[name](value, order);
    if (said === null) leftOut.push(name);
    else words.push(...said);
  }
  return { words, leftOut };
}

function filesOf({ method, options }: BuildOrder): readonly CommandFile[] {
  switch (method) {
    case "LIVECD":
    case "APPLIANCE":
    case "LIVEMEDIA":
    case "IMAGE":
      return options.kickstartUrl ? [] : [{ name: options.kickstart, content: options.kickstartSource ?? null }];
    case "INDIRECTION":
      return options.templateUrl ? [] : [{ name: options.template, content: null }];
    case "OSBUILD":
      return [
        ...json(JSON_FILES.customizations, options.customizations),
        ...json(JSON_FILES.uploadOptions, options.uploadOptions),
      ];
    case "IMAGE_BUILDER":
      return json(JSON_FILES.blueprint, options.blueprint);
    case "KIWI":
    case "DUD":
      return [];
  }
}

const json = (name: string, value: object | null | undefined): readonly CommandFile[] =>
  value ? [{ name, content: `${JSON.stringify(value, null, 2)}\n` }] : [];
