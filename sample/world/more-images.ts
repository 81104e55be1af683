import { type Image, IMAGES, type Method } from "./images.ts";
import { RELEASES } from "./releases.ts";

/** Arches that there are hosts for in every channel of images. */
export const IMAGE_ARCHES: readonly string[] = ["x86_64", "aarch64", "ppc64le", "s390x"];

/** Koji's tasks of these take one arch. */
const OF_ONE_ARCH: readonly Method[] = ["livecd", "appliance", "indirectionimage"];

/**
 * So many images with the methods and stories of the sample's own, over and over: the second round's names end in `-2`.
 * `arches`: what each is built for, by methods that build for several; null as the sample's own.
 */
export function moreImages(count: number, arches: readonly string[] | null): readonly Image[] {
  const models = arches === null ? IMAGES : IMAGES.filter(({ method }) => !OF_ONE_ARCH.includes(method));
  return Array.from({ length: count }, (_, index) => {
    const model = models[index % models.length];
    if (model === undefined) throw new RangeError("The sample has no images.");
    const round = Math.floor(index / models.length) + 1;
    const image = { ...model, id: index + 1, name: round === 1 ? model.name : `${model.name}-${round}` };
    return arches === null ? image : { ...image, arches, ...fitting(model, arches) };
  });
}

/** Not all arches may be optional, and a release must have them all. */
function fitting({ optional, releases }: Image, arches: readonly string[]): Pick<Image, "optional" | "releases"> {
  const left = optional.filter((arch) => arches.includes(arch));
  const having = releases.filter((name) => {
    const release = RELEASES.find((one) => one.name === name);
    return arches.every((arch) => release?.arches.split(" ").includes(arch));
  });
  return { optional: left.length === arches.length ? [] : left, releases: having.length === 0 ? ["main"] : having };
}
