import { join } from "node:path";
import type { Files } from "./files.ts";
import { DEFAULT_SECTION, type KojiOption, type KojiSections, parseKojiConfig } from "./koji-config-file.ts";
import { interpolate } from "./koji-interpolation.ts";
import type { Problem } from "./settings/problem.ts";
import type { Source } from "./settings/source.ts";

/** Where Koji's client keeps its files. */
export type KojiPlaces = {
  readonly files: Files;
  /** `/etc` */
  readonly etc: string;
  readonly home: string;
};

/** The options of one profile, by their names in lower case; what is empty is left out. */
export type KojiProfile = ReadonlyMap<string, KojiOption>;

/**
 * A profile as Koji's own client finds it (koji/__init__.py, read_config): the *.conf files of /etc/koji.conf.d by
 * name, /etc/koji.conf, those of ~/.koji/config.d, ~/.koji/config. A later file wins option by option, and a file that
 * cannot be read does not count. `asked`: where the profile is named, for the problem that it is nowhere.
 */
export function readKojiProfile(
  name: string,
  asked: Source,
  places: KojiPlaces,
): { profile: KojiProfile } | { problems: readonly Problem[] } {
  const parsed = kojiFiles(places).map(({ file, text }) => parseKojiConfig(text, file));
  const broken = parsed.flatMap((each) => ("problem" in each ? [each.problem] : []));
  if (broken.length > 0) return { problems: broken };
  const sections = merged(parsed.flatMap((each) => ("sections" in each ? [each.sections] : [])));
  const own = sections.get(name);
  if (own === undefined || name === DEFAULT_SECTION) {
    const looked = locations(places).join(", ");
    return { problems: [{ source: asked, message: `no Koji profile [${name}] is to be found; looked in ${looked}.` }] };
  }
  return interpolated(new Map([...(sections.get(DEFAULT_SECTION) ?? []), ...own]));
}

const locations = ({ etc, home }: KojiPlaces): readonly string[] => [
  join(etc, "koji.conf.d"),
  join(etc, "koji.conf"),
  join(home, ".koji", "config.d"),
  join(home, ".koji", "config"),
];

function kojiFiles(places: KojiPlaces): readonly { file: string; text: string }[] {
  const paths = locations(places).flatMap((location) => {
    const names = places.files.list(location);
    if (names === null) return [location];
    return names
      .filter((name) => name.endsWith(".conf"))
      .toSorted()
      .map((name) => join(location, name));
  });
  return paths.flatMap((file) => {
    const read = places.files.read(file);
    return "text" in read ? [{ file, text: read.text }] : [];
  });
}

function merged(files: readonly KojiSections[]): KojiSections {
  const sections = new Map<string, ReadonlyMap<string, KojiOption>>();
  for (const [name, options] of files.flatMap((file) => [...file])) {
    sections.set(name, new Map([...(sections.get(name) ?? []), ...options]));
  }
  return sections;
}

function interpolated(
  options: ReadonlyMap<string, KojiOption>,
): { profile: KojiProfile } | { problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const profile = new Map<string, KojiOption>();
  for (const [name, { value, source }] of options) {
    const result = interpolate(value, (option) => options.get(option)?.value ?? null);
    if ("wrong" in result) problems.push({ source, message: `${name} ${result.wrong}.` });
    else if (result.value !== "") profile.set(name, { value: result.value, source });
  }
  return problems.length > 0 ? { problems } : { profile };
}
