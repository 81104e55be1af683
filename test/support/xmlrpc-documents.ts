/** A response around a value's inner XML, as in `response("<int>1</int>")`. */
export const response = (inner: string): Buffer =>
  Buffer.from(`<methodResponse><params><param><value>${inner}</value></param></params></methodResponse>`);

/** A fault around the inner XML of its value. */
export const faultResponse = (inner: string): Buffer =>
  Buffer.from(`<methodResponse><fault><value>${inner}</value></fault></methodResponse>`);
