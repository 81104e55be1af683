import { homedir } from "node:os";

/** What the gateway takes from the environment. An empty variable counts as absent. */
export type Environment = {
  readonly variables: Readonly<Record<Variable, string | null>>;
  /** For `~` in Koji profiles. */
  readonly home: string;
};

export type Variable =
  "GATEWAY_CONFIG" | "KOJI_HUB_URL" | "KOJI_FILES_URL" | "KOJI_WEB_URL" | "REDIS_URL" | "HOST" | "PORT" | "LOG_LEVEL";

/** The only place that reads the environment. */
export function readEnvironment(): Environment {
  return {
    variables: {
      GATEWAY_CONFIG: variable("GATEWAY_CONFIG"),
      KOJI_HUB_URL: variable("KOJI_HUB_URL"),
      KOJI_FILES_URL: variable("KOJI_FILES_URL"),
      KOJI_WEB_URL: variable("KOJI_WEB_URL"),
      REDIS_URL: variable("REDIS_URL"),
      HOST: variable("HOST"),
      PORT: variable("PORT"),
      LOG_LEVEL: variable("LOG_LEVEL"),
    },
    home: homedir(),
  };
}

/** What commands that ask a gateway take from the environment: where it is, and the token to sign in with. */
export const readClientEnvironment = () => ({ url: variable("KOJI_IMAGE_URL"), token: variable("KOJI_IMAGE_TOKEN") });

const variable = (name: Variable | "KOJI_IMAGE_URL" | "KOJI_IMAGE_TOKEN"): string | null =>
  process.env[name]?.trim() || null;

/** For programs that the gateway starts: they know from it where their own configuration is, and whom to ask for the network. */
export const inheritedEnvironment = (): Readonly<Record<string, string | undefined>> => process.env;
