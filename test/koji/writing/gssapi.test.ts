import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createNegotiate, type NegotiateOptions } from "../../../koji/writing/gssapi.ts";
import { gssapiFailure } from "../../../koji/writing/gssapi-failure.ts";
import { HubWriteError } from "../../../model/errors.ts";
import { type Kdc, startKdc, WITH_KDC } from "../../support/kdc.ts";
import { type NegotiateGate, openNegotiateGate } from "../../support/negotiate-gate.ts";

describe.skipIf(!WITH_KDC.there)(`a login by Kerberos${WITH_KDC.note}`, () => {
  let kdc: Kdc;
  let gate: NegotiateGate;
  let keytab: string;

  beforeAll(async () => {
    kdc = await startKdc();
    keytab = kdc.keytab("gateway");
    gate = openNegotiateGate(kdc.keytab("HTTP/localhost"), kdc.environment);
  });
  afterAll(async () => {
    gate.close();
    await kdc.stop();
  });

  const negotiate = (options: Partial<NegotiateOptions> = {}) =>
    createNegotiate({
      hub: "fedora",
      url: "https://localhost/kojihub",
      principal: null,
      keytab,
      environment: kdc.environment,
      ...options,
    });

  const comesAs = (options: Partial<NegotiateOptions> = {}, service = gate) =>
    negotiate(options).prove(async (authorization) => {
      const { principal, challenge } = await service.check(authorization);
      return { answer: principal, challenge };
    });

  /** What it rejects with; nothing may be sent. */
  const refusal = async (options: Partial<NegotiateOptions>): Promise<HubWriteError> => {
    let sent = 0;
    const login = negotiate(options).prove(() => Promise.resolve({ answer: (sent += 1), challenge: null }));
    const error = await login.then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(sent).toBe(0);
    if (error instanceof HubWriteError) return error;
    throw new Error("It did not reject with HubWriteError.", { cause: error });
  };

  test("is the keytab's principal, which the hub and the gateway prove to each other", async () => {
    expect(negotiate().unable).toBeNull();
    expect(await comesAs()).toBe("gateway@EXAMPLE.TEST");
    expect(await comesAs({ principal: "gateway" })).toBe("gateway@EXAMPLE.TEST");
    expect(await comesAs({ principal: "gateway@EXAMPLE.TEST" })).toBe("gateway@EXAMPLE.TEST");
  });

  test("at several hubs at once is who each hub's own keytab says", async () => {
    const other = kdc.keytab("testing");
    const logins = Array.from({ length: 8 }, (_, index) => comesAs(index % 2 === 0 ? {} : { keytab: other }));
    const one = ["gateway@EXAMPLE.TEST", "testing@EXAMPLE.TEST"];
    expect(await Promise.all(logins)).toEqual([...one, ...one, ...one, ...one]);
  });

  test("takes the ticket that somebody keeps for it where no keytab is named", async () => {
    const cache = `FILE:${join(kdc.folder, "kept")}`;
    kdc.kinit(cache, "-k", "-t", keytab, "gateway");
    expect(await comesAs({ keytab: null, environment: { ...kdc.environment, KRB5CCNAME: cache } })).toBe(
      "gateway@EXAMPLE.TEST",
    );
  });

  test("leaves no ticket and no file behind, and takes none that lies about", async () => {
    const other = kdc.keytab("somebody-else");
    const cache = join(kdc.folder, "of-somebody-else");
    kdc.kinit(`FILE:${cache}`, "-k", "-t", other, "somebody-else");
    // Other tests make files in the folder that all share.
    const own = mkdtempSync(join(kdc.folder, "tmp-"));
    vi.stubEnv("TMPDIR", own);
    const environment = { ...kdc.environment, KRB5CCNAME: `FILE:${cache}` };
    const seen = await negotiate({ environment }).prove(async (authorization) => ({
      answer: { ...(await gate.check(authorization)), files: readdirSync(own).length },
      challenge: null,
    }));
    vi.unstubAllEnvs();
    expect(seen).toMatchObject({ principal: "gateway@EXAMPLE.TEST", files: 1 });
    expect(readdirSync(own)).toEqual([]);
    expect(existsSync(join(kdc.folder, "nobodys-tickets"))).toBe(false);
  });

  test("is for the host that the hub's url names, whatever DNS calls that address", async () => {
    const byAddress = openNegotiateGate(kdc.keytab("HTTP/127.0.0.1"), kdc.environment);
    try {
      expect(await comesAs({ url: "https://127.0.0.1/kojihub" }, byAddress)).toBe("gateway@EXAMPLE.TEST");
      expect(await comesAs({ url: "https://127.0.0.1/kojihub" })).toBeNull();
    } finally {
      byAddress.close();
    }
  });

  test("does not use the session of a hub whose proof is not good", async () => {
    const another = negotiate().prove(async (authorization) => ({
      answer: (await gate.check(authorization)).challenge,
      challenge: null,
    }));
    for (const challenge of [await another, "Negotiate bm9uc2Vuc2U=", "Basic realm=x, Negotiate %%%"]) {
      const login = negotiate().prove(() => Promise.resolve({ answer: "a session", challenge }));
      await expect(login).rejects.toThrow(
        /^Nothing was sent to the hub fedora: it did not prove by Kerberos that it is HTTP@localhost \(.+\), so the session it gave is not used\. See who answers at the hub's `url`\.$/,
      );
      await expect(login).rejects.toMatchObject({ outcome: "NOT_SENT" });
    }
  });

  test("passes on what became of its request, and asks once", async () => {
    const failure = new Error("the connection was lost");
    await expect(negotiate().prove(() => Promise.reject(failure))).rejects.toBe(failure);
  });

  test("ends with the request that wanted it", async () => {
    const gone = new Error("gone");
    const never = () => Promise.reject(new Error("nothing may be sent"));
    await expect(negotiate().prove(never, AbortSignal.abort(gone))).rejects.toBe(gone);
    const leaving = new AbortController();
    const login = negotiate().prove(never, leaving.signal);
    setImmediate(() => leaving.abort(gone));
    await expect(login).rejects.toBe(gone);
  });

  test("is nobody's with a key that the KDC no longer takes", async () => {
    const old = kdc.keytab("changed");
    kdc.administer("cpw -randkey changed");
    expect(await refusal({ keytab: old, principal: "changed" })).toMatchObject({
      message:
        "Nothing was sent to the hub fedora: the gateway could not prove by Kerberos as changed who it is to HTTP@localhost (Decrypt integrity check failed). The KDC no longer takes this key: have a keytab made anew, or see whether the principal was locked.",
      outcome: "NOT_SENT",
      retryAfter: null,
    });
    kdc.administer("modprinc -allow_tix changed");
    expect((await refusal({ keytab: old })).message).toContain("revoked). The KDC no longer takes this key");
    kdc.administer("delprinc -force changed");
    expect((await refusal({ keytab: old })).message).toContain("not found in Kerberos database). The KDC no longer");
  });

  test("is nobody's without a key of the principal that was named", async () => {
    const garbage = join(kdc.folder, "garbage");
    writeFileSync(garbage, "not a keytab");
    const cure = "See with `klist -k` that the keytab of the hub's `auth` holds a key of the principal it names.";
    for (const options of [
      { principal: "somebody" },
      { keytab: garbage },
      { keytab: "/nonexistent", principal: "gateway" },
    ]) {
      const { message } = await refusal(options);
      expect(message).toContain(cure);
      expect(message).not.toContain(kdc.folder);
    }
  });

  test("is nobody's without a ticket, or with one that has expired", async () => {
    const cache = `FILE:${join(kdc.folder, "short")}`;
    const environment = { ...kdc.environment, KRB5CCNAME: cache };
    const kept = { keytab: null, environment };
    expect((await refusal(kept)).message).toContain("No ticket was found: name a keytab in the hub's `auth`, or keep");
    kdc.kinit(cache, "-l", "1s", "-k", "-t", keytab, "gateway");
    // Tickets say when they end in seconds.
    await wait(2_100);
    expect((await refusal(kept)).message).toContain("(Ticket expired). Get a new ticket with kinit, or name a keytab");
  });

  test("is not begun for a service that the realm does not know", async () => {
    const { message } = await refusal({ url: "https://unknown.localhost/kojihub" });
    expect(message).toMatch(
      /HTTP@unknown\.localhost \(Server .+ not found in Kerberos database\)\. See that the hub's `url`/,
    );
  });

  test("waits for a KDC that is down, and knows when to ask again", async () => {
    await kdc.kill();
    try {
      expect(await refusal({})).toMatchObject({ outcome: "NOT_SENT", retryAfter: 30 });
      expect((await refusal({})).message).toContain(
        "(Cannot contact any KDC for realm 'EXAMPLE.TEST'). See whether a KDC of the realm runs, and whether krb5.conf names it.",
      );
    } finally {
      await kdc.start();
    }
    expect(await comesAs()).toBe("gateway@EXAMPLE.TEST");
  });
});

