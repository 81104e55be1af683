import { EXIT, type ExitStatus } from "./exit-status.ts";
import { listenFailure } from "./listen-failure.ts";

type Server = { readonly close: () => Promise<void> };

/**
 * Starts a server, tells that it is up, and closes it when SIGTERM or SIGINT comes. A second signal, or ten seconds
 * more, end the process at once. A port or address that cannot be had is told on stderr.
 */
export async function serveUntilSignal<Started extends Server>(
  start: () => Promise<Started>,
  tell: (server: Started) => void,
): Promise<ExitStatus> {
  try {
    const server = await start();
    const told = nextSignal();
    tell(server);
    await told;
    endAtOnceOnNextSignal();
    await server.close();
    return EXIT.yes;
  } catch (error) {
    const failure = listenFailure(error);
    if (failure === null) throw error;
    console.error(failure);
    return EXIT.no;
  }
}

/** How long an orderly end may take. */
const PATIENCE_MS = 10_000;

/** What a shell is told of a process that such a signal ended. */
const STATUS_OF_SIGNAL = { SIGINT: 130, SIGTERM: 143 } as const;

const nextSignal = (): Promise<void> =>
  new Promise((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });

function endAtOnceOnNextSignal(): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(STATUS_OF_SIGNAL[signal]));
  setTimeout(() => process.exit(EXIT.no), PATIENCE_MS).unref();
}
