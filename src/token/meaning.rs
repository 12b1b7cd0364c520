//! What the members of a token mean, in plain words: one line each, and who defines them.

/// A member of a claims set or a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// Its name in the token.
    pub name: &'static str,
    /// What it says, without a capital or a full stop.
    pub words: &'static str,
    /// The standard or vendor that defines it.
    pub by: &'static str,
}

/// What a claim says; `None` for a claim of the application's own.
pub fn claim(name: &str) -> Option<&'static str> {
    about_claim(name).map(|meaning| meaning.words)
}

/// What a parameter of the JOSE header says.
pub fn header(name: &str) -> Option<&'static str> {
    about_header(name).map(|meaning| meaning.words)
}

/// What a parameter of the header of an encrypted token says, where that differs.
pub fn encrypted_header(name: &str) -> Option<&'static str> {
    match name {
        "alg" => Some("how the key of its content was encrypted"),
        "kid" => Some("which key of the recipient opens it"),
        _ => header(name),
    }
}

/// A claim with its origin. Claims under a URL of the application's own, as Auth0 and Hasura want
/// them, are known by their last part.
pub fn about_claim(name: &str) -> Option<Meaning> {
    let last = if name.starts_with("http") { name.rsplit('/').next() } else { None };
    CLAIMS
        .iter()
        .find(|meaning| meaning.name == name)
        // Attributes of a Cognito pool.
        .or_else(|| CLAIMS.iter().find(|meaning| meaning.name == "custom:" && name.starts_with("custom:")))
        .or_else(|| {
            CLAIMS.iter().find(|meaning| meaning.name.starts_with("http") && meaning.name.rsplit('/').next() == last)
        })
        .copied()
}

/// A header parameter with its origin.
pub fn about_header(name: &str) -> Option<Meaning> {
    HEADERS.iter().find(|meaning| meaning.name == name).copied()
}

macro_rules! meanings {
    ($($by:literal: { $($name:literal => $words:literal,)* })*) => {
        &[$($(Meaning { name: $name, words: $words, by: $by },)*)*]
    };
}

