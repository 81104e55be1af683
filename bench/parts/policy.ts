import { type Context, createContext } from "../../context/context.ts";
import { NO_KICKSTARTS } from "../../kickstarts/library.ts";
import { NO_LEDGER } from "../../ledger/ledger.ts";
import type { PolicyDecision, PolicyQuestion } from "../../model/policy.ts";
import { hostOf } from "../../model/source-host.ts";
import { openPolicyStore } from "../../policies/policy-store.ts";
import { defaultPolicyFolder } from "../../policies/shipped-files.ts";
import { type BenchOptions, type BenchPart, type BenchRow, figure } from "../bench-part.ts";
import { contest } from "../contest.ts";
import { spread } from "../statistics.ts";

const ROUNDS = 15;
const DECISIONS = 200;

export const policy: BenchPart = {
  name: "policy",
  about: "a decision by the default rules, and the same one again in a request",
  run: async (options) => {
    const { set, context } = opened();
    const [test, production] = [questions("test"), questions("production")];
    const decide = (question: PolicyQuestion) => set.decide(question);
    // The engine compiles its code, and the rules that could permit a step are found once for each image.
    for (const question of [...test, ...production, ...test]) decide(question);
    return [
      ...(await againstCasbin([...test, ...production], decide, options)),
      timed("allowed", { asked: test, decide, atMost: 0.5 }),
      timed("refused, with the rules that could permit it", { asked: production, decide, atMost: 0.5 }),
      timed("again in the same request", { asked: test, decide: repeating(context, test), atMost: 0.05 }),
    ];
  },
};

/** Who has been asked the same must have said the same. */
async function againstCasbin(
  asked: readonly PolicyQuestion[],
  decide: (question: PolicyQuestion) => PolicyDecision,
  { processes }: BenchOptions,
): Promise<readonly BenchRow[]> {
  const casbin = await processes.node("peers/casbin.mjs");
  const questions = asked.map(casbinQuestion);
  const permitted = asked.filter((question) => decide(question).allowed).length;
  const turn = async () => {
    const { ms, allowed } = await casbin.ask<{ ms: number; allowed: number }>({ questions });
    if (allowed !== permitted) throw new Error(`casbin allows ${allowed} of what the gateway allows ${permitted}.`);
    return ms;
  };
  await turn();
  const ours = () => Promise.resolve(processorMs(asked, decide));
  const peers = [{ name: "casbin, which tells no rules and reasons", turn, goal: null }];
  return contest({ what: "a decision", rounds: ROUNDS, unit: "ms", ours, peers });
}

function casbinQuestion({ viewer, action, subject, circumstances }: PolicyQuestion) {
  const { repos, knownHosts, sourceHost, priority, channelLoad } = circumstances;
  const context = { repoHosts: repos.map(hostOf), knownHosts, sourceHost, priority, channelLoad };
  return { viewer, action, image: subject.kind === "image" ? subject.image : null, context };
}

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

/** Of one decision. */
function processorMs(asked: readonly PolicyQuestion[], decide: (question: PolicyQuestion) => unknown): number {
  const before = process.cpuUsage();
  for (const question of asked) decide(question);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / asked.length;
}

/** The processor's time: what else runs on the machine is not counted. */
function timed(what: string, { asked, decide, atMost }: Timed): BenchRow {
  const figures = Array.from({ length: ROUNDS }, () => processorMs(asked, decide));
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
