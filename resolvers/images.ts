import type { Context, HubContext } from "../context/context.ts";
import { TooCostlyError } from "../model/errors.ts";
import type { ImageMethod } from "../model/image-method.ts";
import type { ImageState } from "../model/image-status.ts";
import type { Image } from "../model/image.ts";
import { imageMethodOfTask } from "../model/image-method.ts";
import { matchesGlob } from "../model/glob.ts";
import { pageOf } from "../model/page-of.ts";
import type { Page, PageArgs } from "../model/page.ts";
import { imageOwners } from "./image-owners.ts";
import { catalogued, newestRequest } from "./image.ts";
import { statusOf } from "./image-status.ts";
import { imageStorage } from "./storage.ts";

export type ImageFilter = {
  readonly nameGlob?: string | null | undefined;
  readonly group?: string | null | undefined;
  readonly owner?: string | null | undefined;
  readonly state?: readonly ImageState[] | null | undefined;
  readonly method?: readonly ImageMethod[] | null | undefined;
  readonly target?: string | null | undefined;
  readonly arch?: string | null | undefined;
  readonly inCatalogue?: boolean | null | undefined;
};

/** How states are ordered: what needs nobody first, what needs somebody most last. */
const WORST_LAST: readonly ImageState[] = ["PASSING", "BUILDING", "NEVER_BUILT", "STALE", "PARTIAL", "FAILING"];

export type ImageOrder = {
  readonly field: "NAME" | "STATE" | "LAST_BUILT" | "STORAGE";
  readonly direction: "ASC" | "DESC";
};

type ImagesArgs = PageArgs & {
  readonly hub?: string | null | undefined;
  readonly filter?: ImageFilter | null | undefined;
  readonly orderBy?: ImageOrder | null | undefined;
};

/** Images that the catalogue lists or that the hub built within its window, as the filter and order want them. */
export async function images(_root: unknown, args: ImagesArgs, context: Context): Promise<Page<Image>> {
  const filter = args.filter ?? {};
  const named = await candidates(context.hub(args.hub), filter);
  const kept = await Promise.all(named.map((image) => passes(image, filter, context)));
  const { field, direction } = args.orderBy ?? { field: "NAME", direction: "ASC" };
  const sign = direction === "ASC" ? 1 : -1;
  const wanted = named.filter((_, index) => kept[index]);
  if (field === "STORAGE" && wanted.length > MAX_WEIGHED) throw tooManyToWeigh(wanted.length);
  const keyed = await Promise.all(
    wanted.map(async (image) => ({ image, key: await keyOf(image, field, filter, context) })),
  );
  const compare = (a: readonly (string | number)[], b: readonly (string | number)[]) => compareKeys(a, b, sign);
  const page = pageOf(
    keyed.sort((a, b) => compare(a.key, b.key)),
    args,
    { keyOf: ({ key }) => key, compare },
  );
  return { ...page, edges: page.edges.map(({ cursor, node }) => ({ cursor, node: node.image })) };
}

/** Images whose files are added up for one list: a call to the hub for each of their builds. */
const MAX_WEIGHED = 50;

const tooManyToWeigh = (count: number) =>
  new TooCostlyError(
    `Ordering ${count} images by storage would read the files of up to 100 builds of each; ` +
      `filter by group, owner or nameGlob to ${MAX_WEIGHED} images at most.`,
  );

async function candidates(
  { name: hub, catalogue, loaders }: HubContext,
  filter: ImageFilter,
): Promise<readonly Image[]> {
  // What the catalogue lists is known; only for the others must the hub be asked.
  const discovered = filter.inCatalogue || filter.group ? [] : await loaders.history.names();
  const names = new Set([...(filter.inCatalogue === false ? [] : catalogue.keys()), ...discovered]);
  return [...names]
    .filter((name) => filter.inCatalogue !== false || !catalogue.has(name))
    .filter((name) => !filter.nameGlob || matchesGlob(name, filter.nameGlob))
    .filter((name) => !filter.group || catalogue.get(name)?.group === filter.group)
    .map((name) => ({ hub, name }));
}

async function passes(image: Image, filter: ImageFilter, context: Context): Promise<boolean> {
  const { owner, state, method, target, arch } = filter;
  if (method && method.length > 0 && !method.includes(await methodOf(image, context))) return false;
  if ((target || arch) && !(await isBuiltFor(image, filter, context))) return false;
  if (owner && !(await imageOwners(image, {}, context)).some(({ name }) => name === owner)) return false;
  if (!state || state.length === 0) return true;
  const { status } = await statusOf(image, { target, arch }, context);
  return state.includes(status.state);
}

async function methodOf(image: Image, context: Context): Promise<ImageMethod> {
  const listed = catalogued(image, context);
  if (listed !== null) return listed.method;
  const [method, ...others] = await context.hub(image.hub).loaders.history.methods(image.name);
  return others.length > 0 || method === undefined ? "OTHER" : (imageMethodOfTask(method) ?? "OTHER");
}

/** As the catalogue says; for an image it does not list, as its newest attempt asked. */
async function isBuiltFor(image: Image, { target, arch }: ImageFilter, context: Context): Promise<boolean> {
  const listed = catalogued(image, context);
  const request = listed === null ? await newestRequest(image, context) : null;
  const wanted = listed?.targets ?? (request?.target ? [{ name: request.target, arches: request.arches }] : []);
  return wanted.some((one) => (!target || one.name === target) && (!arch || one.arches.includes(arch)));
}

async function keyOf(image: Image, field: ImageOrder["field"], filter: ImageFilter, context: Context) {
  const name = image.name;
  if (field === "NAME") return [name];
  if (field === "STATE") {
    const { status } = await statusOf(image, filter, context);
    return [WORST_LAST.indexOf(status.state), name];
  }
  if (field === "STORAGE") return [(await imageStorage(image, null, context)).bytes, name];
  const attempts = await context.hub(image.hub).loaders.history.attempts.load(name);
  return [attempts.find(({ build }) => build !== null)?.createdAt.getTime() ?? 0, name];
}

/** The direction turns the whole order, so that a list read backwards is the other's mirror. */
function compareKeys(a: readonly (string | number)[], b: readonly (string | number)[], sign: number): number {
  for (const [index, part] of a.entries()) {
    const other = b[index] ?? "";
    if (part !== other) return part < other ? -sign : sign;
  }
  return 0;
}
