import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Identity } from "../identity/identity.ts";
import type { Viewer } from "../model/viewer.ts";
import type { Answers } from "./answers/answers.ts";
import type { Ask } from "./ask.ts";
import { mediaTypeOf } from "./request/media-type.ts";
import type { Question, ReadQuestion, Sent } from "./request/question.ts";
import { readBody } from "./request/read-body.ts";
import { Refusal, sendRefusal } from "./request/refusal.ts";
import { signIn } from "./request/sign-in.ts";
import { TRACE_HEADER } from "./trace-plugin.ts";

type Parts = {
  readonly ask: Ask;
  readonly answers: Answers;
  readonly read: ReadQuestion;
  readonly identity: Identity;
};

/** GraphQL over HTTP. What everybody may hear is answered from bytes where they are there; the rest is Yoga's. */
export function createGraphqlRoute({ ask, answers, read, identity }: Parts) {
  /** False where the answer is for this caller alone, or comes in pieces. */
  const giveShared = async (question: Question, request: IncomingMessage, response: ServerResponse) => {
    const { text, method, key } = question;
    const { authorization, cookie, accept, [TRACE_HEADER]: trace } = request.headers;
    const mediaType = mediaTypeOf(accept);
    if (key === null || authorization !== undefined || cookie !== undefined || mediaType === null) return false;
    const to = { request, response, mediaType };
    if (trace === "1") return answers.giveTraced({ text, method, key }, to);
    await answers.give({ text, method, key }, to);
    return true;
  };
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      const sent = await sentBy(request);
      const viewer = await signIn(request, identity);
      const question = read(sent);
      if (await giveShared(question, request, response)) return;
      await passOn(ask, question, { request, response, viewer });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      sendRefusal(response, error);
    }
  };
}

const ALLOWED = { allow: "GET, HEAD, POST" };
const JSON_BODY = /^application\/(?:graphql\+)?json\s*(?:;|$)/iu;

/** Throws a Refusal for what no GraphQL can be in. */
async function sentBy(request: IncomingMessage): Promise<Sent> {
  const { method, url = "/", headers } = request;
  const search = url.indexOf("?");
  if (method === "GET" || method === "HEAD") return { method: "GET", text: search < 0 ? "" : url.slice(search + 1) };
  if (method !== "POST") {
    throw new Refusal(`GraphQL is asked by GET or POST, not by ${method}.`, { ...NOT_ALLOWED, headers: ALLOWED });
  }
  // Another page's form can send text and forms without asking; JSON it cannot.
  if (!JSON_BODY.test(headers["content-type"] ?? "")) {
    throw new Refusal("A POST must be JSON, and say so: content-type: application/json.", UNSUPPORTED);
  }
  return { method, text: await readBody(request) };
}

const NOT_ALLOWED = { status: 405, code: "METHOD_NOT_ALLOWED" };
const UNSUPPORTED = { status: 415, code: "UNSUPPORTED_MEDIA_TYPE" };

type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse; readonly viewer: Viewer };

/** The answer as Yoga gives it, at once or piece by piece; nobody may keep it. */
async function passOn(ask: Ask, question: Question, { request, response, viewer }: Exchange): Promise<void> {
  const left = new AbortController();
  response.once("close", () => left.abort());
  const answer = await ask(question, { headers: request.headers, signal: left.signal, viewer });
  const headers = Object.fromEntries(answer.headers);
  const own = viewer.name === null ? {} : { "cache-control": "private, no-store", vary: "Authorization" };
  response.writeHead(answer.status, { "cache-control": "no-store", ...headers, ...own });
  if (answer.body === null) response.end();
  else await pipeline(Readable.from(answer.body), response);
}
