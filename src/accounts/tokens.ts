import { errors, jwtVerify, SignJWT } from "jose";
import { purposeKey } from "../core/crypto";

/** The algorithm is ours to choose, never the token's. */
const ALGORITHM = "HS256";
const ISSUER = "edgel";
const AUDIENCE = "edgel:account";
/** How long an account token is good for. A new one is a pin away. */
const TOKEN_LIVES_SECONDS = 3_600;

/** Short-lived tokens for account and billing routes. They prove an account, never a service key. */
export const createTokens = (secret: string, now: () => Date) => ({
  async issue(accountId: string): Promise<string> {
    const seconds = Math.floor(now().getTime() / 1_000);
    return await new SignJWT()
      .setProtectedHeader({ alg: ALGORITHM, typ: "JWT" })
      .setSubject(accountId)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + TOKEN_LIVES_SECONDS)
      .sign(await purposeKey(secret, "account-token"));
  },

  /** The account of a valid token; `null` for everything else, without saying why. */
  async verify(token: string): Promise<string | null> {
    try {
      const { payload } = await jwtVerify(token, await purposeKey(secret, "account-token"), {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: AUDIENCE,
        typ: "JWT",
        requiredClaims: ["sub", "exp", "iat"],
        currentDate: now(),
      });
      return payload.sub ?? null;
    } catch (error) {
      if (error instanceof errors.JOSEError) return null;
      throw error;
    }
  },
});

export type Tokens = ReturnType<typeof createTokens>;
