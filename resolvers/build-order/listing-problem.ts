import type { HubContext } from "../../context/context.ts";
import type { TargetLoaders } from "../../loaders/target.ts";
import type { FieldProblem } from "../../model/field-problem.ts";
import { shellText } from "../../model/shell-word.ts";

type Listing = { readonly tag: string; readonly packageName: string; readonly path: readonly string[] };

/**
 * Koji tags nothing whose package the tag does not list, or blocks (initImageBuild and _tag_build in kojihub.py). Nothing is
 * refused for what was so once.
 */
export async function listingProblem(
  listing: Listing,
  { loaders, present }: Pick<HubContext, "loaders" | "present">,
): Promise<FieldProblem | null> {
  return (await problemIn(loaders.targets, listing)) === null ? null : problemIn(present.targets(), listing);
}

async function problemIn(
  { packageConfig }: Pick<TargetLoaders, "packageConfig">,
  { tag, packageName, path }: Listing,
): Promise<FieldProblem | null> {
  const row = await packageConfig.load({ tag, packageName });
  if (row === null) {
    const add = shellText(["koji", "add-pkg", "--owner", "OWNER", tag, packageName]);
    return { path, message: `${packageName} is not in the package list of "${tag}"; have it added: ${add}` };
  }
  if (!row.blocked) return null;
  const unblock = shellText(["koji", "unblock-pkg", tag, packageName]);
  return { path, message: `${packageName} is blocked in "${tag}"; have it let in: ${unblock}` };
}