describe("without the package kerberos", () => {
  const MISSING =
    "Nothing can be changed at the hub fedora: its `auth` is gssapi, for which the npm package kerberos and the libraries libgssapi_krb5 and libkrb5 must be installed. Install both where the gateway runs (`npm install kerberos`; the libraries come with krb5-user or krb5-workstation) and start it again.";

  test("it is known before anybody logs in", () => {
    const folder = mkdtempSync(join(tmpdir(), "bare-"));
    try {
      for (const room of ["koji/writing", "model"]) cpSync(room, join(folder, room), { recursive: true });
      writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
      const module = pathToFileURL(join(folder, "koji/writing/gssapi.ts")).href;
      const code = `
        const { createNegotiate } = await import(${JSON.stringify(module)});
        const negotiate = createNegotiate({ hub: "fedora", url: "https://localhost/", principal: null, keytab: null, environment: {} });
        const failure = await negotiate.prove(() => { throw new Error("nothing may be sent") }).catch((error) => error);
        console.log(JSON.stringify([negotiate.unable, failure.message, failure.outcome]));
      `;
      const said = execFileSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", code]);
      expect(JSON.parse(said.toString())).toEqual([MISSING, MISSING, "NOT_SENT"]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.each([
    "Cannot find module '../build/Release/kerberos.node'",
    "Opening library libgssapi_krb5.so.2 failed: libgssapi_krb5.so.2: cannot open shared object file",
  ])("nor with a half of it: %s", (reason) => {
    const login = { hub: "fedora", service: "HTTP@localhost", principal: null, keytab: null };
    expect(gssapiFailure(reason, login)).toMatchObject({ message: MISSING, outcome: "NOT_SENT" });
  });
});
