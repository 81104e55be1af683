import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest, type RequestOptions } from "node:https";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeResponse } from "../../koji/xmlrpc/decode.ts";
import { encodeCall } from "../../koji/xmlrpc/encode.ts";
import type { XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { type SampleHub, startSampleHub } from "../../sample/sample-hub.ts";
import { hasOpenssl } from "../koji/wire/certificates.ts";
import { type Authority, createAuthority, type Pair } from "../support/certificates.ts";
import { named, type Params } from "./running-hub.ts";
import { readAnswer } from "./xml-shape.ts";

type Answer = { readonly status: number; readonly headers: IncomingMessage["headers"]; readonly text: string };

async function send(url: string, body: Buffer, options: RequestOptions = {}): Promise<Answer> {
  const request = url.startsWith("https:") ? httpsRequest : httpRequest;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const own = options.headers as Readonly<Record<string, string>> | undefined; // as the tests give them
    const headers = { "Content-Type": "text/xml", "Content-Length": body.length, ...own };
    const all = { rejectUnauthorized: false, agent: false as const, ...options, headers, method: "POST" };
    request(url, all, resolve).once("error", reject).end(body);
  });
  let text = "";
  for await (const piece of response.setEncoding("utf8")) text += String(piece);
  return { status: response.statusCode ?? 0, headers: response.headers, text };
}

const asked = (method: string, ...params: Params): Buffer => Buffer.from(encodeCall(method, params));

const faultIn = ({ text }: Answer) => readAnswer(text).fault;
const valueIn = ({ text }: Answer): XmlRpcValue => decodeResponse(Buffer.from(text));

const who = async (hub: SampleHub, login: Answer): Promise<XmlRpcValue> => {
  const { "session-id": id, "session-key": key } = Object(valueIn(login)) as Record<string, string>; // what a login answers
  const headers = { "Koji-Session-Id": id, "Koji-Session-Key": key };
  return valueIn(await send(hub.hubUrl, asked("getLoggedInUser"), { headers }));
};

describe.skipIf(!hasOpenssl)("logging in with a certificate (needs the command openssl)", () => {
  let authority: Authority;
  let hub: SampleHub;
  const client = ({ certificate, key }: Pair): RequestOptions => ({ cert: certificate, key });
  const login = (options: RequestOptions, ...params: Params) =>
    send(`${hub.hubUrl}/ssllogin`, asked("sslLogin", ...params), options);
  let gateway: RequestOptions;
  let bob: RequestOptions;

  beforeAll(async () => {
    authority = createAuthority();
    const own = authority.issue("/CN=127.0.0.1");
    hub = await startSampleHub({ seed: 45, tls: { ...own, authority: authority.certificate } });
    gateway = client(authority.issue("/C=US/O=Lab/CN=image-gateway"));
    bob = client(authority.issue("/C=US/O=Lab/CN=bob"));
  });
  afterAll(() => hub.close());

  it("makes the certificate's owner the user", async () => {
    expect(hub.hubUrl).toMatch(/^https:/);
    expect(await who(hub, await login(bob))).toMatchObject({ name: "bob", authtype: 2 });
  });

  it.each(["TLSv1.2", "TLSv1.3"] as const)("works over %s, connection after connection", async (version) => {
    const options = { ...bob, minVersion: version, maxVersion: version };
    for (const _ of [1, 2, 3]) expect(await who(hub, await login(options))).toMatchObject({ name: "bob" });
  });

  it("lets the gateway act for others, and nobody else", async () => {
    const proxied = await who(hub, await login(gateway, named({ proxyuser: "alice" })));
    expect(proxied).toMatchObject({ name: "alice", authtype: 2 });
    expect(await who(hub, await login(gateway))).toMatchObject({ name: "image-gateway" });
    expect(faultIn(await login(bob, named({ proxyuser: "alice" })))).toEqual({
      code: 1002,
      text: "CN=bob,O=Lab,C=US is not authorized to login other users",
    });
  });

  it("creates whom the gateway names and the hub does not know", async () => {
    const created = await who(hub, await login(gateway, named({ proxyuser: "zed@AURORA.EXAMPLE.ORG" })));
    expect(created).toMatchObject({ name: "zed@AURORA.EXAMPLE.ORG", krb_principal: null });
    const { id } = Object(created) as { id: number }; // as the line before has it
    expect(valueIn(await send(hub.hubUrl, asked("getUser", id)))).toMatchObject({ name: "zed@AURORA.EXAMPLE.ORG" });
    expect(await who(hub, await login(gateway, "zed@AURORA.EXAMPLE.ORG"))).toEqual(created);
    expect(valueIn(await send(hub.hubUrl, asked("getUser", "alice@AURORA.EXAMPLE.ORG")))).toMatchObject({
      name: "alice",
    });
    // Not over Kerberos, so a principal is a name like any other.
    const principal = await who(hub, await login(gateway, "alice@AURORA.EXAMPLE.ORG"));
    expect(principal).toMatchObject({ name: "alice@AURORA.EXAMPLE.ORG" });
  });

  it("refuses the blocked, another way of login, and who shows no certificate", async () => {
    const refusal = async (answer: Promise<Answer>) => faultIn(await answer)?.text;
    expect(await refusal(login(gateway, "gone"))).toBe("logins by gone are not allowed");
    expect(await refusal(login(gateway, "alice", 3))).toContain("Proxy must use same auth mechanism as hub");
    expect(await refusal(login({}))).toBe("could not verify client: NONE");
    expect(await refusal(send(hub.hubUrl, asked("sslLogin"), bob))).toBe("could not verify client: None");
    expect(valueIn(await send(hub.hubUrl, asked("getAPIVersion")))).toBe(1);
  });

  it("breaks off with a certificate of another authority", async () => {
    const rogue = client(createAuthority().issue("/CN=image-gateway"));
    await expect(login(rogue)).rejects.toThrow(/hang up|RESET|EPIPE|alert|disconnected/);
    await expect(login({ ...rogue, maxVersion: "TLSv1.2" })).rejects.toThrow(/hang up|RESET|EPIPE|alert|disconnected/);
  });
});

