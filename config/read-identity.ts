import type { IdentityConfiguration } from "./configuration.ts";
import { type Disk, referencedPath } from "./referenced-file.ts";
import { issuerAddress } from "./settings/addresses.ts";
import { text } from "./settings/kinds.ts";
import type { Section } from "./settings/section.ts";

/** A token is never taken without its audience being checked: the default is this product's name. */
export function readIdentity(section: Section, disk: Disk): IdentityConfiguration {
  if (section.shape("issuer") === "absent" && section.shape("tokens") === "absent") {
    section.problem(null, `${section.name} lets nobody sign in; give issuer, tokens or both.`);
  }
  return {
    issuer: section.optional("issuer", issuerAddress),
    audience: section.withDefault("audience", text, "koji-image-gateway"),
    groupsClaim: section.withDefault("groupsClaim", text, "groups"),
    userClaim: section.withDefault("userClaim", text, "preferred_username"),
    tokens: referencedPath(section, "tokens", disk),
  };
}
