/** The credential of an `Authorization: Bearer …` header; `undefined` where there is none. */
export const bearerOf = (authorization: string | undefined): string | undefined =>
  /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
