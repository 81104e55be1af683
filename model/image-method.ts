/** One way in which Koji makes images. */
type ImageMethodFacts = {
  /** The task a person starts; null where several unknown ones stand behind the word. */
  readonly parent: string | null;
  /** The task of one arch under it; null where Koji itself runs none. */
  readonly child: string | null;
  /** Whether it can be built without becoming a build. */
  readonly scratch: boolean;
};

/**
 * Koji's image tasks: the hub's own in koji/tasks.py, those of the kiwi and dud plugins, of koji-osbuild and of
 * koji-image-builder. osbuildImage has no scratch builds.
 */
export const IMAGE_METHODS = {
  LIVECD: { parent: "livecd", child: "createLiveCD", scratch: true },
  APPLIANCE: { parent: "appliance", child: "createAppliance", scratch: true },
  LIVEMEDIA: { parent: "livemedia", child: "createLiveMedia", scratch: true },
  IMAGE: { parent: "image", child: "createImage", scratch: true },
  INDIRECTION: { parent: "indirectionimage", child: null, scratch: true },
  KIWI: { parent: "kiwiBuild", child: "createKiwiImage", scratch: true },
  OSBUILD: { parent: "osbuildImage", child: null, scratch: false },
  IMAGE_BUILDER: { parent: "imageBuilderBuild", child: "imageBuilderBuildArch", scratch: true },
  DUD: { parent: "dudBuild", child: "createDudIso", scratch: true },
  OTHER: { parent: null, child: null, scratch: false },
} as const satisfies Record<string, ImageMethodFacts>;

export type ImageMethod = keyof typeof IMAGE_METHODS;

export const isImageMethod = (text: string): text is ImageMethod => Object.hasOwn(IMAGE_METHODS, text);

/** Image methods by the name of their task. */
function byTask(role: "parent" | "child"): ReadonlyMap<string, ImageMethod> {
  const methods = Object.keys(IMAGE_METHODS).filter(isImageMethod);
  const pairs = methods.map((method) => [IMAGE_METHODS[method][role], method] as const);
  return new Map(pairs.flatMap(([task, method]) => (task === null ? [] : [[task, method]])));
}
const BY_PARENT = byTask("parent");
const BY_CHILD = byTask("child");

/** Koji's methods of top-level image tasks. */
export const PARENT_METHODS: readonly string[] = [...BY_PARENT.keys()];

/** Koji's methods of the tasks of one arch under them. */
export const CHILD_METHODS: readonly string[] = [...BY_CHILD.keys()];

/** The image method of a top-level task; null for any other task, an image task of one arch among them. */
export const imageMethodOfTask = (kojiMethod: string): ImageMethod | null => BY_PARENT.get(kojiMethod) ?? null;

/** The image method of a task that makes the image of one arch; null for any other. */
export const imageMethodOfChild = (kojiMethod: string): ImageMethod | null => BY_CHILD.get(kojiMethod) ?? null;

/** Methods older than Koji's image task ask for a permission of their own name, the others for `image`. */
const WITH_OWN_PERMISSION: readonly ImageMethod[] = ["LIVECD", "APPLIANCE", "LIVEMEDIA"];

/**
 * The permission of a hub without which only an `admin` may start such a build; null for a method nobody knows. From
 * assertPerm in kojihub.py (buildImage, buildImageOz, buildImageIndirection) and in the hub part of each plugin.
 */
export const hubPermission = (method: ImageMethod): string | null =>
  WITH_OWN_PERMISSION.includes(method) ? IMAGE_METHODS[method].parent : method === "OTHER" ? null : "image";
