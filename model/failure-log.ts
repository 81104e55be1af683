/*
 * Which log tells why an image task failed. The order is what Koji's own documentation and the builders' code say of
 * each method (docs/source/image_build.rst "Troubleshooting"; builder/kojid; the kiwi plugin; koji-osbuild;
 * koji-image-builder).
 */

const OSBUILD_ARCH = /^(?!koji-).*\.log\.json$/u;

/** What osbuild's composer says of all arches: of several logs their names do not tell which one failed, but this does. */
const OSBUILD_STATUS = "compose-status.json";

/** Patterns of log names, the most telling first, by Koji's method. A step that is reached writes the later log. */
const TELLING: { readonly [method: string]: readonly RegExp[] } = {
  createLiveMedia: [/^livemedia-out\.log$/u, /^anaconda-program\.log$/u, /^root\.log$/u],
  createLiveCD: [/^livecd\.log$/u, /^root\.log$/u],
  createAppliance: [/^appliance\.log$/u, /^root\.log$/u],
  createImage: [/^oz-.*\.log$/u, /^qemu-img-.*\.log$/u, /^checkout-.*\.log$/u, /^root\.log$/u],
  // Bundling begins only when the image is made.
  createKiwiImage: [/^kiwi-result-bundle\..*\.log$/u, /^image-root\..*\.log$/u, /^root\.log$/u, /^checkout-.*\.log$/u],
  indirectionimage: [/^oz-.*\.log$/u, /\.log$/u],
  // Composer's own log of an arch, `x86_64-ec2.log.json`, before those of its talk with Koji.
  osbuildImage: [OSBUILD_ARCH, /^koji-import\.log\.json$/u, /^koji-init\.log\.json$/u, /^compose-status\.json$/u],
  // Its program runs in mock, which writes down what programs say; hubs with a plugin of their own keep a log of it.
  imageBuilderBuildArch: [/^osbuild.*\.log$/u, /^image-builder.*\.log$/u, /^root\.log$/u],
  createDudIso: [/^root\.log$/u],
};

/** Where a task fetches its description before it starts, and for methods nobody knows. */
const ANY = [/^root\.log$/u, /^checkout.*\.log$/u, /^build\.log$/u, /\.log$/u];

/** koji.BuildrootError: the build environment itself could not be made, and only its own log says why. */
const BUILDROOT_ERROR = 1012;

/** `…, see checkout.log for details`: what builders end a message with when a program failed whose log they know. */
const NAMED = /\bsee (?<log>[\w.+-]+\.log) for (?:details|more information)/iu;

export type FailedTask = {
  /** Koji's name of the task's work. */
  readonly method: string;
  /** What the builder said; null for a cancelled task. */
  readonly fault: { readonly code: number; readonly message: string } | null;
};

/** The name of the log to read first; null when none of `names` is a log. */
export function tellingLog({ method, fault }: FailedTask, names: readonly string[]): string | null {
  const named = NAMED.exec(fault?.message ?? "")?.groups?.["log"];
  if (named !== undefined && names.includes(named)) return named;
  const first = fault?.code === BUILDROOT_ERROR ? [/^root\.log$/u] : [];
  for (const pattern of [...first, ...(TELLING[method] ?? []), ...ANY]) {
    const [name, another] = names.filter((candidate) => pattern.test(candidate));
    if (another !== undefined && pattern === OSBUILD_ARCH && names.includes(OSBUILD_STATUS)) return OSBUILD_STATUS;
    if (name !== undefined) return name;
  }
  return null;
}

/** Whether a task of this method, once it runs, writes logs whatever comes of it. Parents mostly only wait. */
export const writesLogs = (method: string): boolean => Object.hasOwn(TELLING, method);

/** Whether a task's output is a log, by its name: osbuild's are JSON, rotated ones compressed. */
export const isLogName = (name: string): boolean =>
  /\.log(?:\.json|\.\d+)?(?:\.gz|\.xz)?$/u.test(name) || name === OSBUILD_STATUS;
