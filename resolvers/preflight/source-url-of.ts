import type { BuildOrder } from "../../model/build-order.ts";

/** The address that builders take the kickstart, description or template from; null where they take none. */
export function sourceUrlOf({ options }: BuildOrder): string | null {
  if ("kickstart" in options) return options.kickstartUrl ?? null;
  if ("descriptionUrl" in options) return options.descriptionUrl;
  return "template" in options ? (options.templateUrl ?? null) : null;
}
