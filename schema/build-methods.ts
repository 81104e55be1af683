import { builder } from "./builder.ts";

/** The same in every method that builds from a kickstart. */
const KICKSTART = {
  kickstart: "The kickstart's path inside its repository; of one that comes along, its name.",
  kickstartUrl:
    "The repository that it lies in, in Koji's form: `git+https://example.org/kickstarts.git?folder#revision`.",
  kickstartSource:
    "The kickstart itself, in place of `kickstartUrl`: it is checked, what it includes is written in from the gateway's kickstart repository, and it is uploaded.",
  kickstartVersion: "The syntax that it is written in, as `F43`; the newest when not given.",
} as const;

const LiveInput = builder.inputType("LiveInput", {
  description: "For livecd, appliance and livemedia; each refuses what it would pass over.",
  fields: (t) => ({
    kickstart: t.string({ required: true, description: KICKSTART.kickstart }),
    kickstartUrl: t.string({ description: KICKSTART.kickstartUrl }),
    kickstartSource: t.string({ description: KICKSTART.kickstartSource }),
    kickstartVersion: t.string({ description: KICKSTART.kickstartVersion }),
    installTreeUrl: t.string({ description: "The tree that the installer comes from; may hold `$basearch`." }),
    isoName: t.string({ description: "The name of the ISO file." }),
    volumeId: t.string({ description: "The ISO's label, of 32 characters at most." }),
    vcpu: t.int({ description: "Processors of the machine that an appliance is for." }),
    vmem: t.int({ description: "Memory of the machine that an appliance is for, in MiB." }),
    keepKickstartRepos: t.boolean({
      description: "Whether the kickstart's own repositories are used, which are replaced otherwise.",
    }),
    squashfsOnly: t.boolean({ description: "Whether livemedia makes a plain squashfs." }),
  }),
});

const KeyValue = builder.inputType("KeyValue", {
  description: "A setting by name.",
  fields: (t) => ({
    key: t.string({ required: true, description: "Its name." }),
    value: t.string({ required: true, description: "Its value." }),
  }),
});

const DiskInput = builder.inputType("DiskInput", {
  description: "For Koji's image task: Oz and ImageFactory install from a tree by a kickstart.",
  fields: (t) => ({
    kickstart: t.string({ required: true, description: KICKSTART.kickstart }),
    kickstartUrl: t.string({ description: KICKSTART.kickstartUrl }),
    kickstartSource: t.string({ description: KICKSTART.kickstartSource }),
    kickstartVersion: t.string({ description: KICKSTART.kickstartVersion }),
    installTreeUrl: t.string({ required: true, description: "The tree to install from; may hold `$arch`." }),
    distro: t.string({ required: true, description: "Which distribution it is, as `Fedora-43` or `RHEL-9.4`." }),
    formats: t.stringList({ required: true, description: "What to make of it: `qcow2`, `raw-xz`, `docker` …" }),
    diskSizeGiB: t.int({ defaultValue: 10, description: "The size of the disk, in GiB." }),
    factoryParameters: t.field({ type: [KeyValue], description: "Settings for ImageFactory." }),
    ovaOptions: t.field({ type: [KeyValue], description: "Settings for the OVA's description." }),
  }),
});

const IndirectionInput = builder.inputType("IndirectionInput", {
  description:
    "For an image that a utility image makes from a base image. Of each of the two either its task or its build.",
  fields: (t) => ({
    template: t.string({ required: true, description: "The template's path inside its repository." }),
    templateUrl: t.string({ description: "The repository that it lies in, in Koji's form; has to be given." }),
    resultsLocation: t.string({ required: true, description: "Where the results lie in the utility image." }),
    baseImageTask: t.int({ description: "The task that made the base image." }),
    baseImageBuild: t.string({ description: "The build of the base image, by NVR." }),
    utilityImageTask: t.int({ description: "The task that made the utility image." }),
    utilityImageBuild: t.string({ description: "The build of the utility image, by NVR." }),
  }),
});

const KiwiInput = builder.inputType("KiwiInput", {
  description: "For the kiwi plugin. Arches that are not given are those of the build tag.",
  fields: (t) => ({
    descriptionUrl: t.string({
      required: true,
      description: "The repository of the description, in Koji's form.",
    }),
    descriptionPath: t.string({ required: true, description: "The description's path inside it." }),
    profile: t.string({ description: "The description's profile to build." }),
    type: t.string({ description: "The build type, in place of the description's." }),
    typeAttributes: t.stringList({ description: "Attributes of the build type, as `name=value`." }),
    makePrep: t.boolean({ description: "Whether `make prep` runs in the repository first." }),
    bundleNameFormat: t.string({ description: "How files are named, as `%N-%v-%I.%A`." }),
    useBuildrootRepo: t.boolean({ description: "Whether the build tag's repository is used besides `repos`." }),
  }),
});

const OsbuildInput = builder.inputType("OsbuildInput", {
  description: "For koji-osbuild, which knows no scratch builds.",
  fields: (t) => ({
    distro: t.string({ required: true, description: "The distribution, by osbuild's name: `fedora-43`." }),
    imageType: t.string({ required: true, description: "The kind of image, by osbuild's name: `ami`." }),
    ostreeRef: t.string({ description: "The OSTree ref of a commit." }),
    ostreeParent: t.string({ description: "The commit or ref before it." }),
    ostreeUrl: t.string({ description: "The OSTree repository that has the parent." }),
  }),
});

const ImageBuilderInput = builder.inputType("ImageBuilderInput", {
  description: "For koji-image-builder. Arches that are not given are those of the build tag.",
  fields: (t) => ({
    imageType: t.string({ required: true, description: "The kind of image, by image-builder's name: `wsl`." }),
    distro: t.string({ description: "The distribution; what the build tag is of, when not given." }),
    blueprint: t.field({ type: "JSON", description: "The blueprint that customizes it: an object." }),
    seed: t.string({ description: "A whole number, by which generated ids can be repeated." }),
    preview: t.boolean({ description: "Whether it is a release of its distribution yet to come." }),
  }),
});

export const ImageMethodInputType = builder.inputType("ImageMethodInput", {
  description: "How to build, in full: exactly one of them.",
  isOneOf: true,
  fields: (t) => ({
    livecd: t.field({ type: LiveInput, description: "By livecd-creator. Deprecated in Koji." }),
    appliance: t.field({ type: LiveInput, description: "By appliance-creator. Deprecated in Koji." }),
    livemedia: t.field({ type: LiveInput, description: "By livemedia-creator." }),
    image: t.field({ type: DiskInput, description: "By Oz and ImageFactory." }),
    indirection: t.field({ type: IndirectionInput, description: "By a utility image from a base image." }),
    kiwi: t.field({ type: KiwiInput, description: "By kiwi from an XML description." }),
    osbuild: t.field({ type: OsbuildInput, description: "By an osbuild composer." }),
    imageBuilder: t.field({ type: ImageBuilderInput, description: "By image-builder." }),
  }),
});
