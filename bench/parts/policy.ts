import { type Context, createContext } from "../../context/context.ts";
import { NO_KICKSTARTS } from "../../kickstarts/library.ts";
import { NO_LEDGER } from "../../ledger/ledger.ts";
import type { PolicyQuestion } from "../../model/policy.ts";
import { openPolicyStore } from "../../policies/policy-store.ts";
import { defaultPolicyFolder } from "../../policies/shipped-files.ts";
import { type BenchPart, type BenchRow, figure } from "../bench-part.ts";
import { spread } from "../statistics.ts";

const ROUNDS = 15;
const DECISIONS = 200;

export const policy: BenchPart = {
  name: "policy",
  about: "a decision by the default rules, and the same one again in a request",
  run: () => {
    const { set, context } = opened();
    const [test, production] = [questions("test"), questions("production")];
    const decide = (question: PolicyQuestion) => set.decide(question);
    // The engine compiles its code, and the rules that could permit a step are found once for each image.
    for (const question of [...test, ...production, ...test]) decide(question);
    return Promise.resolve([
      timed("allowed", { asked: test, decide, atMost: 0.5 }),
      timed("refused, with the rules that could permit it", { asked: production, decide, atMost: 0.5 }),
      timed("again in the same request", { asked: test, decide: repeating(context, test), atMost: 0.05 }),
    ]);
  },
};

function opened() {
  const set = openPolicyStore({ folder: defaultPolicyFolder(), everyMs: null, log: () => undefined }).current();
  const given = {
    hubs: [],
    kickstarts: NO_KICKSTARTS,
    ledger: NO_LEDGER,
    requestId: "test",
    policies: set,
    viewer: ALICE,
    now: new Date(0),
  };
  return { set, context: createContext(given) };
}

function repeating({ policies }: Context, asked: readonly PolicyQuestion[]) {
  for (const question of asked) policies.decide(question);
  return (question: PolicyQuestion) => policies.decide(question);
}

type Timed = {
  readonly asked: readonly PolicyQuestion[];
  readonly decide: (question: PolicyQuestion) => unknown;
  readonly atMost: number;
};

/** The processor's time: what else runs on the machine is not counted. */
function timed(what: string, { asked, decide, atMost }: Timed): BenchRow {
  const figures = Array.from({ length: ROUNDS }, () => {
    const before = process.cpuUsage();
    for (const question of asked) decide(question);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000 / asked.length;
  });
  return { ...figure(what, "ms of the processor's time", 0, { atMost }), ...spread(figures) };
}

const ALICE = { name: "alice", groups: ["kde-sig", "packagers", "spins"], actions: null };

const questions = (stage: "production" | "test"): readonly PolicyQuestion[] =>
  Array.from({ length: DECISIONS }, (_, index) => ({
    viewer: ALICE,
    action: "BUILD_IMAGE",
    subject: {
      kind: "image",
      image: { hub: "koji", name: `Image-${index}`, group: "kde-sig", stage, method: "LIVEMEDIA" },
    },
    circumstances: {
      now: new Date(index),
      target: "f45-compose",
      tag: null,
      arches: ["x86_64", "aarch64"],
      repos: ["https://koji.example.org/repo/"],
      sourceHost: "git.example.org",
      knownHosts: ["git.example.org", "koji.example.org"],
      priority: 20,
      channelLoad: null,
    },
  }));
