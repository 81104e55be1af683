import { GraphQLError } from "graphql";
import type { MaskError } from "graphql-yoga";
import type { Logger } from "pino";
import { ExpectedError, HubFaultError, HubUnavailableError } from "../model/errors.ts";
import { currentRequestId } from "./request-scope.ts";

/**
 * Expected errors keep their message and gain `extensions.code`. What the caller wrote wrongly stays as GraphQL says it.
 * Anything else is a bug: the caller gets the request's id, the log the rest.
 */
export const createMaskError =
  (log: Logger): MaskError =>
  (error) => {
    if (!(error instanceof GraphQLError)) return bug(error, null, log);
    const { originalError } = error;
    if (originalError === undefined || originalError instanceof GraphQLError) return coded(error);
    if (!(originalError instanceof ExpectedError)) return bug(originalError, error, log);
    return new GraphQLError(originalError.message, {
      nodes: error.nodes ?? null,
      path: error.path ?? null,
      extensions: { code: originalError.code, ...details(originalError) },
    });
  };

/** GraphQL gives no code where a variable is wrong; to the caller that is as a wrong query. */
function coded(error: GraphQLError): GraphQLError {
  if (error.extensions["code"] !== undefined || error.path !== undefined) return error;
  return new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    extensions: { ...error.extensions, code: "GRAPHQL_VALIDATION_FAILED" },
  });
}

function details(error: ExpectedError): Record<string, unknown> {
  if (error instanceof HubUnavailableError) return { retryAfter: error.retryAfter };
  if (error instanceof HubFaultError) return { fault: error.fault };
  return {};
}

function bug(error: unknown, found: GraphQLError | null, log: Logger): GraphQLError {
  const requestId = currentRequestId();
  log.error({ err: error, requestId, path: found?.path }, "unexpected error");
  return new GraphQLError("Unexpected error.", {
    nodes: found?.nodes ?? null,
    path: found?.path ?? null,
    extensions: { code: "INTERNAL_SERVER_ERROR", requestId },
  });
}
