import { parameterFault } from "./fault.ts";
import { SIGNATURES } from "./methods/signatures.ts";
import { isStruct } from "./values.ts";

export type Signature = {
  readonly python: string;
  readonly names: readonly string[];
  readonly defaults: ReadonlyMap<string, unknown>;
  /** Takes any number of positional arguments, or any named ones. */
  readonly open: boolean;
  /** The permission a write needs, `login` or `owner`; null for a read. */
  readonly write: string | null;
};

/** The arguments of a call by name, defaults filled in. `rest` holds those of an open signature. */
export type Args = { readonly named: Readonly<Record<string, unknown>>; readonly rest: readonly unknown[] };

const parsed = new Map<string, Signature>();

/** Null for a method Koji does not have. */
export function signatureOf(method: string): Signature | null {
  if (parsed.size === 0)
    for (const [name, python, args, write] of SIGNATURES) parsed.set(name, parseSignature(python, args, write));
  return parsed.get(method) ?? null;
}

/** `text`: as a row of SIGNATURES has the arguments. */
export function parseSignature(python: string, text: string, write?: string): Signature {
  const parts = text === "" ? [] : text.split(" ");
  const plain = parts.filter((part) => !part.startsWith("*")).map((part) => part.split("="));
  return {
    python,
    names: plain.map(([name]) => name ?? ""),
    defaults: new Map(
      plain.flatMap(([name, value]) =>
        value === undefined ? [] : [[name ?? "", JSON.parse(value) as unknown] as const],
      ),
    ),
    open: parts.some((part) => part.startsWith("*")),
    write: write ?? null,
  };
}

/** Takes Koji's named arguments out of the parameters: a last struct in which `__starstar` is true. */
export function splitNamed(params: readonly unknown[]): {
  positional: readonly unknown[];
  named: Readonly<Record<string, unknown>>;
} {
  const last = params.at(-1);
  if (!isStruct(last) || last["__starstar"] !== true) return { positional: params, named: {} };
  const { __starstar: _, ...named } = last;
  return { positional: params.slice(0, -1), named };
}

/** Throws what Python would say of arguments that do not fit. */
export function bind(signature: Signature, params: readonly unknown[]): Args {
  const { positional, named } = splitNamed(params);
  const { names, defaults, open } = signature;
  if (!open) checkCount(signature, positional.length);
  const values: Record<string, unknown> = Object.fromEntries(defaults);
  names.forEach((name, index) => {
    if (index < positional.length) values[name] = positional[index];
  });
  for (const [name, value] of Object.entries(named)) {
    const index = names.indexOf(name);
    if (index === -1 && !open)
      throw parameterFault(`${signature.python}() got an unexpected keyword argument '${name}'`);
    if (index !== -1 && index < positional.length)
      throw parameterFault(`${signature.python}() got multiple values for argument '${name}'`);
    values[name] = value;
  }
  checkMissing(signature, values);
  return { named: values, rest: positional.slice(names.length) };
}

/** Python counts `self` with the methods of a class. */
function checkCount({ python, names, defaults }: Signature, given: number): void {
  if (given <= names.length) return;
  const self = python.includes(".") ? 1 : 0;
  const most = names.length + self;
  const least = most - defaults.size;
  const takes =
    least === most
      ? `${most} positional argument${most === 1 ? "" : "s"}`
      : `from ${least} to ${most} positional arguments`;
  const were = given + self;
  throw parameterFault(`${python}() takes ${takes} but ${were} ${were === 1 ? "was" : "were"} given`);
}

function checkMissing({ python, names, defaults }: Signature, values: Readonly<Record<string, unknown>>): void {
  const missing = names
    .filter((name) => !defaults.has(name) && !Object.hasOwn(values, name))
    .map((name) => `'${name}'`);
  if (missing.length === 0) return;
  const list = missing.length < 3 ? missing.join(" and ") : `${missing.slice(0, -1).join(", ")}, and ${missing.at(-1)}`;
  throw parameterFault(
    `${python}() missing ${missing.length} required positional argument${missing.length === 1 ? "" : "s"}: ${list}`,
  );
}