/// The claims, by the standard or vendor that defines them. The first of a name counts.
const CLAIMS: &[Meaning] = meanings! {
    "RFC 7519": {
        "iss" => "who made the token (issuer)",
        "sub" => "whom it is about (subject), often a user's id",
        "aud" => "who may take it (audience); other servers must refuse it",
        "exp" => "when it ends; servers refuse it from then on",
        "nbf" => "when it begins; servers refuse it before",
        "iat" => "when it was made",
        "jti" => "the number of this token, to know it again",
    }
    "OpenID Connect": {
        "auth_time" => "when the user last logged in",
        "nonce" => "ties the token to one login request, a DPoP proof to the server's DPoP-Nonce",
        "acr" => "how strong the login was",
        "amr" => "by which means the user logged in",
        "azp" => "the app for which it was made",
        "at_hash" => "a digest of the access token given along with it",
        "c_hash" => "a digest of the code given along with it",
        "s_hash" => "a digest of the state given along with it",
        "sid" => "the login session it belongs to",
        "sub_jwk" => "the key of the user's own identity provider",
        "events" => "what happened: a log-out, a password change",
        "name" => "the user's name",
        "given_name" => "the user's first name",
        "family_name" => "the user's last name",
        "middle_name" => "the user's middle name",
        "nickname" => "the user's nickname",
        "preferred_username" => "the name the user logs in with; it can change",
        "profile" => "the address of the user's profile page",
        "picture" => "a picture of the user",
        "website" => "the user's web site",
        "email" => "the user's e-mail address",
        "email_verified" => "whether that address was checked",
        "gender" => "the user's gender",
        "birthdate" => "the user's date of birth",
        "zoneinfo" => "the user's time zone",
        "locale" => "the user's language",
        "phone_number" => "the user's phone number",
        "phone_number_verified" => "whether that number was checked",
        "address" => "the user's postal address",
        "updated_at" => "when the user's profile last changed",
        "_claim_names" => "claims that have to be fetched elsewhere",
        "_claim_sources" => "where those claims are",
    }
    "RFC 9068 and RFC 8693": {
        "client_id" => "the app that asked for it",
        "scope" => "what it permits",
        "roles" => "the roles of the user or app",
        "groups" => "the groups of the user",
        "entitlements" => "what the user is entitled to",
        "act" => "who acts for the subject",
        "may_act" => "who may act for the subject",
    }
    "RFC 7800": {
        "cnf" => "the key its holder must prove to have",
    }
    "RFC 9449 (DPoP)": {
        "htm" => "the method this proof is for",
        "htu" => "the address this proof is for",
        "ath" => "a digest of the access token this proof goes with",
    }
    "RFC 9396": {
        "authorization_details" => "exactly what it permits, in more detail than scopes",
    }
    "RFC 9901 (SD-JWT)": {
        "_sd" => "digests of claims that the holder may disclose",
        "_sd_alg" => "how those digests were made",
        "sd_hash" => "a digest of the disclosed token",
        "vct" => "the kind of credential",
        "status" => "where to look whether it was revoked",
    }
    "RFC 8417": {
        "toe" => "when the event happened",
        "txn" => "the number of the transaction",
        "sub_id" => "whom it is about, in a stated form",
    }
    "RFC 7662": {
        "active" => "whether the server still takes the token",
        "username" => "the name the user logs in with",
        "token_type" => "how the token is to be sent",
    }
    "Verifiable Credentials": {
        "vc" => "a credential in the old W3C form",
        "vp" => "a presentation of credentials",
        "trust_chain" => "how the issuer is trusted",
    }
    "Microsoft Entra": {
        "tid" => "the tenant: which organisation's directory",
        "oid" => "the user's or app's id in the directory; the same for every app",
        "ver" => "the version of the token's format, 1.0 or 2.0",
        "appid" => "the app that asked for it (tokens of version 1.0)",
        "appidacr" => "how the app proved itself: 0 not, 1 secret, 2 certificate",
        "azpacr" => "how the app proved itself: 0 not, 1 secret, 2 certificate",
        "app_displayname" => "the name of the app that asked for it",
        "scp" => "what the user lets the app do (delegated scopes)",
        "wids" => "the administrator roles of the user, as ids",
        "idp" => "where the user logged in",
        "idtyp" => "whether it is about a user or an app",
        "upn" => "the name the user logs in with",
        "unique_name" => "a readable name of the user; it can change",
        "hasgroups" => "the groups are too many for the token",
        "groups:src1" => "where to fetch the groups",
        "ipaddr" => "the address from which the user logged in",
        "uti" => "the number of the token, for Microsoft's support",
        "rh" => "for Microsoft's own use",
        "aio" => "for Microsoft's own use",
        "xms_cc" => "what the app understands; cp1 means claims challenges",
        "xms_tcdt" => "when the tenant was made",
        "xms_tdbr" => "the region of the tenant's data",
        "xms_ftd" => "for Microsoft's own use",
        "xms_idrel" => "how the user belongs to the tenant",
        "xms_st" => "the subject as other apps see it",
        "xms_mirid" => "the managed identity it was made for",
        "tenant_region_scope" => "the region of the tenant",
        "tenant_ctry" => "the country of the tenant",
        "ctry" => "the country of the user",
        "platf" => "the platform of the device, as a number",
        "in_corp" => "whether the login came from the company's network",
        "pwd_exp" => "when the user's password ends",
        "fwd" => "the address of the user behind a gateway",
        "xms_edov" => "whether the domain of the e-mail address was checked",
        "verified_primary_email" => "e-mail addresses of the user that were checked",
        "acct" => "whether the user is a member (0) or a guest (1)",
        "acrs" => "the authentication contexts that are met",
        "onprem_sid" => "the user's id in the local directory",
        "puid" => "the user's id at Microsoft",
        "login_hint" => "fills in the name at the next log-in",
        "signin_state" => "notes on the log-in, such as a known device",
        "deviceid" => "the device of the user",
        "tfp" => "the user flow or policy (Azure AD B2C)",
        "extension_Organization" => "an attribute of Azure AD B2C",
        "at_use_nbf" => "for Microsoft's own use",
    }
    "Auth0": {
        "gty" => "the grant by which it was obtained",
        "permissions" => "what the user may do",
        "org_id" => "the organisation the user logged in to",
        "org_name" => "the name of that organisation",
        "https://example.com/roles" => "the roles of the user, under a name of the application's own",
        "https://example.com/permissions" => "what the user may do, under a name of the application's own",
    }
    "Okta": {
        "cid" => "the app that asked for it",
        "uid" => "the user's id at Okta",
    }
    "Keycloak": {
        "typ" => "the kind of token: Bearer, ID, Refresh or Offline",
        "session_state" => "the login session it belongs to",
        "realm_access" => "the roles of the user in the whole realm",
        "resource_access" => "the roles of the user in each client",
        "allowed-origins" => "the web origins from which the client may call",
        "authorization" => "what the user may do (User-Managed Access)",
        "clientHost" => "where the client called from",
        "clientAddress" => "where the client called from",
    }
    "Amazon Cognito": {
        "token_use" => "whether it is an access token or an ID token",
        "cognito:username" => "the user's name in the pool",
        "cognito:groups" => "the groups of the user",
        "cognito:roles" => "the AWS roles the user may take",
        "cognito:preferred_role" => "the AWS role the user gets",
        "origin_jti" => "the number of the log-in; all its tokens share it",
        "event_id" => "the number of the log-in event",
        "device_key" => "the device of the user",
        "custom:" => "an attribute of the application's own",
        "identities" => "where the user logged in",
        "version" => "the version of the token's format",
    }
    "Apple": {
        "is_private_email" => "whether Apple forwards mail for the user",
        "nonce_supported" => "whether the device can send a nonce",
        "real_user_status" => "whether Apple takes the user for a person: 2 likely, 1 unknown",
        "transfer_sub" => "the user's id while an app changes hands",
    }
    "Google": {
        "hd" => "the Google Workspace domain of the user",
        "google" => "facts about a machine or an app at Google",
        "target_audience" => "the audience of the ID token that is asked for",
    }
    "Firebase": {
        "firebase" => "how and where the user logged in to Firebase",
        "user_id" => "the user's id at Firebase",
        "claims" => "the claims that the token asks to be given",
    }
    "Supabase": {
        "role" => "the database role; anon and service_role are API keys",
        "ref" => "the Supabase project",
        "aal" => "how strong the login was: aal1 one factor, aal2 two",
        "session_id" => "the login session it belongs to",
        "app_metadata" => "facts about the user that only the server changes",
        "user_metadata" => "facts about the user that the user can change; no ground for permissions",
        "is_anonymous" => "whether the user has no account yet",
        "phone" => "the user's phone number",
    }
    "Hasura": {
        "https://hasura.io/jwt/claims" => "the roles and session variables for Hasura",
        "x-hasura-default-role" => "the role Hasura takes when none is asked for",
        "x-hasura-allowed-roles" => "the roles Hasura lets the user ask for",
        "x-hasura-user-id" => "the user's id for Hasura's permissions",
    }
    "GitHub Actions": {
        "repository" => "the repository of the workflow",
        "repository_owner" => "the owner of the repository",
        "ref_type" => "whether the workflow ran on a branch or a tag",
        "sha" => "the commit of the workflow",
        "workflow" => "the name of the workflow",
        "job_workflow_ref" => "the workflow file of the job",
        "actor" => "who started the workflow",
        "environment" => "the deployment environment of the job",
        "runner_environment" => "whether GitHub or the owner runs the machine",
    }
    "Kubernetes": {
        "kubernetes.io" => "the pod and the service account of the token",
        "kubernetes.io/serviceaccount/namespace" => "the namespace of the service account",
        "kubernetes.io/serviceaccount/service-account.name" => "the service account",
    }
    "Clerk, WorkOS and others": {
        "sts" => "the state of the session",
        "fva" => "how long ago the user proved each factor, in minutes",
        "org_role" => "the role of the user in the organisation",
        "org_slug" => "the short name of the organisation",
        "org_permissions" => "what the user may do in the organisation",
        "org" => "the organisation",
        "fid" => "where to find the session's record",
        "features" => "what the customer has bought",
        "scopes" => "what it permits",
        "tenant" => "the customer it belongs to",
        "tenant_id" => "the customer it belongs to",
        "user_name" => "the name the user logs in with",
        "authorities" => "what the user may do (Spring Security)",
        "grant_type" => "the grant by which it was obtained",
        "zid" => "the identity zone (Cloud Foundry)",
        "ext_attr" => "extra attributes (SAP)",
        "xs.user.attributes" => "attributes of the user (SAP)",
        "http://schemas.microsoft.com/ws/2008/06/identity/claims/role" => "the roles of the user (.NET)",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name" => "the user's name (.NET)",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier" => "the user's id (.NET)",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress" => "the user's e-mail address (.NET)",
    }
};

