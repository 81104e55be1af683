import type {
  BuildMethod,
  DiskOptions,
  IndirectionOptions,
  KeyValue,
  LiveOptions,
  MethodOptions,
  OrderOf,
} from "./build-order.ts";
import { type Check, type Checks, type FieldProblem, nameOf, shown, valueCheck } from "./field-problem.ts";
import { lorax, oneArch, oneKickstart, passedOver, someArch, templatePlace, twoImages } from "./order-agreement.ts";
import {
  fileName,
  fitting,
  free,
  jsonObject,
  line,
  listOf,
  packageName,
  pathInside,
  sourceAddress,
  webAddress,
  whole,
  word,
} from "./order-checks.ts";

type MethodChecks<M extends BuildMethod> = {
  readonly options: Checks<MethodOptions[M]>;
  /** What is wrong with them together; `path`: where the options stand. */
  readonly whole: (order: OrderOf<M>, path: readonly string[]) => readonly FieldProblem[];
};

/** pykickstart's names of what it can read. */
const kickstartVersion = fitting(
  /^(?:F\d{1,3}|FC\d|RHEL\d{1,2}|DEVEL)$/iu,
  "give the name of a release's syntax, as F43.",
);

const kickstart = {
  kickstart: pathInside,
  kickstartUrl: sourceAddress,
  kickstartSource: free,
  kickstartVersion,
  specFile: sourceAddress,
};

const live: Checks<LiveOptions> = {
  ...kickstart,
  installTreeUrl: webAddress,
  isoName: fileName,
  // What fits into an ISO's header (handle_spin_livemedia in koji's client).
  volumeId: line({ longest: 32 }),
  vcpu: whole(1, 256),
  vmem: whole(64, 1_048_576, " MiB"),
  keepKickstartRepos: free,
  squashfsOnly: free,
  diskFormat: fitting(/^(?:raw|qcow|qcow2|vmx)$/u, "give raw, qcow, qcow2 or vmx."),
  loraxUrl: sourceAddress,
  loraxDirectory: pathInside,
  noMacBoot: free,
  compressArguments: listOf(line()),
};

/** handle_image_build in koji's client; `raw` is what Oz makes first. */
const DISK_FORMATS =
  "raw vmdk qcow qcow2 vdi vpc rhevm-ova vsphere-ova vagrant-virtualbox vagrant-libvirt vagrant-vmware-fusion vagrant-hyperv docker raw-xz liveimg-squashfs tar-gz".split(
    " ",
  );

const diskFormat: Check<string> = valueCheck((text) =>
  DISK_FORMATS.includes(text)
    ? null
    : `, which Koji's image task does not make; give some of ${DISK_FORMATS.join(", ")}.`,
);

const disk: Checks<DiskOptions> = {
  ...kickstart,
  installTreeUrl: webAddress,
  // OzImageTask.parseDistro in kojid.
  distro: fitting(/^(?:Fedora-\d+|(?:RHEL|CentOS|SL)-\d+\.\d+)$/u, "give one such as Fedora-43 or RHEL-9.4."),
  formats: listOf(diskFormat, { least: 1 }),
  diskSizeGiB: whole(1, 4096, " GiB"),
  factoryParameters: pairsOf(word, line({ longest: 4096 })),
  ovaOptions: pairsOf(
    fitting(/^[^=\s]+$/u, "an option's name has neither blank nor =: give such a one."),
    // The builder parts them at every =.
    fitting(/^[^=]*$/u, "no = may stand in it; leave it out."),
  ),
  noVerifySsl: free,
};

function pairsOf(key: Check<string>, value: Check<string>): Check<readonly KeyValue[]> {
  return (pairs, path) => {
    if (pairs.length > 50) return [{ path, message: `${nameOf(path)} has ${pairs.length} members; give 50 at most.` }];
    return pairs.flatMap((pair, index) => {
      const place = [...path, String(index)];
      const twice = pairs.findIndex((other) => other.key === pair.key) < index;
      return [
        ...key(pair.key, [...place, "key"]),
        ...(twice
          ? [
              {
                path: [...place, "key"],
                message: `${nameOf(place)}.key is ${shown(pair.key)} once more; give it once.`,
              },
            ]
          : []),
        ...value(pair.value, [...place, "value"]),
      ];
    });
  };
}

const imageTask = whole(1, 2 ** 31 - 1);

const indirection: Checks<IndirectionOptions> = {
  template: pathInside,
  templateUrl: sourceAddress,
  resultsLocation: fitting(/^(?!.*(?:^|\/)\.\.(?:\/|$))\S+$/u, "give the path of the results in the working image."),
  baseImageTask: imageTask,
  baseImageBuild: word,
  utilityImageTask: imageTask,
  utilityImageBuild: word,
};

const ostree = { ostreeRef: word, ostreeParent: word, ostreeUrl: webAddress };

const distro = word;

export const METHOD_CHECKS: { readonly [M in BuildMethod]: MethodChecks<M> } = {
  LIVECD: {
    options: live,
    whole: (order, path) => [
      ...oneArch(order),
      ...oneKickstart(order.options, path),
      ...passedOver(["vcpu", "vmem", "squashfsOnly"])(order.options, path),
    ],
  },
  APPLIANCE: {
    options: live,
    whole: (order, path) => [
      ...oneArch(order),
      ...oneKickstart(order.options, path),
      ...passedOver(["volumeId", "squashfsOnly"])(order.options, path),
    ],
  },
  LIVEMEDIA: {
    options: live,
    whole: (order, path) => [
      ...someArch(order),
      ...oneKickstart(order.options, path),
      ...lorax(order.options, path),
      ...passedOver(["vcpu", "vmem"])(order.options, path),
    ],
  },
  IMAGE: { options: disk, whole: (order, path) => [...someArch(order), ...oneKickstart(order.options, path)] },
  INDIRECTION: {
    options: indirection,
    whole: (order, path) => [
      ...oneArch(order),
      ...twoImages(order.options, path),
      ...templatePlace(order.options, path),
    ],
  },
  KIWI: {
    options: {
      descriptionUrl: sourceAddress,
      descriptionPath: pathInside,
      profile: word,
      type: word,
      typeAttributes: listOf(fitting(/^[^=\s]+=.*$/u, "give an attribute as name=value.")),
      makePrep: free,
      bundleNameFormat: fitting(/^[^/\s]+$/u, "give a pattern for a file's name, as %N-%v-%I.%A."),
      useBuildrootRepo: free,
      repoReleasever: word,
    },
    whole: () => [],
  },
  OSBUILD: {
    options: {
      ...ostree,
      distro,
      imageType: word,
      repoPackageSets: free,
      customizations: jsonObject,
      uploadOptions: jsonObject,
    },
    whole: someArch,
  },
  IMAGE_BUILDER: {
    options: {
      ...ostree,
      imageType: word,
      distro,
      blueprint: jsonObject,
      seed: valueCheck((text) =>
        /^-?\d+$/u.test(text) && Number.isSafeInteger(Number(text))
          ? null
          : "; give a whole number of 15 digits at most.",
      ),
      preview: free,
      bootcRef: word,
      bootcBuildRef: word,
      bootcInstallerPayloadRef: word,
      bootcDefaultFilesystem: word,
    },
    whole: () => [],
  },
  DUD: {
    options: {
      packages: listOf(packageName, { least: 1, most: 500 }),
      sourceUrl: sourceAddress,
      allDependencies: free,
    },
    whole: () => [],
  },
};
