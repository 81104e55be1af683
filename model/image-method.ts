/** One way in which Koji makes images. */
type ImageMethodFacts = {
  /** The task a person starts; null where several unknown ones stand behind the word. */
  readonly parent: string | null;
  /** The task of one arch under it; null where Koji itself runs none. */
  readonly child: string | null;
  /** Whether a finished image lists its rpms. In content-generator metadata they are listed all the same. */
  readonly recordsRpms: boolean;
  /** Whether it can be built without becoming a build. */
  readonly scratch: boolean;
};

/**
 * Koji's image tasks: the hub's own in koji/tasks.py, those of the kiwi and dud plugins, of koji-osbuild and of
 * koji-image-builder. livemedia tasks hand in an empty rpm list (builder/kojid, LiveMediaTask); osbuildImage has no
 * scratch builds, and its rpms come with the content generator's metadata.
 */
export const IMAGE_METHODS = {
  LIVECD: { parent: "livecd", child: "createLiveCD", recordsRpms: true, scratch: true },
  APPLIANCE: { parent: "appliance", child: "createAppliance", recordsRpms: true, scratch: true },
  LIVEMEDIA: { parent: "livemedia", child: "createLiveMedia", recordsRpms: false, scratch: true },
  IMAGE: { parent: "image", child: "createImage", recordsRpms: true, scratch: true },
  INDIRECTION: { parent: "indirectionimage", child: null, recordsRpms: true, scratch: true },
  KIWI: { parent: "kiwiBuild", child: "createKiwiImage", recordsRpms: true, scratch: true },
  OSBUILD: { parent: "osbuildImage", child: null, recordsRpms: true, scratch: false },
  IMAGE_BUILDER: { parent: "imageBuilderBuild", child: "imageBuilderBuildArch", recordsRpms: true, scratch: true },
  DUD: { parent: "dudBuild", child: "createDudIso", recordsRpms: true, scratch: true },
  OTHER: { parent: null, child: null, recordsRpms: true, scratch: false },
} as const satisfies Record<string, ImageMethodFacts>;

export type ImageMethod = keyof typeof IMAGE_METHODS;

const entries = Object.entries<ImageMethodFacts>(IMAGE_METHODS);
const methodsBy = (role: "parent" | "child") =>
  new Map(
    // The keys of a table written above are exactly the methods.
    entries.flatMap(([method, facts]) => (facts[role] === null ? [] : [[facts[role], method as ImageMethod] as const])),
  );
const BY_PARENT = methodsBy("parent");
const BY_CHILD = methodsBy("child");

/** Koji's methods of top-level image tasks. */
export const PARENT_METHODS: readonly string[] = [...BY_PARENT.keys()];

/** Koji's methods of the tasks of one arch under them. */
export const CHILD_METHODS: readonly string[] = [...BY_CHILD.keys()];

/** The image method of a top-level task; null for any other task, an image task of one arch among them. */
export const imageMethodOfTask = (kojiMethod: string): ImageMethod | null => BY_PARENT.get(kojiMethod) ?? null;

/** The image method of a task that makes the image of one arch; null for any other. */
export const imageMethodOfChild = (kojiMethod: string): ImageMethod | null => BY_CHILD.get(kojiMethod) ?? null;
