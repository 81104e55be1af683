import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** PEM texts. */
export type Pair = { readonly certificate: string; readonly key: string };

/** An authority of the test's own. */
export type Authority = {
  readonly certificate: string;
  /** A client's or server's certificate; `subject` as openssl takes it: `/O=Lab/CN=alice`. */
  issue(subject: string): Pair;
};

const EC = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

/** Needs the command `openssl`. Every certificate is also good for a server on 127.0.0.1. */
export function createAuthority(): Authority {
  const certificate = run((at) => {
    openssl([
      "req",
      "-x509",
      ...EC,
      "-days",
      "30",
      "-subj",
      "/CN=Test authority",
      "-keyout",
      at("key"),
      "-out",
      at("crt"),
    ]);
    return { certificate: read(at("crt")), key: read(at("key")) };
  });
  return { certificate: certificate.certificate, issue: (subject) => issue(certificate, subject) };
}

function issue(authority: Pair, subject: string): Pair {
  return run((at) => {
    writeFileSync(at("ca.crt"), authority.certificate);
    writeFileSync(at("ca.key"), authority.key);
    writeFileSync(at("ext"), "subjectAltName=IP:127.0.0.1,DNS:localhost\n");
    openssl(["req", ...EC, "-subj", subject, "-keyout", at("key"), "-out", at("csr")]);
    const signed = ["-CA", at("ca.crt"), "-CAkey", at("ca.key"), "-set_serial", String(Date.now())];
    openssl(["x509", "-req", "-in", at("csr"), ...signed, "-days", "30", "-extfile", at("ext"), "-out", at("crt")]);
    return { certificate: read(at("crt")), key: read(at("key")) };
  });
}

const openssl = (args: readonly string[]): void => {
  execFileSync("openssl", args, { stdio: "pipe" });
};

const read = (path: string): string => readFileSync(path, "utf8");

function run(work: (at: (name: string) => string) => Pair): Pair {
  const folder = mkdtempSync(join(tmpdir(), "certificates-"));
  try {
    return work((name) => join(folder, name));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
