import type { Image } from "./images.ts";
import type { Release } from "./releases.ts";

/** Where the sample's sources live; nothing is there, the addresses only appear in requests. */
export const KICKSTART_REPOSITORY = "git+https://git.aurora.example.org/aurora-kickstarts.git";
export const KIWI_REPOSITORY = "git+https://git.aurora.example.org/aurora-kiwi-descriptions.git";
export const COMPOSES = "https://files.aurora.example.org/compose";

const METHODS_WITH_KICKSTART: readonly Image["method"][] = ["livecd", "appliance", "livemedia", "image"];

/** The kickstart an image is made from; null for the methods that take none. */
export function kickstartOf(image: Image): string | null {
  if (!METHODS_WITH_KICKSTART.includes(image.method)) return null;
  // Where there are very many, the same ones go by further names.
  const short = image.name.replace(/^Aurora-|-\d+$/g, "").toLowerCase();
  if (image.method === "livemedia" || image.method === "livecd")
    return `aurora-live-${short.replace(/-?live-?/, "")}.ks`;
  return `aurora-${image.method === "appliance" ? "arm" : "disk"}-${short}.ks`;
}

/** Kiwi's profile of an image. */
export const profileOf = (image: Image): string => image.name.replace(/^Aurora-/, "");

export function kiwiDescriptionOf(image: Image): string {
  return image.group === "cloud-sig" ? "teams/cloud/cloud.xml" : "teams/desktop/desktop.xml";
}

/** The branch of the sources a release is built from. */
export const branchOf = (release: Release): string => (release.name === "main" ? "main" : release.name);

/** What image-builder and osbuild call the type of a format. */
export function imageTypeOf(image: Image): string {
  if (image.name.includes("Edge")) return "edge-simplified-installer";
  if (image.formats.includes("wsl")) return "wsl";
  if (image.formats.includes("qcow2")) return "qcow2";
  return image.name.includes("IoT") ? "iot-raw-xz" : "ami";
}
