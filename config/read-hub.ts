import type { HubConfiguration, HubLimits } from "./configuration.ts";
import { readAuth } from "./read-auth.ts";
import { readEvents } from "./read-events.ts";
import type { Disk } from "./referenced-file.ts";
import { staysPrivate, webAddress } from "./settings/addresses.ts";
import { duration, hostName, plainName, text, wholeNumber } from "./settings/kinds.ts";
import type { Section } from "./settings/section.ts";

const MIB = 1024 * 1024;

export function readHub(name: string, section: Section, disk: Disk): HubConfiguration {
  if (plainName.parse(name) === null) section.problem(null, `${section.name} is no name for a hub; ${plainName.cure}.`);
  const url = readUrl(section);
  const auth = section.section("auth", (settings) => readAuth(settings, disk));
  if (auth.type !== "none" && url !== webAddress.blank && !staysPrivate(new URL(url))) {
    section.problem(
      "url",
      `${section.nameOf("url")} is ${JSON.stringify(url)}, where whoever stands on the way reads what signs in; give an address with https, or leave the hub without \`auth\`.`,
    );
  }
  return {
    name,
    url,
    filesUrl: section.withDefault("filesUrl", webAddress, beside(url, "kojifiles")),
    webUrl: section.withDefault("webUrl", webAddress, beside(url, "koji")),
    discoverMs: section.withDefault("discover", duration, "30d"),
    knownHosts: section.list("knownHosts", hostName) ?? [],
    limits: section.section("limits", readLimits),
    auth,
    events: section.section("events", (events) => readEvents(events, disk)),
  };
}

/** A profile was already put behind the section, and its address with it. */
function readUrl(section: Section): string {
  section.optional("profile", text);
  if (section.shape("url") === "absent" && section.shape("profile") === "absent") {
    const alone = "name" in section.source ? `${section.source.name} alone is no hub; set KOJI_HUB_URL too.` : null;
    section.problem(null, alone ?? `${section.name} gives neither profile nor url; give one of the two.`);
  }
  return section.optional("url", webAddress) ?? webAddress.blank;
}

/** A Koji site lays out its hub, files and pages side by side: /kojihub, /kojifiles and /koji. */
const beside = (url: string, name: string): string => new URL(name, url).href;

function readLimits(section: Section): HubLimits {
  return {
    connections: section.withDefault("connections", wholeNumber(1, 100), 4),
    callsPerSecond: section.withDefault("callsPerSecond", wholeNumber(1, 10_000), 200),
    callsPerRequest: section.withDefault("callsPerRequest", wholeNumber(1, 5000), 240),
    bytesPerRequest: section.withDefault("bytesPerRequest", wholeNumber(1000, 4 * MIB), 100_000),
    maxResponseBytes: section.withDefault("responseMiB", wholeNumber(1, 1024), 100) * MIB,
    timeoutMs: section.withDefault("timeout", duration, "60s"),
  };
}
