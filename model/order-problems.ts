import type { BuildMethod, BuildOrder, OrderBasics, OrderOf } from "./build-order.ts";
import { checkMembers, type Checks, type FieldProblem, shown } from "./field-problem.ts";
import { METHOD_CHECKS } from "./order-method-checks.ts";
import { archName, free, line, listOf, packageName, versionOrRelease, webAddress } from "./order-checks.ts";

const BASICS: Checks<OrderBasics> = {
  name: packageName,
  // Empty: kiwi takes it from its description.
  version: (version, path) => (version === "" ? [] : versionOrRelease(version, path)),
  release: versionOrRelease,
  target: line(),
  arches: listOf(archName, { most: 20 }),
  optionalArches: listOf(archName, { most: 20 }),
  repos: listOf(webAddress),
  scratch: free,
  background: free,
  skipTag: free,
};

/**
 * Everything that is wrong with an order and that no hub need be asked for. Paths begin at the order: `arches`, `1` or
 * `options`, `volumeId`.
 */
export function orderProblems(order: BuildOrder): readonly FieldProblem[] {
  return [...checkMembers<OrderBasics>(order, BASICS, []), ...optional(order), ...unheeded(order), ...ofMethod(order)];
}

function ofMethod<M extends BuildMethod>(order: OrderOf<M>): readonly FieldProblem[] {
  const { options, whole } = METHOD_CHECKS[order.method];
  const path = ["options"];
  return [...checkMembers(order.options, options, path), ...whole(order, path)];
}

function optional({ arches, optionalArches }: OrderBasics): readonly FieldProblem[] {
  // Without arches, those of the build tag are meant; whoever knows it looks.
  if (arches.length === 0) return [];
  return optionalArches.flatMap((arch, index) =>
    arches.includes(arch)
      ? []
      : [
          {
            path: ["optionalArches", String(index)],
            message: `optionalArches[${index}] is ${shown(arch)}, which is none of the arches to build (${arches.join(", ")}); leave it out, or build it too.`,
          },
        ],
  );
}

type Unheeded = { readonly [Name in keyof OrderBasics]?: string };

const ALWAYS_ORDINARY = "has no place in the background; leave it out.";
const ONE_ARCH_ONLY = "builds one arch, which is not to fail; leave it out.";

/** What a method's hub part or its builders pay no heed to: whoever asks for it would not get it. */
const UNHEEDED: { readonly [M in BuildMethod]: Unheeded } = {
  LIVECD: { optionalArches: ONE_ARCH_ONLY },
  APPLIANCE: { optionalArches: ONE_ARCH_ONLY },
  LIVEMEDIA: {},
  IMAGE: {},
  INDIRECTION: { optionalArches: ONE_ARCH_ONLY, repos: "takes packages from its images alone; leave them out." },
  KIWI: { skipTag: "always tags what it keeps; leave it out, or build scratch." },
  OSBUILD: {
    scratch: "knows no scratch builds; give scratch: false, and skipTag: true where nothing is to be tagged.",
    optionalArches: "lets no arch fail; leave them out.",
    background: ALWAYS_ORDINARY,
  },
  IMAGE_BUILDER: { background: ALWAYS_ORDINARY },
  DUD: { release: "counts releases itself; leave it out.", skipTag: "always tags what it keeps; leave it out." },
};

function unheeded(order: BuildOrder): readonly FieldProblem[] {
  return Object.entries(UNHEEDED[order.method]).flatMap(([name, says]) =>
    // `Unheeded` has no other members.
    isAsked(order[name as keyof OrderBasics])
      ? [
          {
            path: [name],
            message: `${name} ${asked(name)}, but Koji's way to build ${order.name} (${order.method}) ${says}`,
          },
        ]
      : [],
  );
}

/** What nobody gave counts as well where it is so by default. */
const asked = (name: string) => (name === "scratch" ? "is true, as it is unless said otherwise" : "is given");

const isAsked = (value: OrderBasics[keyof OrderBasics]) => (Array.isArray(value) ? value.length > 0 : Boolean(value));
