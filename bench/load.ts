import type { Child } from "./processes/child.ts";

/** One question over HTTP: by POST where it has a body. */
export type HttpQuestion = {
  readonly url: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Milliseconds; `statuses`: how many answers had which; `sample`: the body of the first. */
export type LoadReport = {
  readonly answers: number;
  readonly perSecond: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly sample: string;
};

export const graphqlQuestion = (url: string, query: string, variables: object = {}): HttpQuestion => ({
  url,
  body: JSON.stringify({ query, variables }),
});

/** Turns for a contest: so many clients ask for so long, each again once it has its answer. Throws for an answer that is not 200. */
export function steadyTurns(load: Child<unknown>, request: HttpQuestion, { clients, seconds }: Steady) {
  return async (): Promise<number> => {
    const { perSecond, statuses, answers } = await load.ask<LoadReport>({ want: "steady", request, clients, seconds });
    if (statuses["200"] !== answers) throw new Error(`${request.url} answered with ${JSON.stringify(statuses)}`);
    return perSecond;
  };
}

type Steady = { readonly clients: number; readonly seconds: number };
