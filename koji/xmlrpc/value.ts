/**
 * What XML-RPC can carry, as Koji speaks it. Integers and doubles are both `number`; a dateTime is a `Date` (a time
 * without a zone is read as UTC); base64 is bytes. Koji itself sends neither of the last two.
 */
export type XmlRpcValue =
  null | boolean | number | string | Date | Uint8Array | XmlRpcDouble | readonly XmlRpcValue[] | XmlRpcStruct;

/**
 * Any string may be a name, `__proto__` and the empty one among them. Order is kept, but names that are array indexes come
 * first, as in every object.
 */
export type XmlRpcStruct = { readonly [name: string]: XmlRpcValue };

/** Encodes a number as `<double>` although it has no fraction, as a hub does for capacities and times. Never decoded to. */
export class XmlRpcDouble {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

/** A method call as it stands in a request. */
export type XmlRpcCall = { readonly methodName: string; readonly params: readonly XmlRpcValue[] };
