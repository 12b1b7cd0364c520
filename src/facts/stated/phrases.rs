//! The reasons, each with the phrases by which servers and libraries state it.

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident: $($phrase:literal),+;)*) => {
        /// What a server says is wrong with a credential. The order is that of a reader who takes
        /// the more exact reason first.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Reason { $($(#[$doc])* $name),* }

        /// Each reason with the phrases that state it, lower case, a `|` behind each: in one text they take up less
        /// than in a list.
        pub(super) const REASONS: &[(Reason, &str)] = &[$((Reason::$name, concat!($($phrase, "|"),+))),*];
    };
}

reasons! {
    /// No credential was found.
    Missing:
        "no authorization token was found", "no access token provided", "does not contain an access token", "does not contain a token", "no access token was provided", "no access token", "access token was not provided", "access token not provided", "credentials_required", "no auth token", "no authorization was found",
        "fst_jwt_no_authorization_in_header", "missing authorization header", "missing authorization",
        "missing 'authorization'", "authorization header is missing", "authorization header missing",
        "authorization header is required", "authorization header required", "authorization header not found",
        "authorization header not present", "authorization header not provided", "authorization header was not provided",
        "authorization header is empty", "auth header is empty", "no authorization header", "no auth header",
        "authorization_header_missing", "missing auth header", "missing authentication header",
        "credentials were not provided", "not_authenticated", "not authenticated", "no credentials",
        "missing credentials", "missing client token", "credentials are required", "credentials are missing",
        "credentials not found",
        "missing authentication credentials", "missing key-pair-id query parameter or cookie",
        "authentication credentials required", "no basic auth credentials",
        "full authentication is required", "an authentication object was not found", "jwt is missing",
        "jwt must be provided", "jwt token not found", "jwt not found", "missing jwt", "token not found in request",
        "no token provided", "no token found", "no token was provided", "no token supplied", "token not provided",
        "token is missing", "token is required", "token missing", "missing token", "missing_token",
        "token_required", "token_not_provided", "token_missing", "no_token", "missing access token",
        "missing bearer", "no bearer token", "bearer token is missing", "bearer token missing", "bearer token required",
        "access token is missing", "access token is required", "access token required", "requires a bearer token",
        "missing or malformed jwt", "cookie token is empty", "query token is empty", "no token present in request",
        "a token was not found in the tokenstorage", "token could not be parsed from the request",
        "missing required authentication credential", "credentials_missing", "anonymous access is disabled",
        "anonymous caller", "system:anonymous", "requires authentication", "authentication is required to access",
        "authorization required to access", "unauthorized: authentication required", "login required",
        "not logged in", "not signed in", "not currently logged in", "must be logged in", "must log in",
        "must be signed in", "must sign in", "need to sign in", "need to log in", "please log in", "please login",
        "please sign in", "sign in first", "log in first", "login first", "sign in to see", "sign in to view",
        "sign in to continue", "sign in to access", "log in to see", "log in to view", "log in to continue",
        "log in to access", "login to continue", "login to access", "have to log in", "have to sign in",
        "have to be logged in", "need to be logged in", "need to login", "must login", "authenticate first",
        "authentication is required", "sign in required", "sign-in required", "no session found", "no active session",
        "user is not authenticated", "you are not authenticated", "not_authed", "user is unauthenticated",
        "missing cookie \"", "missing cookie '", "please authenticate", "bearer token expected",
        // In other languages.
        "veuillez vous connecter", "devez être connecté", "non connecté", "non authentifié", "nicht angemeldet",
        "bitte melden sie sich an", "bitte anmelden", "zuerst anmelden", "bitte einloggen", "bitte melde dich", "anmeldung erforderlich", "no autenticado", "no ha iniciado sesión",
        "debe iniciar sesión", "debes iniciar sesión", "inicie sesión", "não autenticado", "faça login", "non autenticato",
        "kein token", "token fehlt", "fehlendes token", "aucun token", "token manquant", "jeton manquant", "falta el token",
        "token no proporcionado", "token não fornecido", "token não informado", "token mancante", "geen token", "нет токена",
        "niet ingelogd", "未登录", "请先登录", "请登录", "未登入", "請先登入", "缺少token", "token不能为空", "ログインしてください",
        "ログインが必要", "로그인이 필요", "не авторизован", "необходимо войти";
    /// The header does not have the form "scheme, space, token".
    HeaderFormat:
        "format is authorization: bearer", "credentials_bad_format", "credentials_bad_scheme",
        "must contain two space-delimited values", "bad_authorization_header", "missing 'bearer' type",
        "bad authorization header", "invalid authorization header", "authorization header is malformed",
        "malformed authorization header", "authorization header must be", "authorization header format",
        "expected 'authorization: bearer", "authorization header must start with bearer", "bearer token is malformed",
        "invalid token header", "invalid basic header", "invalid bearer", "must be of the form bearer",
        "format is authorization", "fst_jwt_bad_request", "bad request: invalid authorization", "unsupported authorization type",
        "authorization type is not supported", "invalid auth header", "auth header is invalid",
        "authorizationheadermalformed", "invalid authorization scheme", "invalid authentication scheme",
        "unsupported auth scheme", "wrong authorization scheme", "basicauth content is invalid";
    /// The token has ended.
    Expired:
        "jwt expired", "jwt is expired", "maxage exceeded", "the token expired at", "signature has expired", "token has expired",
        "token is expired", "token expired", "expired token", "token_expired", "expired_token", "expiredtoken",
        "'exp' claim timestamp check failed", "\"exp\" claim timestamp", "\\\"exp\\\" claim timestamp",
        "claim timestamp check failed (too far in the past)",
        "access_token_expired", "id token has expired", "lifetime validation failed", "idx10223",
        "token lifetime is invalid", "jwt has expired", "jwt token is expired", "token (exp) is expired",
        "expiredsignature", "expired jwt", "jwt: token is expired", "token is either expired", "token used too late",
        "token was expired", "authorization_token_expired", "session token is expired", "authtoken expired",
        "fst_jwt_authorization_token_expired", "fast_jwt_expired", "id-token-expired", "jwtexpired",
        "token's expiration", "tokenexpired", "token exp claim", "'exp' claim expired", "claim 'exp' expired",
        "the access token expired", "expired_access_token", "expired access token", "access token has ended",
        "jwt_expired", "jwt.expired", "exp claim has expired", "exp not satisfied",
        "token has been expired", "token not valid: expired", "jwt expired at",
        "credentials have expired", "authentication has expired", "authorization has expired", "login has expired",
        "token has timed out", "token timed out", "lifetime is over", "token is too old",
        // In other languages.
        "token abgelaufen", "token ist abgelaufen", "le token a expiré", "token expiré", "jeton a expiré", "jeton expiré",
        "token ha expirado", "token expirado", "token ha caducado", "token expirou", "token scaduto", "token verlopen",
        "token已过期", "token 已过期", "token过期", "令牌已过期", "令牌过期", "登录已过期", "登录过期", "登录状态已过期",
        "トークンの有効期限", "有効期限切れ", "토큰이 만료", "токен истек";
    /// The token's time has not begun.
    NotYetValid:
        "jwt not active", "notbeforeerror", "jwt not yet valid", "'nbf' claim timestamp", "\"nbf\" claim timestamp",
        "\\\"nbf\\\" claim timestamp", "'iat' claim timestamp", "\"iat\" claim timestamp", "\\\"iat\\\" claim timestamp",
        "fast_jwt_inactive", "the token will be active at", "token is not yet valid", "token not yet valid",
        "token is not valid yet", "token used too early", "token used before issued", "not valid before",
        "idx10222", "immaturesignature", "cannot handle token prior to", "token is not yet active",
        "jwt used before", "jwt is not yet", "token was issued in the future", "issued in the future",
        "'nbf' is in the future", "token cannot be used before", "used before its nbf", "jwt_not_yet_valid",
        "token_not_yet_valid", "nbf claim is in the future", "issued at future", "jwtissuedatfuture", "jwtnotyetvalid",
        "must not be accepted before", "token can't be used yet", "not before date is in the future";
    /// The token names no audience.
    AudienceMissing:
        "the audience 'empty' is invalid", "the audience 'null'", "idx10206", "missing required \"aud\" claim",
        "missing required 'aud' claim", "missing required \\\"aud\\\" claim", "token is missing the \"aud\" claim",
        "token is missing the \\\"aud\\\" claim", "missing the required claim: aud", "'aud' claim is required",
        "token has no audience", "missing audience", "aud claim is missing", "token does not contain an audience",
        "token is missing an audience", "audience claim is missing", "required claim 'aud'", "no aud claim";
    /// The token is for another audience.
    Audience:
        "the audience is invalid", "audience '", "invalid jwt audience", "audience claim is invalid", "audience claim is not valid", "audience claim mismatch", "jwt audience invalid", "audiences in jwt are not allowed",
        "unexpected 'aud' value", "unexpected \"aud\" value", "unexpected \\\"aud\\\" value", "unexpected \"aud\" claim",
        "unexpected \\\"aud\\\" claim", "unexpected 'aud' claim", "audience doesn't match", "audience does not match",
        "invalid audience", "invalid_audience", "idx10214", "idx10208", "wrong audience", "audience mismatch",
        "the aud claim is not valid", "aud claim is invalid", "aud claim mismatch", "token has invalid audience", "aud claim value",
        "audience is not allowed", "audience not allowed", "incorrect \\\"aud\\\"", "incorrect \"aud\"", "jwt not in audience",
        "jwtnotinaudience", "wrong recipient", "invalid aud", "not intended for this audience",
        "the required audience is missing", "audience validation failed", "expected audience",
        "this aud claim is not allowed", "invalid claim: aud", "invalid claims: aud", "aud not satisfied",
        "aud did not match", "intended audience", "audience invalid", "bad audience", "token was not issued for this";
    /// The token comes from an issuer that is not trusted.
    Issuer:
        "the issuer is invalid", "the issuer '", "issuer claim is invalid", "issuer claim is not valid", "issuer claim mismatch", "jwt issuer invalid", "the iss claim value", "iss claim value", "jwt issuer is not configured",
        "invalid token issuer", "unexpected 'iss' value", "unexpected \"iss\" value", "unexpected \\\"iss\\\" value",
        "unexpected \"iss\" claim", "unexpected \\\"iss\\\" claim", "invalid issuer", "invalid_issuer", "idx10205",
        "issuer mismatch", "issuer is invalid", "the iss claim is not valid", "iss claim is invalid", "wrong issuer",
        "token has invalid issuer", "issuer does not match", "issuer doesn't match", "unknown issuer", "untrusted issuer",
        "issuer not allowed", "issuer is not allowed", "incorrect \\\"iss\\\"", "incorrect \"iss\"",
        "iss not satisfied", "iss did not match", "invalid claim: iss", "invalid iss", "issuer validation failed",
        "iss claim mismatch", "no credentials found for given 'iss'", "issuer not trusted", "issuer is not trusted",
        "did not come from a trusted issuer", "this issuer does not match", "invalid jwt issuer";
    /// The token's algorithm is refused.
    Algorithm:
        "invalid algorithm", "invalid_algorithm", "the specified alg value is not allowed", "unsupported alg", "unsupported \"alg\"",
        "unsupported \\\"alg\\\"", "unsupported algorithm", "algorithm not supported", "algorithm not allowed", "algorithm is not allowed",
        "alg not allowed", "\"alg\" (algorithm) header parameter value not allowed",
        "\\\"alg\\\" (algorithm) header parameter value not allowed", "'alg' (algorithm) header",
        "jwt signature is required", "unsigned authorization token", "unsecured jws", "unsecured jwt", "unsigned claims jwt",
        "unsigned jwt", "incorrect algorithm", "alg header parameter value not allowed",
        "signed jwt rejected: another algorithm expected", "another algorithm expected", "algorithm mismatch",
        "unexpected signature algorithm", "unexpected signing", "signing method hs", "signing method rs", "signing method none", "signing method es", "signing method is invalid", "idx10696", "idx10504", "none algorithm",
        "alg_not_allowed", "algorithm 'none'", "token has no signature", "wrong algorithm", "expected a different algorithm", "fast_jwt_invalid_algorithm",
        "invalid token algorithm", "unsupportedjwt", "jwtinvalidalg", "unsupported jwt signing algorithm";
    /// The key that signed the token is not known.
    KeyUnknown:
        "signature key was not found", "idx10501", "idx10503", "idx10500", "no applicable key found",
        "jwks doesn't have key to match", "no matching key", "no suitable key", "unable to find a signing key",
        "unable to find a key", "signing key not found", "unknown kid", "invalid kid", "kid not found", "key not found for",
        "no matching signing key", "unable to match key", "could not find a matching", "no key found", "unable to find an algorithm for key", "unable to find matching", "no public key for", "key id not found",
        "cannot find key", "couldn't find matching", "jwk not found", "jwknotfound", "unrecognized kid",
        "token key is not found", "signing key is not found", "another key expected", "no matching jwk",
        "failed to find any key", "secret or public key must be provided", "unrecognized key", "jwt kid", "public key not found", "invalid user key in jwt";
    /// The keys could not be loaded.
    KeysUnavailable:
        "jwks remote fetch", "failed to fetch authorization server metadata", "failed to fetch openid configuration", "number of keys in configuration: '0'", "jwks fetch fail", "failed to fetch jwks",
        "failed to retrieve jwks", "couldn't retrieve remote jwk set", "could not retrieve remote jwk", "failed to obtain jwk",
        "unable to retrieve jwks", "unable to load jwk", "error fetching jwks", "unable to obtain configuration from",
        "idx20803", "idx20804", "idx20807", "failed to load public key", "error retrieving jwks",
        "could not fetch jwks", "unable to fetch jwks", "unable to obtain jwks", "jwks request failed", "failed to download public keys",
        "error while fetching metadata", "failed to fetch certificates", "error fetching public keys", "jwksnotretrieved",
        "no keys found in jwks", "the jwks endpoint did not", "unable to get jwks", "unable to resolve the configuration";
    /// The seal does not fit.
    Signature:
        "invalid signature", "the signature is invalid", "signature verification failed", "signature_invalid",
        "signature is invalid", "jwt verification fails", "token signature could not be verified", "signature mismatch",
        "the token signature is invalid", "bad signature", "jwt signature does not match", "signature does not match locally",
        "signature validation failed", "idx10511", "idx10517", "unable to verify signature", "could not verify signature", "failed to verify signature",
        "parse or verify signature", "invalidsignature", "invalid_signature", "signature not valid", "signature check failed",
        "crypto/rsa: verification error", "token signature is invalid", "jwsinvalidsignature", "jwserror jwsinvalidsignature",
        "invalid token signature", "invalid jwt signature", "fast_jwt_invalid_signature", "signature verification", "signature didn't match",
        "firebase id token has invalid signature", "could not verify jwt", "verify signature", "signed jwt rejected: invalid signature";
    /// The token was ended.
    Revoked:
        "revoked_token", "untrusted authorization token", "fst_jwt_authorization_token_untrusted", "token_revoked", "token has been revoked", "token was revoked", "token is revoked", "revoked token",
        "token revoked", "token is blacklisted", "token has been blacklisted", "token_blacklisted", "tokenblacklisted",
        "blacklisted token", "token blacklisted", "token blocklisted", "token is blocklisted", "token has been blocklisted", "blocklisted token", "id-token-revoked", "id token has been revoked",
        "session has been revoked", "access_token_revoked", "token has been invalidated", "token_invalidated",
        "token was invalidated", "token is no longer valid", "session-cookie-revoked", "authentication token has been revoked",
        "user's password has been changed", "password_changed", "recently changed password";
    /// The server that made the token says that it does not count.
    Inactive:
        "token is not active", "token not active", "invalid token provided", "token is inactive", "inactive token",
        "token inactive", "provided token isn't active", "token_inactive", "token is not valid or has expired",
        "access token is invalid or expired", "access token is not active", "the access token is invalid", "token introspection failed",
        "the token is not active", "invalid or inactive token", "unknown token", "token not recognized", "token isn't active",
        "invalid access token", "no such token", "token does not exist", "invalid_access_token",
        "provided token is not active", "the token is unknown", "token is unknown", "session not active",
        "session is not active", "claim in jwt does not exist";
    /// The user behind the token.
    User:
        "user inactive or deleted", "user_not_found", "email_not_verified", "email not verified", "email is not verified", "verify your email", "email_not_confirmed", "email not confirmed", "user_inactive", "user is inactive", "user not found", "inactive user", "inactive_user",
        "error loading the user", "user account is disabled", "account is disabled", "account disabled", "account_disabled",
        "user is disabled", "user disabled", "user_disabled", "user-disabled", "user has been disabled", "account has been disabled",
        "account is inactive", "account is locked", "account locked", "account has been locked", "user is locked", "user_locked", "account has been suspended",
        "account is suspended", "account suspended", "user is suspended", "user suspended", "account_inactive", "user does not exist",
        "user doesn't exist", "user no longer exists", "the user belonging to this token", "account has been deleted",
        "user has been deleted", "user was deleted", "user from sub claim", "user_banned", "user is banned", "invalidated_user",
        "accountinactive", "no user found for", "account deactivated", "user is deactivated", "deactivated user",
        "user-not-found", "no_resource_found", "user is not active", "user not active", "email address is not verified",
        "email address has not been verified", "confirm your email", "account is not activated", "account not activated",
        "account is not verified", "activate your account", "account has been blocked", "account is blocked",
        "account has been closed", "account has been banned", "user_blocked", "user is blocked",
        "userdisabledexception", "account is not active", "does not belong to an active user",
        // In other languages.
        "konto ist deaktiviert", "konto ist gesperrt", "konto wurde deaktiviert", "konto wurde gesperrt", "konto deaktiviert", "konto gesperrt",
        "compte est désactivé", "compte désactivé", "compte est bloqué", "compte suspendu", "cuenta desactivada", "cuenta bloqueada",
        "cuenta suspendida", "conta desativada", "conta bloqueada", "账号已被禁用", "账户已被禁用", "账号已停用", "账号已被冻结", "用户已被禁用";
    /// A token of the wrong kind.
    Kind:
        "only non-refresh tokens are allowed", "only access tokens can access", "token has wrong type", "wrong token type",
        "invalid token type", "wrong_token_type", "only refresh tokens are allowed", "only refresh tokens can", "refresh token required",
        "invalid_token_type", "only access tokens are allowed", "token type is not allowed", "token type is invalid",
        "incorrect token type", "not an access token", "not a refresh token", "token is not an access token", "invalid token_use",
        "token use not allowed", "is not an access token", "expected access token", "id token not allowed",
        "is an id token", "token type mismatch", "typ claim is not valid", "expected token type", "unexpected token type";
    /// A time claim is missing, or no number.
    TimeClaim:
        "unexpected 'exp' value", "unexpected 'iat' value", "claim (exp) must be an integer", "claim (nbf) must be an integer", "claim (iat) must be an integer", "invalid exp value", "invalid nbf value", "invalid iat value", "token has no expiration", "missing the \"exp\" claim", "missing the \\\"exp\\\" claim", "missing required \"exp\" claim", "missing required \\\"exp\\\" claim",
        "the token has no expiration", "idx10225", "exp claim is required", "exp claim must be", "\"exp\" claim must be a number",
        "\\\"exp\\\" claim must be a number", "'exp' claim must be", "exp claim is missing", "missing exp", "no exp claim",
        "token is missing required claim: exp", "token is missing the \"exp\"", "expiration time is required", "jwtexpirationnotfound",
        "fst_jwt_exp", "the exp claim must be", "invalid claim: exp", "the 'exp' claim is required", "exp is required", "required claim 'exp'",
        "token is missing the \"iat\"", "token is missing the \\\"exp\\\"";
    /// The token lives longer than the API takes.
    TooLong:
        "too far in the future", "expiration time must not be more than", "lifetime is too long", "token lifetime too long",
        "max token lifetime", "expiration is too far", "exp is too far",
        "maximum token age", "token exceeds the max",
        "must have an expiration time no more than", "token must be a short-lived token";
    /// The token is refused as invalid, which may mean anything.
    InvalidToken:
        "invalid token", "token is invalid", "token is not a valid", "jwt_invalid", "invalid jwt token", "token_invalid", "not a valid token", "token verification failure",
        "token verification failed", "jwt verification failed", "jwt verification error", "failed to verify token",
        "failed to verify jwt", "could not verify token", "unable to verify token", "token could not be verified",
        "token validation failed", "jwt validation failed", "failed to validate token", "bad token", "wrong token";
    /// The form is broken.
    Malformed:
        "jwt malformed", "protected header formatting", "not enough segments", "too many segments", "invalid number of segments", "wrong number of segments",
        "jwt is not in the form", "jwt header is an invalid", "jwt payload is an invalid", "jwt is malformed", "token is malformed", "malformed token", "malformed jwt", "token malformed",
        "fst_jwt_authorization_token_invalid", "fast_jwt_malformed", "fast_jwt_invalid", "invalid compact jws", "invalid jwt", "invalid jws", "bad_jwt", "expected 3 parts",
        "must contain exactly 2 period", "invalid header padding", "invalid payload padding", "invalid header string", "invalid crypto padding",
        "malformed jws", "invalid jwt serialization", "missing dot delimiter", "idx12741", "idx14100", "idx12729", "idx14102", "compactdecodeerror",
        "illegal base64", "unable to decode token", "unable to decode jwt", "unable to parse token", "unable to parse jwt", "could not decode token",
        "could not decode jwt", "decoding firebase id token failed", "could not parse token", "could not parse jwt", "failed to parse token",
        "failed to parse jwt", "error decoding token", "error decoding token headers", "unable to read json value", "bad token; invalid json", "token could not be parsed", "cannot decode token", "token cannot be decoded",
        "invalid token format", "invalid_token_format", "not a valid jwt", "is not a jwt", "not a jwt", "unable to decode the jwt",
        "attempting to decode the jwt", "the token was expected to have 3 parts", "couldn't parse jwt",
        "auth/argument-error", "invalid token string", "incorrect token format";
}
