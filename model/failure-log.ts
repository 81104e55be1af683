/*
 * Which log tells why an image task failed. The order is what Koji's own documentation and the builders' code say of
 * each method (docs/source/image_build.rst "Troubleshooting"; builder/kojid; the kiwi and osbuild plugins).
 */

/** Patterns of log names, the most telling first, by Koji's method. */
const TELLING: { readonly [method: string]: readonly RegExp[] } = {
  createLiveMedia: [/^livemedia-out\.log$/u, /^anaconda-program\.log$/u, /^root\.log$/u],
  createLiveCD: [/^livecd\.log$/u, /^root\.log$/u],
  createAppliance: [/^appliance\.log$/u, /^root\.log$/u],
  createImage: [/^oz-.*\.log$/u, /^qemu-img-.*\.log$/u, /^checkout-.*\.log$/u, /^root\.log$/u],
  createKiwiImage: [/^image-root\..*\.log$/u, /^kiwi-result-bundle\..*\.log$/u, /^root\.log$/u, /^checkout-.*\.log$/u],
  indirectionimage: [/^oz-.*\.log$/u, /\.log$/u],
  // Composer's own log of an arch, `x86_64-ec2.log.json`, before those of its talk with Koji.
  osbuildImage: [
    /^(?!koji-).*\.log\.json$/u,
    /^koji-import\.log\.json$/u,
    /^koji-init\.log\.json$/u,
    /^compose-status\.json$/u,
  ],
  imageBuilderBuildArch: [/^osbuild.*\.log$/u, /^image-builder.*\.log$/u, /^root\.log$/u],
  createDudIso: [/^root\.log$/u],
};

/** Where a task fetches its description before it starts, and for methods nobody knows. */
const ANY = [/^root\.log$/u, /^checkout.*\.log$/u, /^build\.log$/u, /\.log$/u];

/** koji.BuildrootError: the build environment itself could not be made, and only its own log says why. */
const BUILDROOT_ERROR = 1012;

/** The name of the log to read first; null when none of `names` is a log. */
export function tellingLog(method: string, faultCode: number | null, names: readonly string[]): string | null {
  const first = faultCode === BUILDROOT_ERROR ? [/^root\.log$/u] : [];
  for (const pattern of [...first, ...(TELLING[method] ?? []), ...ANY]) {
    const name = names.find((candidate) => pattern.test(candidate));
    if (name !== undefined) return name;
  }
  return null;
}

/** Whether a task's output is a log, by its name: osbuild's are JSON, rotated ones compressed. */
export const isLogName = (name: string): boolean =>
  /\.log(?:\.json|\.\d+)?(?:\.gz|\.xz)?$/u.test(name) || name === "compose-status.json";
