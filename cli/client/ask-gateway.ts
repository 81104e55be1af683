import { EXIT, type ExitStatus } from "../exit-status.ts";
import type { GatewayAddress } from "./gateway-address.ts";
import { NoAnswerError } from "./no-answer-error.ts";

/** Longer than a gateway itself waits for its hubs. */
const TIMEOUT_MS = 120_000;

/** What the shell is told of errors by their code; of others that it did not work. */
const STATUS_OF_CODE: ReadonlyMap<unknown, ExitStatus> = new Map<unknown, ExitStatus>([
  ["NOT_SIGNED_IN", EXIT.refused],
  ["NOT_ALLOWED", EXIT.refused],
  ["BAD_ARGUMENT", EXIT.wrongUsage],
  ["BAD_USER_INPUT", EXIT.wrongUsage],
  ["TOO_COSTLY", EXIT.wrongUsage],
  ["HUB_UNAVAILABLE", EXIT.unreachable],
  ["LEDGER_UNAVAILABLE", EXIT.unreachable],
  ["IDENTITY_UNAVAILABLE", EXIT.unreachable],
]);

/**
 * The data of a query's answer, of the type that the caller's query gives it. Throws NoAnswerError where there is none, or
 * an error among it.
 */
export async function askGateway<Data>(
  query: string,
  variables: object,
  { url, token }: GatewayAddress,
): Promise<Data> {
  const { status, text } = await post(JSON.stringify({ query, variables }), { url, token });
  const answer = parsed(text);
  const [error] = answer?.errors ?? [];
  if (error !== undefined) {
    throw new NoAnswerError(error.message, STATUS_OF_CODE.get(error.extensions?.["code"]) ?? EXIT.no);
  }
  if (!answer?.data) {
    throw new NoAnswerError(`${url.host} answered HTTP ${status}, and no GraphQL; is it a gateway?`, EXIT.unreachable);
  }
  // The query was written against the schema that the types are made from.
  return answer.data as Data;
}

async function post(body: string, { url, token }: GatewayAddress): Promise<{ status: number; text: string }> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/graphql-response+json, application/json",
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body,
      // A token is for this address alone.
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const why = cause instanceof Error ? cause.message : String(cause);
    const says = `The gateway at ${url.host} cannot be reached: ${why}. KOJI_IMAGE_URL says where it is.`;
    throw new NoAnswerError(says, EXIT.unreachable);
  }
}

type Answer = {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly [name: string]: unknown } }[];
};

function parsed(text: string): Answer | null {
  try {
    const value: unknown = JSON.parse(text);
    // GraphQL over HTTP: an object with one of these members.
    return typeof value === "object" && value !== null ? value : null;
  } catch {
    return null;
  }
}
