import type { Build, Task } from "./plan.ts";

/** A day of the world: everything that was begun on it, each list by id. Nothing in it ever changes. */
export type Day = {
  readonly number: number;
  readonly tasks: readonly Task[];
  readonly imageBuilds: readonly Build[];
  readonly rpmBuilds: readonly Build[];
  readonly tasksBy: (method: string) => readonly Task[];
  readonly imageBuildsOf: (packageId: number) => readonly Build[];
  /** Of the stream with that index. */
  readonly rpmBuildOf: (stream: number) => Build | null;
  /** By the place within the day's ids. */
  readonly taskAt: (place: number) => Task | null;
  readonly buildAt: (place: number) => Build | null;
};

export const ofStream =
  (stream: number) =>
  ({ origin }: Build): boolean =>
    origin.kind === "rpm" && origin.stream.index === stream;
