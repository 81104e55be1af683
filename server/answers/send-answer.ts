import type { IncomingMessage, ServerResponse } from "node:http";
import { newHubCallTrace } from "../../koji/wire/hub-call-trace.ts";
import { type Encoding, wantedEncoding } from "../request/content-encoding.ts";
import { matchesEtag } from "../request/matches-etag.ts";
import type { MediaType } from "../request/media-type.ts";
import { ageOf, type Answer, withExtensions } from "./answer.ts";
import type { Parcel } from "./body.ts";
import type { Executed } from "./executor.ts";

/** To whom an answer goes, and what they take. */
export type Recipient = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly mediaType: MediaType;
};

/** All that an answer depends on besides its address. */
const VARY = "Accept, Accept-Encoding, Authorization, Cookie, X-Koji-Image-Trace";
const NOTHING_KEPT = { "cache-control": "no-store" };

/** A fresh answer; nothing but its tag to a caller who has it. */
export function sendAnswer(to: Recipient, answer: Answer, now: number): void {
  sendParcel(to, answer.body.atHand(encodingFor(to)), freshHeaders(answer, now));
}

/** As sendAnswer, for one that was made just now: waits until it is packed. */
export async function sendNewAnswer(to: Recipient, answer: Answer, now: number): Promise<void> {
  const parcel = await answer.body.packed(encodingFor(to));
  sendParcel(to, parcel, freshHeaders(answer, now));
}

/** An answer that is fresh no more: it says how old it is, and nobody may keep it. */
export function sendOldAnswer(to: Recipient, answer: Answer, now: number): void {
  const { age, body } = answer.old(now);
  sendParcel(to, body.atHand(encodingFor(to)), { ...NOTHING_KEPT, age, vary: VARY });
}

/** A stored answer to a caller who wants to know what it cost: nothing. */
export function sendTraced(to: Recipient, answer: Answer, now: number): void {
  const age = now < answer.freshUntil ? {} : { age: answer.old(now).age };
  const hubCalls = { ...newHubCallTrace(), cache: {} };
  sendParcel(to, { bytes: withExtensions(answer.body.plain, { ...age, hubCalls }), encoding: null }, NOTHING_KEPT);
}

/** An answer that is not kept: with errors, or with something old in it. */
export function sendExecuted({ response }: Recipient, { status, headers, text }: Executed): void {
  response.writeHead(status, { ...headers, ...NOTHING_KEPT, "content-length": text.length });
  response.end(text);
}

const freshHeaders = (answer: Answer, now: number) => ({
  etag: answer.etag,
  "cache-control": `public, max-age=${Math.floor((answer.freshUntil - answer.madeAt) / 1000)}`,
  age: ageOf(answer, now),
  vary: VARY,
});

type Headers = Readonly<Record<string, string | number>>;

function sendParcel({ request, response, mediaType }: Recipient, { bytes, encoding }: Parcel, headers: Headers): void {
  const { method, headers: asked } = request;
  if (method !== "POST" && "etag" in headers && matchesEtag(asked["if-none-match"], String(headers["etag"]))) {
    response.writeHead(304, headers).end();
    return;
  }
  response.writeHead(200, {
    "content-type": `${mediaType}; charset=utf-8`,
    "content-length": bytes.length,
    ...(encoding === null ? {} : { "content-encoding": encoding }),
    ...headers,
  });
  response.end(bytes);
}

const encodingFor = ({ request }: Recipient): Encoding | null => wantedEncoding(request.headers["accept-encoding"]);
