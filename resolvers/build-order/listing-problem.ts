import type { HubContext } from "../../context/context.ts";
import type { FieldProblem } from "../../model/field-problem.ts";
import { shellText } from "../../model/shell-word.ts";

type Listing = { readonly tag: string; readonly packageName: string; readonly path: readonly string[] };

/** Koji tags nothing whose package the tag does not list, or blocks (initImageBuild and _tag_build in kojihub.py). */
export async function listingProblem(
  { tag, packageName, path }: Listing,
  { loaders }: Pick<HubContext, "loaders">,
): Promise<FieldProblem | null> {
  const row = await loaders.targets.packageConfig.load({ tag, packageName });
  if (row === null) {
    const add = shellText(["koji", "add-pkg", "--owner", "OWNER", tag, packageName]);
    return { path, message: `${packageName} is not in the package list of "${tag}"; who may can add it: ${add}` };
  }
  if (!row.blocked) return null;
  const unblock = shellText(["koji", "unblock-pkg", tag, packageName]);
  return { path, message: `${packageName} is blocked in "${tag}"; who may can let it in: ${unblock}` };
}
