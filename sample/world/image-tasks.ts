import type { Method } from "./images.ts";
import type { Attempt } from "./plan.ts";

/** The channel of a method's tasks. */
export const CHANNELS: Readonly<Record<Method, string>> = {
  livecd: "livecd",
  appliance: "appliance",
  livemedia: "livemedia",
  image: "image",
  indirectionimage: "image",
  kiwiBuild: "image",
  osbuildImage: "image",
  imageBuilderBuild: "image",
  dudBuild: "image",
};

/** The method of a method's tasks per arch; null where one task does it all. */
export const CHILD_METHODS: Readonly<Record<Method, string | null>> = {
  livecd: "createLiveCD",
  appliance: "createAppliance",
  livemedia: "createLiveMedia",
  image: "createImage",
  indirectionimage: null,
  kiwiBuild: "createKiwiImage",
  osbuildImage: null,
  imageBuilderBuild: "imageBuilderBuildArch",
  dudBuild: "createDudIso",
};

const WEIGHT: Partial<Readonly<Record<Method, number>>> = { kiwiBuild: 4, imageBuilderBuild: 4 };

export const SLOWNESS: Readonly<Record<string, number>> = { x86_64: 1, aarch64: 1.15, ppc64le: 1.3, s390x: 1.1 };

/** koji.PRIO_DEFAULT and what tasks of nobody in particular have. */
const PARENT_WEIGHT = 0.2;
export const CHILD_WEIGHT = 1.5;

/** What a running parent weighs on its host. */
export const parentWeight = (method: Method): number => WEIGHT[method] ?? PARENT_WEIGHT;

/** How the parent calls the task of an arch. */
export function labelOf(method: Method, arch: string): string {
  if (method === "livemedia") return `livemedia ${arch}`;
  return method === "livecd" || method === "appliance" ? method : arch;
}

/** The indirection task works itself, so it is of the arch; the others only wait. */
export const parentArch = ({ image }: Attempt): string =>
  image.method === "indirectionimage" ? (image.arches[0] ?? "x86_64") : "noarch";
