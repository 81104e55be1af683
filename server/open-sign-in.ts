import type { Logger } from "pino";
import type { IdentityConfiguration } from "../config/configuration.ts";
import type { Identity } from "../identity/identity.ts";
import { openIdentity } from "../identity/open-identity.ts";
import { tokenProblemText } from "../identity/token-file.ts";

/** Who signs in as the configuration says. What changes is told in the log; no token ever is. Throws TokenFileError. */
export const openSignIn = (configuration: IdentityConfiguration, log: Logger): Identity => {
  const { issuer, tokens } = configuration;
  return openIdentity({
    issuer,
    audience: configuration.audience,
    groupsClaim: configuration.groupsClaim,
    userClaim: configuration.userClaim,
    tokens,
    now: Date.now,
    log: (event) => {
      if (event.kind === "issuer") {
        if (event.problem === null) log.info({ issuer }, "the issuer's keys are read again");
        else log.warn({ issuer, problem: event.problem }, "the issuer's keys cannot be read");
      } else if (event.problems.length === 0) log.info({ tokens }, "changed tokens are in force");
      else {
        const problems = event.problems.map(tokenProblemText);
        log.error(
          { problems },
          "the changed file of tokens is wrong: tokens before it stay in force, none if it is gone",
        );
      }
    },
  });
};
