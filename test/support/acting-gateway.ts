import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { HubService } from "../../context/context.ts";
import { createHubWriter } from "../../koji/writing/create-hub-writer.ts";
import { createPasswordLogin } from "../../koji/writing/password-login.ts";
import type { HubWriter } from "../../koji/writing/hub-writer.ts";
import { NO_KICKSTARTS } from "../../kickstarts/library.ts";
import type { Ledger } from "../../ledger/ledger.ts";
import {
  type SampleHub,
  type SampleHubOptions,
  type SampleHubRequest,
  startSampleHub,
} from "../../sample/sample-hub.ts";
import { type Answer, gatewayOver, hubService, memoryCache, NOW } from "./gateway.ts";
import { openedLibrary } from "./kickstart-library.ts";
import { temporaryLedger } from "./ledger.ts";

/** Who signs in with which token of the sample: a member of a SIG, release engineering, a guest. */
export type Someone = "sample-sig" | "sample-releng" | "sample-guest";

// A test says by its assertions what it expects of an answer.
// oxlint-disable-next-line typescript/no-explicit-any
type AskAs = <Data = any>(
  someone: Someone | null,
  query: string,
  variables?: Record<string, unknown>,
) => Promise<Answer<Data>>;

/** A gateway in which people do things, over a sample hub of its own. */
export type ActingGateway = {
  readonly hub: SampleHub;
  readonly ledger: Ledger;
  /** For what people do at the hub without the gateway. */
  readonly writer: HubWriter;
  readonly requests: SampleHubRequest[];
  /** By everybody, since the last `clear`: `METHOD by USER`, an upload as `upload PATH by USER`. */
  readonly writes: () => readonly string[];
  readonly clear: () => void;
  readonly askAs: AskAs;
  /** With headers of one's own. */
  readonly ask: ReturnType<typeof gatewayOver>["ask"];
  readonly close: () => Promise<void>;
};

export type ActingOptions = {
  /** `sample` where it is not given. */
  readonly name?: string;
  /** How much faster than here time passes at the hub and the gateway; it stands where it is not given. */
  readonly speed?: number;
  readonly beforeAnswer?: NonNullable<SampleHubOptions["beforeAnswer"]>;
  /** A hub that is there already, with whoever watches it. */
  readonly over?: Pick<ActingGateway, "hub" | "requests">;
  /** What stands between. */
  readonly hubUrl?: (hub: SampleHub) => string;
  readonly ledger?: Ledger;
  /** With the sample's repository. */
  readonly kickstarts?: boolean;
  readonly writer?: (writer: HubWriter) => HubWriter;
};

export async function actingGateway(options: ActingOptions = {}): Promise<ActingGateway> {
  const begun = performance.now();
  const now = () => new Date(NOW.getTime() + (performance.now() - begun) * (options.speed ?? 0));
  const requests: SampleHubRequest[] = options.over?.requests ?? [];
  const hub = options.over?.hub ?? (await startHub({ ...options, now, requests }));
  const ledger = options.ledger ?? temporaryLedger(now);
  const kickstarts = options.kickstarts ? await openedLibrary(hub.kickstarts) : null;
  const { service, removePasswords } = await actingService(hub, { ...options, now });
  const gateway = gatewayOver([service], now, { kickstarts: kickstarts ?? NO_KICKSTARTS, ledger });
  return {
    hub,
    ledger,
    writer: service.writer,
    requests,
    writes: () => requests.flatMap(written),
    clear: () => {
      requests.length = 0;
    },
    ask: gateway.ask,
    askAs: (someone, query, variables = {}) =>
      gateway.ask(query, variables, someone === null ? {} : { authorization: `Bearer ${someone}` }),
    close: async () => {
      await service.writer.close();
      await gateway.close();
      await kickstarts?.close();
      await removePasswords();
      if (options.over === undefined) await hub.close();
    },
  };
}

const startHub = ({
  now,
  requests,
  beforeAnswer,
}: ActingOptions & { readonly now: () => Date; readonly requests: SampleHubRequest[] }) =>
  startSampleHub({
    seed: 1,
    now: () => now().getTime(),
    onRequest: (request) => requests.push(request),
    ...(beforeAnswer ? { beforeAnswer } : {}),
  });

async function actingService(
  hub: SampleHub,
  { name = "sample", hubUrl, now, writer }: ActingOptions & { readonly now: () => Date },
) {
  const folder = await mkdtemp(join(tmpdir(), "passwords-"));
  const passwordFile = join(folder, "passwords");
  await writeFile(passwordFile, hub.accounts.map(({ name, password }) => `${name}:${password}\n`).join(""));
  const url = hubUrl?.(hub) ?? hub.hubUrl;
  const reading = hubService(name, hub, { url, cache: memoryCache(now) });
  const own = createHubWriter({
    url,
    client: reading.client,
    login: createPasswordLogin({ url, passwordFile }),
    own: [],
    patienceMs: 3000,
  });
  const service: HubService = { ...reading, writer: writer?.(own) ?? own };
  return { service, removePasswords: () => rm(folder, { recursive: true }) };
}

const written = ({ writes, upload, user }: SampleHubRequest): readonly string[] => [
  ...writes.map(({ methodName }) => `${methodName} by ${user}`),
  ...(upload === null ? [] : [`upload by ${user}`]),
];
