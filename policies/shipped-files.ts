import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Of this package: policies/ lies beside this file, and above dist/ once it is compiled. */
function shipped(path: string): string {
  const places = [`./${path}`, `../../policies/${path}`].map((place) => fileURLToPath(new URL(place, import.meta.url)));
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new Error(`This installation is not whole: policies/${path} is missing.`);
  return found;
}

/** The folder of the policies that come with the gateway. */
export const defaultPolicyFolder = (): string => shipped("default");

/** What policies can speak of, in Cedar's words. */
export const readCedarSchema = (): string => readFileSync(shipped("gateway.cedarschema"), "utf8");
