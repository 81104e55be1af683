import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

export type KeyPair = { readonly certificate: string; readonly key: string };

/** PEM texts of an authority, what it signed, and a client that another authority signed. */
export type Certificates = {
  readonly authority: string;
  readonly server: KeyPair;
  readonly client: KeyPair;
  readonly expiredServer: KeyPair;
  readonly otherHost: KeyPair;
  readonly strangerAuthority: string;
  readonly strangerClient: KeyPair;
};

/** Made anew, because committed ones would expire. */
export function makeCertificates(): Certificates {
  const folder = mkdtempSync(join(tmpdir(), "hub-certificates-"));
  try {
    const ours = makeAuthority(folder, "ours");
    const strangers = makeAuthority(folder, "strangers");
    const here = "subjectAltName=IP:127.0.0.1";
    return {
      authority: ours.certificate,
      server: sign(folder, { by: "ours", name: "hub", extension: here }),
      client: sign(folder, { by: "ours", name: "gateway", extension: "extendedKeyUsage=clientAuth" }),
      expiredServer: sign(folder, { by: "ours", name: "expired", extension: here, days: -1 }),
      otherHost: sign(folder, { by: "ours", name: "other", extension: "subjectAltName=DNS:koji.example.org" }),
      strangerAuthority: strangers.certificate,
      strangerClient: sign(folder, { by: "strangers", name: "stranger", extension: "extendedKeyUsage=clientAuth" }),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const NEW_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

function makeAuthority(folder: string, name: string): KeyPair {
  openssl(folder, [
    "req",
    "-x509",
    ...NEW_KEY,
    "-keyout",
    `${name}.key`,
    "-out",
    `${name}.pem`,
    "-days",
    "2",
    "-subj",
    `/CN=${name}`,
  ]);
  return read(folder, name);
}

type Signing = { readonly by: string; readonly name: string; readonly extension: string; readonly days?: number };

function sign(folder: string, { by, name, extension, days = 2 }: Signing): KeyPair {
  writeFileSync(join(folder, `${name}.ext`), extension);
  openssl(folder, ["req", ...NEW_KEY, "-keyout", `${name}.key`, "-out", `${name}.csr`, "-subj", `/CN=${name}`]);
  openssl(folder, [
    "x509",
    "-req",
    "-in",
    `${name}.csr`,
    "-CA",
    `${by}.pem`,
    "-CAkey",
    `${by}.key`,
    "-CAcreateserial",
    "-extfile",
    `${name}.ext`,
    "-out",
    `${name}.pem`,
    "-days",
    String(days),
  ]);
  return read(folder, name);
}

const openssl = (folder: string, args: readonly string[]) =>
  execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });

const read = (folder: string, name: string): KeyPair => ({
  certificate: readFileSync(join(folder, `${name}.pem`), "utf8"),
  key: readFileSync(join(folder, `${name}.key`), "utf8"),
});
