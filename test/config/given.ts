import type { Given } from "../../config/configure.ts";
import { configure } from "../../config/configure.ts";
import type { Configuration } from "../../config/configuration.ts";
import type { Variable } from "../../config/environment.ts";
import type { Files } from "../../config/files.ts";
import type { Flags } from "../../config/overrides.ts";
import { problemText } from "../../config/settings/problem.ts";

type World = {
  readonly files?: Readonly<Record<string, string>>;
  readonly variables?: Partial<Readonly<Record<Variable, string>>>;
  readonly flags?: Partial<Flags>;
  /** The text of `etc/gateway.yaml`, named by a flag. */
  readonly yaml?: string;
};

/** Files that are in no folder of any disk. */
export const memoryFiles = (files: Readonly<Record<string, string>>): Files => ({
  read: (path) => (path in files ? { text: files[path] ?? "" } : { reason: "there is no such file" }),
  list(folder) {
    const prefix = `${folder.replace(/\/$/, "")}/`;
    const names = Object.keys(files)
      .filter((path) => path.startsWith(prefix))
      .map((path) => path.slice(prefix.length));
    return names.length === 0 ? null : names.filter((name) => !name.includes("/"));
  },
});

export function given({ files = {}, variables = {}, flags = {}, yaml }: World): Given {
  const all = yaml === undefined ? files : { ...files, "etc/gateway.yaml": yaml };
  const none = {
    GATEWAY_CONFIG: null,
    KOJI_HUB_URL: null,
    KOJI_FILES_URL: null,
    KOJI_WEB_URL: null,
    REDIS_URL: null,
    HOST: null,
    PORT: null,
    LOG_LEVEL: null,
  };
  return {
    flags: { config: yaml === undefined ? null : "etc/gateway.yaml", host: null, port: null, logLevel: null, ...flags },
    environment: { variables: { ...none, ...variables }, home: "/home/someone" },
    files: memoryFiles(all),
    etc: "/etc",
  };
}

/** The configuration; the test fails with the problems where there are some. */
export function configurationOf(world: World): Configuration {
  const configured = configure(given(world));
  if ("problems" in configured) throw new Error(configured.problems.map(problemText).join("\n"));
  return configured.configuration;
}

/** The problems as a person sees them; none for a good configuration. */
export function problemsOf(world: World): readonly string[] {
  const configured = configure(given(world));
  return "problems" in configured ? configured.problems.map(problemText) : [];
}
