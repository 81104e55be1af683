import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** Where distributions keep what an administrator runs. */
const PATH = [process.env["PATH"], "/usr/sbin", "/usr/local/sbin"].join(delimiter);

const lacking = [
  ...(spawnSync("krb5kdc", ["-V"], { env: { PATH } }).error === undefined ? [] : ["krb5kdc is not installed"]),
  ...(spawnSync("kadmin.local", ["-V"], { env: { PATH } }).error === undefined
    ? []
    : ["kadmin.local is not installed"]),
  ...(spawnSync("kinit", ["-V"], { env: { PATH } }).error === undefined ? [] : ["kinit is not installed"]),
  ...(isBuilt() ? [] : ["the package kerberos was not built"]),
];

/** Tests that need a KDC are skipped where there is none; `note` says so in their names. */
export const WITH_KDC = {
  there: lacking.length === 0,
  note: lacking.length === 0 ? "" : ` (skipped: ${lacking.join(", ")})`,
};

function isBuilt(): boolean {
  try {
    createRequire(import.meta.url)("kerberos");
    return true;
  } catch {
    return false;
  }
}

/** A Kerberos realm of a test's own, on loopback and in a folder of its own: EXAMPLE.TEST. */
export type Kdc = {
  readonly folder: string;
  /** What a process needs that is to know this realm, and no other. */
  readonly environment: Readonly<Record<string, string>>;
  /** A principal with a random key, and a keytab for it. */
  readonly keytab: (principal: string) => string;
  /** What `kadmin.local` does, a line each. */
  readonly administer: (...commands: readonly string[]) => void;
  /** Runs `kinit` into the cache of tickets of that name, in the environment given. */
  readonly kinit: (cache: string, ...words: readonly string[]) => void;
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export async function startKdc(): Promise<Kdc> {
  const folder = mkdtempSync(join(tmpdir(), "kdc-"));
  const port = await freePort();
  const environment = {
    PATH,
    KRB5_CONFIG: join(folder, "krb5.conf"),
    KRB5_KDC_PROFILE: join(folder, "kdc.conf"),
    KRB5CCNAME: `FILE:${join(folder, "nobodys-tickets")}`,
  };
  writeFileSync(environment.KRB5_CONFIG, clientSettings(port));
  writeFileSync(environment.KRB5_KDC_PROFILE, kdcSettings(folder, port));
  const run = (program: string, words: readonly string[], input = "") =>
    execFileSync(program, words, { env: environment, input, stdio: ["pipe", "pipe", "pipe"] });
  run("kdb5_util", ["create", "-s", "-r", "EXAMPLE.TEST", "-P", "of-this-test-alone"]);
  const administer = (...commands: readonly string[]) => void run("kadmin.local", [], `${commands.join("\n")}\n`);

  let running: ChildProcess | null = null;
  const start = async () => {
    running = spawn("krb5kdc", ["-n"], { env: environment, stdio: "ignore" });
    while (!(await answers(port))) await wait(10);
  };
  const kill = async () => {
    const ending = running;
    running = null;
    if (ending === null) return;
    const exit = once(ending, "exit");
    ending.kill("SIGKILL");
    await exit;
  };
  await start();
  return {
    folder,
    environment,
    administer,
    keytab(principal) {
      const file = join(folder, `${principal.replaceAll("/", "-")}.keytab`);
      administer(`addprinc -randkey ${principal}`, `ktadd -k ${file} ${principal}`);
      return file;
    },
    kinit: (cache, ...words) => void run("kinit", ["-c", cache, ...words]),
    kill,
    start,
    async stop() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const clientSettings = (port: number) => `
[libdefaults]
  default_realm = EXAMPLE.TEST
  dns_lookup_kdc = false
  dns_lookup_realm = false
  udp_preference_limit = 1
[realms]
  EXAMPLE.TEST = {
    kdc = 127.0.0.1:${port}
  }
[domain_realm]
  localhost = EXAMPLE.TEST
  127.0.0.1 = EXAMPLE.TEST
`;

const kdcSettings = (folder: string, port: number) => `
[realms]
  EXAMPLE.TEST = {
    database_name = ${join(folder, "principal")}
    key_stash_file = ${join(folder, "stash")}
    acl_file = ${join(folder, "kadm5.acl")}
    kdc_listen = 127.0.0.1:${port}
    kdc_tcp_listen = 127.0.0.1:${port}
  }
[logging]
  kdc = FILE:${join(folder, "kdc.log")}
`;

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  // A TCP server that listens has an address.
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
