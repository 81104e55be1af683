import type { Failure } from "./faults.ts";
import type { Method } from "./images.ts";

/** What a log's lines are about. */
export type Flavour =
  "transaction" | "chroot" | "states" | "host" | "packages" | "checkout" | "installer" | "convert" | "json";

/** A log of a worker task: the part of the task's time in which it is written, and how long it gets. */
export type LogShape = {
  readonly name: string;
  readonly flavour: Flavour;
  readonly from: number;
  readonly to: number;
  readonly lines: number;
};

const log = (name: string, flavour: Flavour, from: number, to: number, lines: number): LogShape => ({
  name,
  flavour,
  from,
  to,
  lines,
});

/** Every task in a mock chroot writes these. */
const CHROOT: readonly LogShape[] = [
  log("root.log", "chroot", 0, 0.18, 260),
  log("build.log", "states", 0.16, 1, 40),
  log("state.log", "states", 0, 1, 12),
  log("mock_output.log", "chroot", 0, 1, 60),
];

/** By method, `ARCH` and `FORMAT` still to be filled in; image-facts: what the builders of each method upload. */
const SHAPES: Readonly<Record<Method, readonly LogShape[]>> = {
  livemedia: [
    log("livemedia-out.log", "transaction", 0.18, 1, 900),
    ...CHROOT,
    log("anaconda-packaging.log", "packages", 0.3, 0.7, 300),
    log("anaconda-program.log", "installer", 0.25, 0.9, 220),
    log("anaconda-storage.log", "installer", 0.25, 0.5, 160),
    log("checkout.log", "checkout", 0.01, 0.03, 8),
    log("dnf5.log", "transaction", 0.2, 0.6, 200),
    log("hw_info.log", "host", 0, 0.01, 14),
    log("mock_config.log", "host", 0, 0.01, 18),
    log("installed_pkgs.log", "packages", 0.17, 0.18, 180),
    log("manifest.log", "packages", 0.95, 1, 240),
  ],
  livecd: [
    log("livecd.log", "transaction", 0.18, 1, 500),
    ...CHROOT,
    log("manifest.log", "packages", 0.95, 1, 160),
    log("installed_pkgs.log", "packages", 0.17, 0.18, 120),
  ],
  appliance: [
    log("appliance.log", "transaction", 0.18, 1, 420),
    ...CHROOT,
    log("installed_pkgs.log", "packages", 0.17, 0.18, 120),
  ],
  image: [
    log("oz-ARCH.log", "installer", 0.05, 0.8, 480),
    log("qemu-img-FORMAT-ARCH.log", "convert", 0.82, 1, 60),
    log("checkout-ARCH.log", "checkout", 0.01, 0.03, 8),
  ],
  indirectionimage: [log("oz-ARCH.log", "installer", 0.05, 0.95, 380)],
  kiwiBuild: [
    log("image-root.ARCH.log", "transaction", 0.15, 0.9, 640),
    log("kiwi-result-bundle.ARCH.log", "convert", 0.9, 1, 30),
    log("checkout-ARCH.log", "checkout", 0.01, 0.03, 8),
    ...CHROOT,
    log("hw_info.log", "host", 0, 0.01, 14),
    log("mock_config.log", "host", 0, 0.01, 18),
    log("installed_pkgs.log", "packages", 0.14, 0.15, 120),
  ],
  osbuildImage: [
    log("compose-request.json", "json", 0, 0, 1),
    log("compose-status.json", "json", 0.05, 1, 1),
    log("koji-init.log.json", "json", 0.1, 0.1, 1),
  ],
  imageBuilderBuild: [
    log("image-builder.log", "transaction", 0.2, 1, 420),
    ...CHROOT,
    log("hw_info.log", "host", 0, 0.01, 14),
  ],
  dudBuild: [...CHROOT],
};

/** What osbuild leaves per arch. */
const PER_ARCH_OF_OSBUILD: readonly LogShape[] = [
  log("ARCH-TYPE.manifest.json", "json", 0.1, 0.1, 1),
  log("ARCH-TYPE.log.json", "json", 0.9, 1, 1),
];

