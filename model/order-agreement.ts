import type { DiskOptions, IndirectionOptions, LiveOptions, OrderBasics } from "./build-order.ts";
import { type FieldProblem, shown } from "./field-problem.ts";
import { fileName } from "./order-checks.ts";

/*
 * What has to agree among the parts of an order. `path`: where its options stand.
 */

export const someArch = ({ arches }: OrderBasics): readonly FieldProblem[] =>
  arches.length > 0 ? [] : [{ path: ["arches"], message: "arches are not given; say which to build, as [x86_64]." }];

export const oneArch = ({ arches, name }: OrderBasics): readonly FieldProblem[] =>
  arches.length === 1
    ? []
    : [
        {
          path: ["arches"],
          message: `arches are ${arches.length === 0 ? "not given" : shown(arches)}, but Koji's way to build ${name} makes one arch at a time; give one.`,
        },
      ];

export function oneKickstart(
  { kickstartUrl, kickstartSource, kickstart: file }: LiveOptions | DiskOptions,
  path: readonly string[],
) {
  if (kickstartUrl && kickstartSource) {
    const message = "kickstartSource is given together with kickstartUrl; give the text or the address, not both.";
    return [{ path: [...path, "kickstartSource"], message }];
  }
  if (!kickstartUrl && !kickstartSource) {
    const message = `kickstartUrl is not given, so nobody knows where ${file} lies; give its address, or its text as kickstartSource.`;
    return [{ path: [...path, "kickstartUrl"], message }];
  }
  // It is uploaded under its name.
  return kickstartSource ? fileName(file, [...path, "kickstart"]) : [];
}

export const lorax = ({ loraxUrl, loraxDirectory }: LiveOptions, path: readonly string[]): readonly FieldProblem[] =>
  loraxUrl && !loraxDirectory
    ? [
        {
          path: [...path, "loraxDirectory"],
          message: "loraxDirectory is not given, but loraxUrl is; give both or none.",
        },
      ]
    : [];

/** _build_image_indirection in koji's client. */
export function twoImages(options: IndirectionOptions, path: readonly string[]): readonly FieldProblem[] {
  const { baseImageTask, baseImageBuild, utilityImageTask, utilityImageBuild } = options;
  const one = (which: "base" | "utility", task: unknown, build: unknown) =>
    Boolean(task) !== Boolean(build)
      ? []
      : [
          {
            path: [...path, `${which}ImageBuild`],
            message: `The ${which} image is given ${task ? "twice" : "nowhere"}; give ${which}ImageTask or ${which}ImageBuild, one of them.`,
          },
        ];
  return [...one("base", baseImageTask, baseImageBuild), ...one("utility", utilityImageTask, utilityImageBuild)];
}

export const templatePlace = (
  { templateUrl, template }: IndirectionOptions,
  path: readonly string[],
): readonly FieldProblem[] =>
  templateUrl
    ? []
    : [
        {
          path: [...path, "templateUrl"],
          message: `templateUrl is not given, so nobody knows where ${template} lies; give its address.`,
        },
      ];

/** Options that one way to make live images heeds and another passes over (the tasks' classes in builder/kojid). */
export const passedOver =
  (names: readonly (keyof LiveOptions)[]) =>
  (options: LiveOptions, path: readonly string[]): readonly FieldProblem[] =>
    names.flatMap((name) =>
      options[name]
        ? [{ path: [...path, name], message: `${name} is given, but this way to build passes it over; leave it out.` }]
        : [],
    );
