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
  /** Ids of the day that nothing of its own has. */
  readonly room: Room;
  /** By the place within the day's ids. */
  readonly taskAt: (place: number) => Task | null;
  readonly buildAt: (place: number) => Build | null;
};

/** From the first id of a room to the one after its last. */
export type Span = { readonly from: number; readonly until: number };
export type Room = { readonly tasks: Span; readonly builds: Span };

export const ofStream =
  (stream: number) =>
  ({ origin }: Build): boolean =>
    origin.kind === "rpm" && origin.stream.index === stream;
