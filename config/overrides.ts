import type { Environment, Variable } from "./environment.ts";
import { type ValueSetting, valueSetting } from "./settings/setting.ts";

/** The flags of `serve`, as written; null for those not given. */
export type Flags = {
  readonly config: string | null;
  readonly host: string | null;
  readonly port: string | null;
  readonly logLevel: string | null;
};

/** A setting that stands in place of what the file says. */
export type Override = { readonly path: readonly string[]; readonly setting: ValueSetting };

/** The hub that the variables speak of. Where the file has one of this name, they replace its addresses. */
const VARIABLES_HUB = "koji";

const PATHS: readonly (readonly [Variable, readonly string[]])[] = [
  ["HOST", ["listen", "host"]],
  ["PORT", ["listen", "port"]],
  ["LOG_LEVEL", ["logLevel"]],
  ["REDIS_URL", ["cache", "redis"]],
  ["KOJI_WEB_URL", ["hubs", VARIABLES_HUB, "webUrl"]],
  ["KOJI_FILES_URL", ["hubs", VARIABLES_HUB, "filesUrl"]],
  ["KOJI_HUB_URL", ["hubs", VARIABLES_HUB, "url"]],
];

/** The environment's overrides, then those of the flags: a later one wins. */
export function overrides(flags: Flags, { variables }: Environment): readonly Override[] {
  return [
    ...PATHS.map(([variable, path]) => ({ name: variable, path, value: variables[variable] })),
    { name: "--host", path: ["listen", "host"], value: flags.host },
    { name: "--port", path: ["listen", "port"], value: flags.port },
    { name: "--log-level", path: ["logLevel"], value: flags.logLevel },
  ].flatMap(({ name, path, value }) =>
    value === null ? [] : [{ path, setting: valueSetting(numberOrText(value), { name }) }],
  );
}

/** Digits are a number, as they are in YAML. */
const numberOrText = (value: string): number | string => (/^\d{1,15}$/.test(value) ? Number(value) : value);
