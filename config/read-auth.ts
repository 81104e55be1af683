import type { HubAuth } from "./configuration.ts";
import { type Disk, referencedFile, requiredFile } from "./referenced-file.ts";
import { oneOf, text } from "./settings/kinds.ts";
import type { Section } from "./settings/section.ts";

/** Passwords stand in a file of their own, so that the configuration can be shown. */
export function readAuth(section: Section, disk: Disk): HubAuth {
  const type = section.withDefault("type", oneOf(["none", "ssl", "gssapi", "password"]), "none");
  const path = (key: string) => referencedFile(section, key, disk)?.path ?? null;
  const authority = path("authority");
  if (type === "none") return { type, authority };
  if (type === "ssl") {
    return { type, authority, certificate: requiredFile(section, "certificate", disk), key: path("key") };
  }
  if (type === "gssapi") {
    return { type, authority, principal: section.optional("principal", text), keytab: path("keytab") };
  }
  return { type, authority, passwordFile: requiredFile(section, "passwordFile", disk) };
}
