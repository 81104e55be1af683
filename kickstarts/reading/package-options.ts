import type { KickstartPackageOptions } from "../../model/kickstart.ts";
import { parseInteger } from "../options/option-value.ts";
import { readOptions } from "../options/read-options.ts";
import { PACKAGES_HEADER } from "./section-facts.ts";

export const NO_OPTIONS: KickstartPackageOptions = {
  seen: false,
  default: false,
  excludeDocs: false,
  ignoreMissing: false,
  ignoreBroken: false,
  instLangs: null,
  multilib: false,
  noBase: false,
  noCore: false,
  excludeWeakDeps: false,
  timeout: null,
  retries: null,
};

/**
 * What holds after one more %packages header. Sections add up, their options do not: pykickstart keeps those of the last
 * header, except --default and the languages, which stay once given.
 */
export function optionsAfter(before: KickstartPackageOptions, words: readonly string[]): KickstartPackageOptions {
  const { options } = readOptions(words, PACKAGES_HEADER, "%packages");
  const number = (flag: string) => parseInteger(options.get(flag)?.value ?? "");
  return {
    seen: true,
    default: before.default || options.has("--default"),
    excludeDocs: options.has("--excludedocs"),
    ignoreMissing: options.has("--ignoremissing"),
    ignoreBroken: options.has("--ignorebroken"),
    instLangs: options.get("--inst-langs")?.value ?? before.instLangs,
    multilib: options.has("--multilib"),
    noBase: options.has("--nobase"),
    noCore: options.has("--nocore"),
    excludeWeakDeps: options.has("--exclude-weakdeps"),
    timeout: number("--timeout"),
    retries: number("--retries"),
  };
}

/** As a header would have them: `--excludedocs`, `--inst-langs=en`. */
export function packageOptionWords(options: KickstartPackageOptions): string[] {
  const flags: [string, boolean][] = [
    ["--default", options.default],
    ["--excludedocs", options.excludeDocs],
    ["--nobase", options.noBase],
    ["--nocore", options.noCore],
    ["--ignoremissing", options.ignoreMissing],
    ["--ignorebroken", options.ignoreBroken],
    ["--multilib", options.multilib],
    ["--exclude-weakdeps", options.excludeWeakDeps],
  ];
  const values: [string, string | number | null][] = [
    ["--inst-langs", options.instLangs],
    ["--timeout", options.timeout],
    ["--retries", options.retries],
  ];
  return [
    ...flags.filter(([, given]) => given).map(([flag]) => flag),
    ...values.filter(([, value]) => value !== null).map(([flag, value]) => `${flag}=${value}`),
  ];
}
