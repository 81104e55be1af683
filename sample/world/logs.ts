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

type Row = readonly [name: string, flavour: Flavour, from: number, to: number, lines: number];

/** Every task in a mock chroot writes these. */
const CHROOT: readonly Row[] = [
  ["root.log", "chroot", 0, 0.18, 260],
  ["build.log", "states", 0.16, 1, 40],
  ["state.log", "states", 0, 1, 12],
  ["mock_output.log", "chroot", 0, 1, 60],
];

/** By method, `ARCH` and `FORMAT` still to be filled in; image-facts: what the builders of each method upload. */
const SHAPES: Readonly<Record<Method, readonly Row[]>> = {
  livemedia: [
    ["livemedia-out.log", "transaction", 0.18, 1, 900],
    ...CHROOT,
    ["anaconda-packaging.log", "packages", 0.3, 0.7, 300],
    ["anaconda-program.log", "installer", 0.25, 0.9, 220],
    ["anaconda-storage.log", "installer", 0.25, 0.5, 160],
    ["checkout.log", "checkout", 0.01, 0.03, 8],
    ["dnf5.log", "transaction", 0.2, 0.6, 200],
    ["hw_info.log", "host", 0, 0.01, 14],
    ["mock_config.log", "host", 0, 0.01, 18],
    ["installed_pkgs.log", "packages", 0.17, 0.18, 180],
    ["manifest.log", "packages", 0.95, 1, 240],
  ],
  livecd: [
    ["livecd.log", "transaction", 0.18, 1, 500],
    ...CHROOT,
    ["manifest.log", "packages", 0.95, 1, 160],
    ["installed_pkgs.log", "packages", 0.17, 0.18, 120],
  ],
  appliance: [
    ["appliance.log", "transaction", 0.18, 1, 420],
    ...CHROOT,
    ["installed_pkgs.log", "packages", 0.17, 0.18, 120],
  ],
  image: [
    ["oz-ARCH.log", "installer", 0.05, 0.8, 480],
    ["qemu-img-FORMAT-ARCH.log", "convert", 0.82, 1, 60],
    ["checkout-ARCH.log", "checkout", 0.01, 0.03, 8],
  ],
  indirectionimage: [["oz-ARCH.log", "installer", 0.05, 0.95, 380]],
  kiwiBuild: [
    ["image-root.ARCH.log", "transaction", 0.15, 0.9, 640],
    ["kiwi-result-bundle.ARCH.log", "convert", 0.9, 1, 30],
    ["checkout-ARCH.log", "checkout", 0.01, 0.03, 8],
    ...CHROOT,
    ["hw_info.log", "host", 0, 0.01, 14],
    ["mock_config.log", "host", 0, 0.01, 18],
    ["installed_pkgs.log", "packages", 0.14, 0.15, 120],
  ],
  osbuildImage: [
    ["compose-request.json", "json", 0, 0, 1],
    ["compose-status.json", "json", 0.05, 1, 1],
    ["koji-init.log.json", "json", 0.1, 0.1, 1],
  ],
  imageBuilderBuild: [
    ["image-builder.log", "transaction", 0.2, 1, 420],
    ...CHROOT,
    ["hw_info.log", "host", 0, 0.01, 14],
  ],
  dudBuild: [...CHROOT],
};

/** What osbuild leaves per arch. */
const PER_ARCH_OF_OSBUILD: readonly Row[] = [
  ["ARCH-TYPE.manifest.json", "json", 0.1, 0.1, 1],
  ["ARCH-TYPE.log.json", "json", 0.9, 1, 1],
];

/** Logs of other tasks. */
const OTHER: Readonly<Record<string, readonly Row[]>> = {
  buildArch: [...CHROOT, ["hw_info.log", "host", 0, 0.01, 14], ["installed_pkgs.log", "packages", 0.17, 0.18, 120]],
  buildSRPMFromSCM: [...CHROOT, ["checkout.log", "checkout", 0.01, 0.03, 8]],
  createrepo: [["createrepo.log", "host", 0.1, 1, 24]],
};

export function logShapes(method: Method, archs: readonly string[], formats: readonly string[]): readonly LogShape[] {
  const perArch = method === "osbuildImage" ? PER_ARCH_OF_OSBUILD : [];
  const spread = [...SHAPES[method], ...perArch]
    .map(shapeOf)
    .flatMap((shape) =>
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

export const otherLogShapes = (method: string): readonly LogShape[] => (OTHER[method] ?? []).map(shapeOf);

const shapeOf = ([name, flavour, from, to, lines]: Row): LogShape => ({ name, flavour, from, to, lines });

/** Methods whose builds keep their logs in one folder; the others have one per arch (kojihub, importImageInternal). */
export const logsLieTogether = (method: Method): boolean =>
  method === "appliance" || method === "image" || method === "indirectionimage" || method === "livecd";
