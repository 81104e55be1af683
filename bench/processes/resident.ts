import { execFileSync } from "node:child_process";

/** What the system keeps in memory for a process; shared pages count. */
export const residentMB = (pid: number): number =>
  (Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)]).toString()) * 1024) / 1e6;
