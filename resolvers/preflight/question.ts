import type { Context, HubContext } from "../../context/context.ts";
import type { HubUser } from "../../loaders/host.ts";
import type { BuildOrder } from "../../model/build-order.ts";
import type { FieldProblem } from "../../model/field-problem.ts";
import type { PolicyDecision } from "../../model/policy.ts";
import type { Finding } from "../../model/preflight.ts";
import type { BuildTarget } from "../../model/target.ts";
import type { BuildImageInput } from "../build-order/build-image-input.ts";
import type { FoundKickstart } from "./found-kickstart.ts";

/** What all checks of one order share; each thing is found once, by whoever asks first. */
export type Question = {
  readonly context: Context;
  readonly hub: HubContext;
  readonly input: BuildImageInput;
  readonly order: BuildOrder;
  /** Members of the input that are not given and nobody knows. */
  readonly lacks: readonly string[];
  /** False where its words cannot be told to a hub. */
  readonly isFit: boolean;
  /** How much of the order is more than words in capitals. */
  readonly known: "basics" | "method" | "all";
  readonly decision: PolicyDecision;
  /** All that is wrong with the input. */
  readonly fields: () => Promise<readonly FieldProblem[]>;
  readonly target: () => Promise<BuildTarget | null>;
  /** The viewer as the hub knows them; null for nobody, and for somebody whom it does not know. */
  readonly user: () => Promise<HubUser | null>;
  /** Or why there is none to look at. */
  readonly kickstart: () => Promise<FoundKickstart | Finding>;
  /** The channel that the hub's own rules put it into, or why that is not known. */
  readonly channelRule: () => Promise<ChannelRule | Finding>;
};

/** `action`: in the words of the hub's rules. */
export type ChannelRule = { readonly action: string | null; readonly requested: string };

export type Check = (question: Question) => Promise<Finding> | Finding;
