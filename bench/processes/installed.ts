import { spawnSync } from "node:child_process";

/** Whether a program is there to be run. */
export const isInstalled = (program: string): boolean => spawnSync(program, ["--version"]).status === 0;
