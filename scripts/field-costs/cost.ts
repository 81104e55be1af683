import type { KickstartLibrary } from "../../kickstarts/library.ts";
import type { FileReader } from "../../koji/file-reader.ts";
import type { Act } from "../../ledger/ledger.ts";
import { groupBy } from "../../model/group-by.ts";
import { type SampleHub, startSampleHub } from "../../sample/sample-hub.ts";
import { openedLibrary } from "../../test/support/kickstart-library.ts";
import { gatewayOver, hubService, NOW } from "../../test/support/gateway.ts";

/** What a query cost the hub and its file server. */
export type Cost = {
  readonly requests: number;
  /** How often each method was called, whether alone or in a multiCall. */
  readonly calls: ReadonlyMap<string, number>;
  /** Files of which something was read. */
  readonly files: number;
};

export type Answered = { readonly cost: Cost; readonly data: unknown };

/** Asks a gateway that knows nothing yet, every query a new one, as somebody who may read all that there is. */
export type ColdGateway = {
  readonly ask: (query: string) => Promise<Answered>;
  readonly close: () => Promise<void>;
};

/** Over one sample hub, always the same at the same moment. */
export async function coldGateway(): Promise<ColdGateway> {
  let requests: string[][] = [];
  const hub = await startSampleHub({
    seed: 1,
    now: () => NOW.getTime(),
    onRequest: ({ calls }) => requests.push(calls.map(({ methodName }) => methodName)),
  });
  // Its first fetch would be nobody's cost.
  const kickstarts = await openedLibrary(hub.kickstarts);
  return {
    ask: async (query) => {
      requests = [];
      const files = { read: 0 };
      const data = await askOnce({ hub, kickstarts, files }, query);
      const calls = groupBy(requests.flat(), (method) => method);
      const counted = new Map([...calls].map(([method, made]) => [method, made.length]));
      return { data, cost: { requests: requests.length, calls: counted, files: files.read } };
    },
    close: async () => {
      await kickstarts.close();
      await hub.close();
    },
  };
}

type Over = { readonly hub: SampleHub; readonly kickstarts: KickstartLibrary; readonly files: { read: number } };

async function askOnce({ hub, kickstarts, files }: Over, query: string): Promise<unknown> {
  const service = hubService("sample", hub);
  const gateway = gatewayOver([{ ...service, files: counted(service.files, files) }], () => NOW, { kickstarts });
  try {
    if (query.includes("auditLog")) await gateway.ledger.record(SOME_ACT);
    const { data, errors } = await gateway.ask(query, {}, { authorization: "Bearer sample-releng" });
    if (errors !== undefined) throw new Error(`${query}: ${errors[0]?.message}`);
    return data;
  } finally {
    await gateway.close();
  }
}

/** So that there is one to be shown. */
const SOME_ACT: Act = {
  at: NOW,
  viewer: "releng",
  action: "BUILD_IMAGE",
  hub: "sample",
  subject: "Aurora-Plasma-Live for main-compose",
  image: "Aurora-Plasma-Live",
  allowed: true,
  policies: [],
  requestId: "request",
};

const counted = (reader: FileReader, files: { read: number }): FileReader => ({
  readEnd: (...args) => {
    files.read += 1;
    return reader.readEnd(...args);
  },
  close: () => reader.close(),
});

/** What `all` cost more than `part`. */
export function beyond(all: Cost, part: Cost): Cost {
  const more = [...all.calls].map(([method, times]) => [method, times - (part.calls.get(method) ?? 0)] as const);
  return {
    requests: all.requests - part.requests,
    calls: new Map(more.filter(([, times]) => times !== 0)),
    files: all.files - part.files,
  };
}

export const isFree = ({ requests, calls, files }: Cost): boolean => requests === 0 && calls.size === 0 && files === 0;
