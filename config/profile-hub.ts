import { join } from "node:path";
import { type KojiPlaces, type KojiProfile, readKojiProfile } from "./koji-profile.ts";
import type { Problem } from "./settings/problem.ts";
import {
  entryOf,
  type MappingSetting,
  mappingSetting,
  type Setting,
  valueSetting,
  withMissing,
  withSetting,
} from "./settings/setting.ts";
import type { Source } from "./settings/source.ts";

/**
 * A hub's settings, and behind them those of the Koji profile that it names: what is written beside `profile` wins.
 * How to sign in is taken whole from one of the two; only the hub's CA comes from the profile where `auth` names none.
 */
export function withProfile(
  hub: MappingSetting,
  places: KojiPlaces,
): { hub: MappingSetting } | { problems: readonly Problem[] } {
  const named = hub.entries.get("profile");
  if (named?.kind !== "value" || typeof named.value !== "string") return { hub };
  const read = readKojiProfile(named.value, named.source, places);
  if ("problems" in read) return read;
  const options = entriesOf(read.profile, { server: "url", weburl: "webUrl", topurl: "filesUrl" });
  if (!options.has("url") && entryOf(hub, "url") === null) {
    const message = `the Koji profile [${named.value}] gives no server; give url beside profile.`;
    return { problems: [{ source: named.source, message }] };
  }
  const auth = profileAuth(read.profile, named.source, places);
  const merged = withMissing(hub, new Map([...options, ["auth", auth]]));
  const own = entryOf(hub, "auth");
  if (own?.kind !== "mapping") return { hub: merged };
  const authority = [...auth.entries].filter(([key]) => key === "authority");
  return { hub: withSetting(merged, ["auth"], withMissing(own, new Map(authority))) };
}

/** Koji's words for it in koji_cli/lib.py, activate_session. */
const AUTH_TYPES: ReadonlyMap<string, string> = new Map([
  ["noauth", "none"],
  ["ssl", "ssl"],
  ["kerberos", "gssapi"],
  ["gssapi", "gssapi"],
  ["password", "password"],
]);

const OPTIONS_OF_TYPE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ssl: { cert: "certificate" },
  gssapi: { principal: "principal", keytab: "keytab" },
};

/** Koji's client tries Kerberos where a profile names nothing at all; a service has no ticket of its own, so it does not. */
function profileAuth(written: KojiProfile, asked: Source, places: KojiPlaces): MappingSetting {
  const profile = withDefaultFiles(written, asked, places);
  const named = profile.get("authtype");
  const guessed = profile.has("cert") ? "ssl" : profile.has("principal") || profile.has("keytab") ? "gssapi" : "none";
  const type = named === undefined ? guessed : (AUTH_TYPES.get(named.value) ?? named.value);
  const entries = entriesOf(profile, { ...OPTIONS_OF_TYPE[type], serverca: "authority" });
  return mappingSetting([["type", valueSetting(type, named?.source ?? asked)], ...entries], asked);
}

/** `~` stands for the home folder, and two files are taken from there if they exist (read_config, cert_defaults). */
function withDefaultFiles(profile: KojiProfile, asked: Source, { files, home }: KojiPlaces): KojiProfile {
  const defaults = [
    ["cert", "client.crt"],
    ["serverca", "serverca.crt"],
  ] as const;
  const existing = defaults
    .map(([option, file]) => [option, { value: join(home, ".koji", file), source: asked }] as const)
    .filter(([, { value }]) => "text" in files.read(value));
  const expanded = [...profile].map(([name, { value, source }]) => {
    const isPath = ["cert", "serverca", "keytab"].includes(name);
    return [name, { value: isPath ? value.replace(/^~(?=\/|$)/, home) : value, source }] as const;
  });
  return new Map([...existing, ...expanded]);
}

/** The options that are there, under the names they have here. */
function entriesOf(profile: KojiProfile, names: Readonly<Record<string, string>>): Map<string, Setting> {
  return new Map(
    Object.entries(names).flatMap(([option, name]) => {
      const found = profile.get(option);
      return found === undefined ? [] : [[name, valueSetting(found.value, found.source)] as const];
    }),
  );
}
