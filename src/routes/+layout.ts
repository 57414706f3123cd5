// Pages work as plain HTML; a route that earns client code sets this to true for itself.
export const csr = false;
