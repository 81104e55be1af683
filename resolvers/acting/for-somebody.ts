import type { Context, HubContext } from "../../context/context.ts";
import { type CommonProblem, invalidInput } from "../../model/problem.ts";
import { hubProblem } from "../build-order/read-order.ts";
import { notSignedIn } from "./carry-out.ts";
import { beforeAnything } from "./failures.ts";

/** Runs `work` for somebody who signed in, at a hub that there is. Whatever may be expected to go wrong is a problem. */
export async function forSomebody<T>(
  hub: string | null | undefined,
  context: Context,
  work: (hub: HubContext) => Promise<T>,
): Promise<T | CommonProblem> {
  const nobody = notSignedIn(context);
  if (nobody !== null) return nobody;
  const unknown = hubProblem(hub, context);
  if (unknown !== null) return invalidInput([unknown]);
  return beforeAnything(() => work(context.hub(hub)));
}
