/** What the shell is told. Part of the public interface: scripts branch on it. */
export const EXIT = {
  yes: 0,
  /** No, or failed. */
  no: 1,
  wrongUsage: 2,
  notFound: 3,
  refused: 4,
  /** The gateway or the hub cannot be reached. */
  unreachable: 5,
} as const;

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];
