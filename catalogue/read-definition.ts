import { text, textSuchAs } from "../config/settings/kinds.ts";
import type { Section } from "../config/settings/section.ts";
import type { CatalogueImage } from "../model/catalogue.ts";
import type { ImageDefinition } from "../model/image-definition.ts";

type Read = (section: Section) => ImageDefinition;

const kickstart: Read = (section) => ({
  kind: "kickstart",
  path: section.required("kickstart", textSuchAs("its path in the repository, such as fedora-live-kde.ks")),
  repository: section.optional("repository", text),
  ref: section.optional("ref", text),
});

const kiwi: Read = (section) => ({
  kind: "kiwi",
  descriptionUrl: section.required(
    "descriptionUrl",
    textSuchAs("a source such as git+https://git.example.org/kiwi.git#main"),
  ),
  descriptionPath: section.required("descriptionPath", textSuchAs("the folder of the description in its source")),
  profile: section.optional("profile", text),
});

const osbuild: Read = (section) => ({
  kind: "osbuild",
  distro: section.optional("distro", text),
  imageType: section.required("imageType", textSuchAs("a type such as qcow2")),
});

/** What each method is built from; null where the catalogue has no words for it. */
const READ_FOR_METHOD: Readonly<Record<CatalogueImage["method"], Read | null>> = {
  LIVECD: kickstart,
  APPLIANCE: kickstart,
  LIVEMEDIA: kickstart,
  IMAGE: kickstart,
  INDIRECTION: null,
  KIWI: kiwi,
  OSBUILD: osbuild,
  IMAGE_BUILDER: osbuild,
  DUD: null,
};

/**
 * The definition of an image; null where there is none. Keys of another method's definition are unknown ones, and
 * while the method itself is a problem (null), nothing is said of its definition.
 */
export function readDefinition(section: Section, method: CatalogueImage["method"] | null): ImageDefinition | null {
  const isGiven = section.shape("definition") !== "absent";
  if (!isGiven || method === null) return null;
  const read = READ_FOR_METHOD[method];
  if (read !== null) return section.section("definition", read);
  section.problem("definition", `${section.nameOf("definition")} has no meaning for this method; leave it out.`);
  return null;
}
