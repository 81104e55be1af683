import type { Image, Method } from "./images.ts";
import type { Attempt, Fault } from "./plan.ts";
import { hash } from "./random.ts";

/** koji/__init__.py */
const CODE = {
  traceback: 1,
  generic: 1000,
  build: 1005,
  buildroot: 1012,
  livecd: 1015,
  appliance: 1018,
  livemedia: 1022,
} as const;

/** What a builder says when an arch fails, by method; the first is what mostly happens. `log` is where the reason stands. */
export type Failure = Fault & { readonly log: string; readonly cause: FailureCause };
export type FailureCause =
  "missing package" | "scriptlet" | "disk full" | "buildroot" | "composer" | "timeout" | "kickstart";

const NO_SPACE = [
  "Traceback (most recent call last):",
  '  File "/usr/lib/python3.14/site-packages/koji/daemon.py", line 1514, in runTask',
  '  File "/usr/lib/koji-builder-plugins/kiwi.py", line 403, in handler',
  "OSError: [Errno 28] No space left on device: '/var/lib/mock/main-build-58213991-6412345'",
  "",
].join("\n");

type Row = readonly [faultCode: number, cause: FailureCause, log: string, faultString: string];

/** `ARCH` and `PACKAGE` are filled in. */
const FAILURES: Readonly<Record<Method, readonly Row[]>> = {
  livemedia: [
    [
      CODE.livemedia,
      "missing package",
      "livemedia-out.log",
      "Could not create LiveMedia: livemedia-creator exited with status 1; see root.log or livemedia-out.log for more information",
    ],
    [
      CODE.livemedia,
      "scriptlet",
      "livemedia-out.log",
      "Could not create LiveMedia: livemedia-creator exited with status 1; see root.log or livemedia-out.log for more information",
    ],
    [
      CODE.buildroot,
      "buildroot",
      "root.log",
      "could not init mock buildroot, mock exited with status 30; see root.log for more information",
    ],
  ],
  livecd: [
    [
      CODE.livecd,
      "missing package",
      "livecd.log",
      "Could not create LiveCD: livecd-creator exited with status 1; see root.log or livecd.log for more information",
    ],
    [
      CODE.buildroot,
      "buildroot",
      "root.log",
      "could not init mock buildroot, mock exited with status 30; see root.log for more information",
    ],
  ],
  appliance: [
    [
      CODE.appliance,
      "scriptlet",
      "appliance.log",
      "Could not create appliance: appliance-creator exited with status 1; see root.log or appliance.log for more information",
    ],
    [
      CODE.appliance,
      "missing package",
      "appliance.log",
      "Could not create appliance: appliance-creator exited with status 1; see root.log or appliance.log for more information",
    ],
  ],
  image: [
    [CODE.appliance, "timeout", "oz-ARCH.log", "Image status is FAILED: No disk activity in 300 seconds, failing"],
    [
      CODE.build,
      "missing package",
      "oz-ARCH.log",
      "Image status is FAILED: Installation of the base image did not end; see oz-ARCH.log",
    ],
  ],
  indirectionimage: [
    [CODE.appliance, "timeout", "oz-ARCH.log", "Image status is FAILED: No disk activity in 300 seconds, failing"],
  ],
  kiwiBuild: [
    [
      CODE.generic,
      "missing package",
      "image-root.ARCH.log",
      "Kiwi failed: error while building image root: “dnf5: Failed to resolve the transaction: No match for argument: PACKAGE”; see image-root.log",
    ],
    [CODE.traceback, "disk full", "image-root.ARCH.log", NO_SPACE],
    [
      CODE.buildroot,
      "buildroot",
      "root.log",
      "could not init mock buildroot, mock exited with status 30; see root.log for more information",
    ],
  ],
  osbuildImage: [
    [
      CODE.generic,
      "composer",
      "ARCH-TYPE.log.json",
      "Composer API error: compose failed: 1 of 2 images could not be built",
    ],
  ],
  imageBuilderBuild: [
    [
      CODE.generic,
      "missing package",
      "image-builder.log",
      "image-builder exited with status 1; see image-builder.log for more information",
    ],
    [
      CODE.buildroot,
      "buildroot",
      "root.log",
      "could not init mock buildroot, mock exited with status 30; see root.log for more information",
    ],
  ],
  dudBuild: [
    [
      CODE.generic,
      "missing package",
      "root.log",
      "Error running mock: createrepo_c exited with status 1; see root.log for more information",
    ],
  ],
};

/** What an image's kickstart or description still asks for although nothing provides it. */
const GONE_PACKAGES = [
  "plasma-thunderbolt",
  "xfce4-volumed",
  "gnome-kiosk-script",
  "i3-gaps-session",
  "libreport-anaconda",
] as const;

export const gonePackage = (image: Image): string =>
  GONE_PACKAGES[hash("gone", image.name) % GONE_PACKAGES.length] ?? GONE_PACKAGES[0];

/** The failure of an arch of an attempt. An image that fails for days fails for one reason. */
export function failureOf(attempt: Attempt, arch: string): Failure {
  const { image, day, createMs, asked } = attempt;
  if (asked !== null && asked.failure !== null) return { ...asked.failure, cause: "kickstart", log: "" };
  const choices = FAILURES[image.method];
  const lasting = image.story === "broken" || image.story === "split" || image.story === "stale";
  const turn = image.story === "shaky" ? day : hash("failure", image.name, day, Math.floor(createMs));
  const chosen = choices[lasting ? 0 : turn % choices.length];
  if (chosen === undefined) throw new Error(`The sample knows no failure of ${image.method}.`);
  const fill = (text: string) => text.replaceAll("ARCH", arch).replaceAll("PACKAGE", gonePackage(image));
  const [faultCode, cause, log, faultString] = chosen;
  return { faultCode, cause, log: fill(log), faultString: fill(faultString) };
}

/** What the parent says that dies before it asks for a build. */
export function unbornFault({ image, target, outcome }: Attempt): Fault {
  if (outcome.kind === "unborn" && outcome.reason === "asked") return outcome.fault;
  const reason = outcome.kind === "unborn" ? outcome.reason : "target";
  if (reason === "target") return { faultCode: CODE.generic, faultString: `No such build target: ${target}` };
  if (reason === "package")
    return { faultCode: CODE.build, faultString: `package (image) ${image.name} not in list for tag ${target}` };
  return {
    faultCode: CODE.build,
    faultString:
      'Error running git command "git clone -n https://git.aurora.example.org/aurora-kickstarts.git", see checkout.log for details',
  };
}