/// The parameters of a JOSE header.
const HEADERS: &[Meaning] = meanings! {
    "RFC 7515": {
        "alg" => "how it was signed",
        "typ" => "the kind of token",
        "cty" => "what is inside, a nested token for example",
        "kid" => "which key of the issuer signed it",
        "jku" => "where the issuer's keys are; a server must not follow it blindly",
        "jwk" => "the key itself; a server must not trust it blindly",
        "x5u" => "where the certificate is; a server must not follow it blindly",
        "x5c" => "the certificate chain",
        "x5t" => "a SHA-1 digest of the certificate",
        "x5t#S256" => "a SHA-256 digest of the certificate",
        "crit" => "what a reader must understand or else refuse the token",
    }
    "RFC 7516": {
        "enc" => "how its content was encrypted",
        "zip" => "the content was compressed first",
    }
    "RFC 7518": {
        "epk" => "the sender's key for the key agreement",
        "apu" => "the sender in the key agreement",
        "apv" => "the receiver in the key agreement",
        "iv" => "part of how the key was encrypted",
        "tag" => "part of how the key was encrypted",
        "p2s" => "the salt with which the key was made from a password",
        "p2c" => "how many rounds made the key from a password",
    }
    "RFC 7797": {
        "b64" => "whether the content is in base64url",
    }
    "RFC 7519": {
        "iss" => "who made the token, repeated in the open",
        "sub" => "whom it is about, repeated in the open",
        "aud" => "who may take it, repeated in the open",
    }
    "RFC 8225": {
        "ppt" => "the kind of caller-id token",
    }
    "RFC 8555": {
        "url" => "the address this message is for (ACME)",
        "nonce" => "a number used once; Microsoft Graph tokens carry it and cannot be checked by others",
    }
    "OpenID Federation and others": {
        "trust_chain" => "how the issuer is trusted",
        "svt" => "proof that the signature was checked before",
        "iat" => "when it was made",
        "ver" => "the version of the token's format",
        "client_id" => "the app that asked for it",
        "signer" => "which key service signed it (AWS load balancer)",
        "exp" => "when it ends (AWS load balancer)",
        "client" => "the app that asked for it (AWS load balancer)",
        "cat" => "the category of the token (Clerk)",
    }
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_registered_and_vendor_members() {
        assert_eq!(claim("exp"), Some("when it ends; servers refuse it from then on"));
        assert_eq!(about_claim("tid").map(|m| m.by), Some("Microsoft Entra"));
        assert_eq!(
            claim("https://shop.example/roles"),
            Some("the roles of the user, under a name of the application's own")
        );
        assert_eq!(claim("custom:plan"), Some("an attribute of the application's own"));
        assert_eq!(claim("x-own-thing"), None);
        assert_eq!(header("enc"), Some("how its content was encrypted"));
    }

    #[test]
    fn lines_are_short_plain_and_single() {
        for table in [CLAIMS, HEADERS] {
            let mut names: Vec<&str> = table.iter().map(|m| m.name).collect();
            names.sort_unstable();
            let before = names.len();
            names.dedup();
            assert_eq!(names.len(), before, "a name stands twice");
            for meaning in table {
                assert!(meaning.words.len() <= 90, "{}: too long", meaning.name);
                assert!(!meaning.words.ends_with('.'), "{}: no full stop", meaning.name);
                assert!(!meaning.words.contains("valid"), "{}: never says valid", meaning.name);
            }
        }
    }
}