/** Logs of other tasks. */
const OTHER: Readonly<Record<string, readonly LogShape[]>> = {
  buildArch: [
    ...CHROOT,
    log("hw_info.log", "host", 0, 0.01, 14),
    log("installed_pkgs.log", "packages", 0.17, 0.18, 120),
  ],
  buildSRPMFromSCM: [...CHROOT, log("checkout.log", "checkout", 0.01, 0.03, 8)],
  createrepo: [log("createrepo.log", "host", 0.1, 1, 24)],
};

export function logShapes(method: Method, archs: readonly string[], formats: readonly string[]): readonly LogShape[] {
  const perArch = method === "osbuildImage" ? PER_ARCH_OF_OSBUILD : [];
  const spread = [...SHAPES[method], ...perArch].flatMap((shape) =>
    shape.name.includes("ARCH")
      ? archs.map((arch) => ({ ...shape, name: shape.name.replaceAll("ARCH", arch) }))
      : [shape],
  );
  return spread.flatMap((shape) =>
    shape.name.includes("FORMAT")
      ? formats.map((format) => ({ ...shape, name: shape.name.replace("FORMAT", format) }))
      : [shape],
  );
}

export const otherLogShapes = (method: string): readonly LogShape[] => OTHER[method] ?? [];

/** Methods whose builds keep their logs in one folder; the others have one per arch (kojihub, importImageInternal). */
export const logsLieTogether = (method: Method): boolean =>
  method === "appliance" || method === "image" || method === "indirectionimage" || method === "livecd";

/** What stands at the end of the log that says why, in the words of the tool that failed. */
export function failureBlock(failure: Failure, arch: string, gone: string): readonly string[] {
  switch (failure.cause) {
    case "missing package":
      return [
        "Failed to resolve the transaction:",
        `No match for argument: ${gone}`,
        "You can try to add to command line:",
        "  --skip-unavailable to skip unavailable packages",
        `ERROR: could not install the packages of the image: ${gone} is not in any enabled repository`,
        "Traceback (most recent call last):",
        '  File "/usr/bin/image-installer", line 288, in main',
        `RuntimeError: installation of the image failed (${arch})`,
      ];
    case "scriptlet":
      return [
        ">>> Running post-install scriptlet: selinux-policy-targeted",
        "restorecon: SELinux: Could not get canonical path for /boot/efi: No such file or directory",
        ">>> Scriptlet output:",
        "/var/tmp/rpm-tmp.q4Rv1C: line 12: 1423 Segmentation fault      (core dumped) semodule -B -n",
        `ERROR: %post script of the image exited with status 139 (${arch})`,
        "Error: Error in PREIN scriptlet in rpm package selinux-policy-targeted",
      ];
    case "disk full":
      return [
        "mksquashfs: write failed because No space left on device",
        "FATAL ERROR: Failed to write to output filesystem",
        "ERROR: [Errno 28] No space left on device: '/var/lib/mock/main-build-58213991-6412345'",
      ];
    case "buildroot":
      return [
        "Errors during downloading metadata for repository 'build':",
        "  - Status code: 503 for https://files.aurora.example.org/repos/main-build/latest/x86_64/repodata/repomd.xml",
        "Error: Failed to download metadata for repo 'build': Cannot download repomd.xml: All mirrors were tried",
        "ERROR: Command failed: ",
      ];
    case "timeout":
      return [
        "DEBUG:oz.Guest.AuroraGuest:Waiting for the installation to finish, 7200/7200",
        "ERROR:oz.Guest.AuroraGuest:No disk activity in 300 seconds, failing.",
        "oz.OzException.OzException: No disk activity in 300 seconds, failing.",
      ];
    case "composer":
      return [
        '{"status": "failure", "error": {"id": 26, "reason": "osbuild build failed", "details": [',
        '  {"stage": "org.osbuild.rpm", "reason": "package cockpit-bridge has a bad checksum"}]}}',
      ];
  }
}
