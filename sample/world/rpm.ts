import type { Stream } from "./components.ts";

/** One binary package in an image. Sizes in bytes, build time in seconds since the epoch. */
export type Rpm = {
  readonly id: number;
  readonly stream: Stream;
  readonly counter: number;
  readonly name: string;
  readonly version: string;
  readonly release: string;
  readonly epoch: number | null;
  readonly arch: string;
  readonly size: number;
  readonly buildtime: number;
  readonly payloadhash: string;
};
