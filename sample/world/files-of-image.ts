import { posix } from "node:path";
import { kickstartOf } from "./definitions.ts";
import { type Content, fillerContent, textContent } from "./content.ts";
import { domainXml, flattenedKickstart, sourceKickstart, templateXml } from "./image-texts.ts";
import type { Attempt } from "./plan.ts";
import { between } from "./random.ts";
import type { Rpm } from "./rpm.ts";
import { rpmsOf } from "./rpms.ts";
import type { World } from "./world.ts";

/** A file that an arch of an attempt yields besides its logs. `archived`: it becomes an archive of the build. */
export type ImageFile = {
  readonly name: string;
  readonly archived: boolean;
  /** There from the beginning, as kickstarts are; the others only when the task ends well. */
  readonly early: boolean;
  readonly content: Content;
};

const EXTENSIONS: Readonly<Record<string, string>> = {
  "raw-xz": "raw.xz",
  "vagrant-libvirt": "vagrant-libvirt.box",
  "vagrant-virtualbox": "vagrant-virtualbox.box",
  "vhdx-compressed": "vhdx.xz",
};

/** `taskId` is the arch's task: builders put it into the name of the kickstart they made. */
export type Place = {
  readonly world: World;
  readonly attempt: Attempt;
  readonly arch: string;
  readonly taskId: number;
};

export function imageFilesOf(place: Place): readonly ImageFile[] {
  const { attempt, arch } = place;
  const { name, method } = attempt.image;
  const nvr = `${name}-${attempt.version}-${attempt.label}`;
  switch (method) {
    case "livemedia":
    case "livecd":
      return [
        ...kickstarts(place, "koji-image"),
        disk(place, `${name}-${arch}-${attempt.version}-${attempt.label}.iso`, "iso"),
      ];
    case "appliance":
      return [
        ...kickstarts(place, "koji-image"),
        disk(place, `${nvr}-sda.raw.xz`, "raw-xz"),
        text(`${nvr}.xml`, domainXml(attempt, arch, `${nvr}-sda.raw`)),
      ];
    case "image":
      return ozFiles(place, nvr);
    case "kiwiBuild":
      return kiwiFiles(place, nvr);
    case "indirectionimage":
    case "osbuildImage":
    case "imageBuilderBuild":
    case "dudBuild":
      return attempt.image.formats.map((format) =>
        disk(place, `${nvr}.${arch}.${EXTENSIONS[format] ?? format}`, format),
      );
  }
}

const text = (name: string, body: string, options: Partial<ImageFile> = {}): ImageFile => ({
  name,
  archived: true,
  early: false,
  content: textContent(() => body),
  ...options,
});

function kickstarts({ world, attempt, taskId }: Place, prefix: string): ImageFile[] {
  const kept = { archived: prefix === "koji", early: true };
  const suffix = prefix === "koji" ? "-base" : "";
  return [
    text(kickstartName(attempt), sourceKickstart(attempt, world.kickstarts), kept),
    text(
      `${prefix}-${attempt.release.name}-build-${taskId}${suffix}.ks`,
      flattenedKickstart(attempt, world.kickstarts),
      kept,
    ),
  ];
}

const kickstartName = ({ image, asked }: Attempt): string =>
  posix.basename(asked?.kickstart?.path ?? kickstartOf(image) ?? "image.ks");

function disk({ world, attempt, arch }: Place, name: string, format: string): ImageFile {
  const { image, day, label } = attempt;
  const factor = format === "raw-xz" ? 1.1 : format.startsWith("vagrant") ? 0.95 : 1;
  const jitter = between(0.97, 1.04, world.seed, "size", image.name, format, arch, day, label);
  const size = Math.floor(image.megabytes * 1_048_576 * factor * jitter);
  return { name, archived: true, early: false, content: fillerContent(size, `${name} ${label}`) };
}

function ozFiles(place: Place, nvr: string): ImageFile[] {
  const { attempt, arch } = place;
  return [
    text(`tdl-${arch}.xml`, templateXml(attempt, arch), { early: true }),
    ...kickstarts(place, "koji"),
    ...attempt.image.formats.flatMap((format) => {
      const file = `${nvr}.${arch}.${EXTENSIONS[format] ?? format}`;
      return [text(`libvirt-${format}-${arch}.xml`, domainXml(attempt, arch, file)), disk(place, file, format)];
    }),
  ];
}

function kiwiFiles(place: Place, nvr: string): ImageFile[] {
  const { world, attempt, arch } = place;
  const base = `${nvr}.${arch}`;
  const listing = (line: (rpm: Rpm) => string): Content =>
    textContent(() => `${rpmsOf(world, attempt, arch).map(line).join("\n")}\n`);
  const companion = (suffix: string, content: Content): ImageFile => ({
    name: `${base}.${suffix}`,
    archived: true,
    early: false,
    content,
  });
  const [format = "iso"] = attempt.image.formats;
  return [
    disk(place, `${base}.${EXTENSIONS[format] ?? format}`, format),
    companion(
      "changes",
      listing((rpm) => `${rpm.name} - rebuilt`),
    ),
    companion(
      "packages",
      listing((rpm) => `${rpm.name}|${rpm.epoch ?? "(none)"}|${rpm.version}|${rpm.release}|${rpm.arch}|(none)|MIT`),
    ),
    companion(
      "verified",
      listing((rpm) => `.......T.  c /etc/${rpm.name}.conf`),
    ),
  ];
}
