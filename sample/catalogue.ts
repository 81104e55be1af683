import { stringify } from "yaml";
import { imageTypeOf, KIWI_REPOSITORY, kickstartOf, kiwiDescriptionOf, profileOf } from "./world/definitions.ts";
import type { Image, ImageTable } from "./world/images.ts";

/** What ought to be built, as the gateway's catalogue says it: the images of the table but for those it does not list. */
export function catalogueText({ all }: ImageTable): string {
  const images = all.filter(({ stage }) => stage !== null).map((image) => [image.name, entryOf(image)] as const);
  return stringify({ images: Object.fromEntries(images) }, { lineWidth: 120, aliasDuplicateObjects: false });
}

function entryOf(image: Image): object {
  const targets = image.releases.map((release) => [`${release}-compose`, targetOf(image)] as const);
  return {
    summary: `${image.name.replaceAll("-", " ")}, built every night`,
    group: image.group,
    contact: `${image.group}@lists.example.org`,
    stage: image.stage,
    method: image.method,
    targets: Object.fromEntries(targets),
    ...definitionOf(image),
    staleAfter: image.stage === "test" ? "7d" : "3d",
    retention: { keepLast: 5, keepDays: 30 },
    afterwards: "Promoted by release engineering once tested.",
  };
}

const targetOf = ({ arches, optional }: Image): object =>
  optional.length === 0 ? { arches } : { arches, optionalArches: optional };

/** Methods that take neither a kickstart nor a description have none. */
function definitionOf(image: Image): object {
  const kickstart = kickstartOf(image);
  if (kickstart !== null) return { definition: { kickstart, repository: "aurora-kickstarts" } };
  if (image.method === "kiwiBuild") return { definition: kiwiDefinition(image) };
  if (image.method !== "osbuildImage" && image.method !== "imageBuilderBuild") return {};
  return { definition: { distro: "aurora-main", imageType: imageTypeOf(image) } };
}

const kiwiDefinition = (image: Image): object => ({
  descriptionUrl: `${KIWI_REPOSITORY}?#origin/main`,
  descriptionPath: kiwiDescriptionOf(image),
  profile: profileOf(image),
});