describe("logging in by Kerberos, as a server in front of the hub has it", () => {
  let hub: SampleHub;
  let principal: string | null = null;
  beforeAll(async () => {
    hub = await startSampleHub({
      seed: 45,
      authenticate: async () =>
        principal === null
          ? { status: 401, headers: { "WWW-Authenticate": "Negotiate" } }
          : { principal, headers: { "WWW-Authenticate": "Negotiate dG9rZW4=" } },
    });
  });
  afterAll(() => hub.close());
  const login = (as: string | null, ...params: Params) => {
    principal = as;
    return send(`${hub.hubUrl}/ssllogin`, asked("sslLogin", ...params));
  };

  it("answers as that server does to who is not known to it", async () => {
    const { status, headers, text } = await login(null);
    expect([status, headers["www-authenticate"], headers["koji-version"]]).toEqual([401, "Negotiate", undefined]);
    expect(text).toContain("<title>401 Unauthorized</title>");
    expect(valueIn(await send(hub.hubUrl, asked("getAPIVersion")))).toBe(1);
  });

  it("looks a principal up as such, whoever acts", async () => {
    const answer = await login("carol@AURORA.EXAMPLE.ORG");
    expect(answer.headers["www-authenticate"]).toBe("Negotiate dG9rZW4=");
    expect(await who(hub, answer)).toMatchObject({ name: "carol", authtype: 3 });
    const service = "image-gateway/host.example.org@AURORA.EXAMPLE.ORG";
    expect(await who(hub, await login(service, "alice@AURORA.EXAMPLE.ORG"))).toMatchObject({ name: "alice" });
    expect(await who(hub, await login(service, "alice"))).toMatchObject({ name: "alice" });
    expect(faultIn(await login("carol@AURORA.EXAMPLE.ORG", "alice"))).toEqual({
      code: 1002,
      text: "carol@AURORA.EXAMPLE.ORG is not authorized to login other users",
    });
  });

  it("creates the user of a principal that is new, or gives it to whom it fits", async () => {
    expect(await who(hub, await login("zoe@AURORA.EXAMPLE.ORG"))).toMatchObject({
      name: "zoe",
      krb_principals: ["zoe@AURORA.EXAMPLE.ORG"],
    });
    expect(await who(hub, await login("desktop-wg@AURORA.EXAMPLE.ORG"))).toMatchObject({
      id: 3,
      krb_principal: "desktop-wg@AURORA.EXAMPLE.ORG",
    });
  });
});
