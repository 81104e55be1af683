import { parseArgs } from "node:util";

export const USAGE = `Usage: npm run conformance -- --hub URL [--files URL] [--web URL] [--seed N] [--count N] [--json]

Asks this gateway and a Koji hub the same things, chosen at random, and compares every field. Only reads.

  --hub URL     the hub's XML-RPC address: http://koji.example.org/kojihub
  --files URL   where its files are; kojifiles beside the hub when not given
  --web URL     where its pages are; koji beside the hub when not given
  --seed N      the choice of an earlier run, which printed it
  --count N     how many things of each kind; 20 when not given
  --json        the report as JSON

Exit status: 0 no difference, 1 some, 2 wrong usage, 5 the hub cannot be reached.
`;

export type Options = {
  readonly urls: { readonly hub: string; readonly files: string; readonly web: string };
  /** Null: any. */
  readonly seed: number | null;
  readonly count: number;
  readonly json: boolean;
};

const DEFAULT_COUNT = 20;

/** The problem as text where the arguments are none of this command. */
export function readOptions(args: readonly string[]): Options | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        hub: { type: "string" },
        files: { type: "string" },
        web: { type: "string" },
        seed: { type: "string" },
        count: { type: "string" },
        json: { type: "boolean" },
      },
    });
    const hub = address("hub", values.hub ?? "");
    return {
      urls: {
        hub,
        files: address("files", values.files ?? new URL("kojifiles", hub).href),
        web: address("web", values.web ?? new URL("koji", hub).href),
      },
      seed: values.seed === undefined ? null : wholeNumber("seed", values.seed, 0),
      count: values.count === undefined ? DEFAULT_COUNT : wholeNumber("count", values.count, 1),
      json: values.json ?? false,
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function address(name: string, text: string): string {
  if (URL.canParse(text) && /^https?:$/u.test(new URL(text).protocol)) return text.replace(/\/+$/u, "");
  throw new Error(`--${name} is "${text}", which is no address; give one like http://koji.example.org/kojihub.`);
}

function wholeNumber(name: string, text: string, least: number): number {
  const number = Number(text);
  if (/^\d+$/u.test(text) && Number.isSafeInteger(number) && number >= least) return number;
  throw new Error(`--${name} is "${text}"; give a whole number from ${least} on.`);
}
