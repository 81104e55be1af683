/** One commit of a kickstart repository. */
export type KickstartCommit = {
  /** 40 hexadecimal digits, or 64 where the repository uses SHA-256. */
  readonly hash: string;
  /** The name as the author wrote it, without the address. */
  readonly author: string;
  readonly authoredAt: Date;
  /** The first line of the message. */
  readonly subject: string;
};
