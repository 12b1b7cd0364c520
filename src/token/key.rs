//! A key as a user pastes it: JWK, JWK set, PEM, or a shared secret.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::{base64url, der};

/// A key that can check a signature.
#[derive(Clone, PartialEq, Eq)]
pub struct Key {
    /// The key itself.
    pub material: Material,
    /// Where it comes from, in words: `key "2024-a" of the set`, `the secret, read as base64`.
    pub name: String,
    /// `kid`, by which a token names its key.
    pub kid: Option<String>,
    /// `alg`: the only algorithm it may be used with (RFC 7517 §4.4).
    pub alg: Option<String>,
    /// Whether `use` or `key_ops` allow to check signatures (RFC 7517 §4.2, §4.3).
    pub may_verify: bool,
}

/// What a key consists of. A private key is reduced to its public half.
#[derive(Clone, PartialEq, Eq)]
pub enum Material {
    /// A shared secret, for HS256 and its kin.
    Secret(Vec<u8>),
    /// RSA, its numbers big-endian.
    Rsa {
        /// The modulus.
        n: Vec<u8>,
        /// The exponent.
        e: Vec<u8>,
    },
    /// A point of an elliptic curve, both coordinates of the full length.
    Ec {
        /// `P-256`, `P-384`, `P-521` or `secp256k1`.
        curve: &'static str,
        /// The first coordinate.
        x: Vec<u8>,
        /// The second coordinate.
        y: Vec<u8>,
    },
    /// An Ed25519 public key of 32 bytes.
    Ed25519(Vec<u8>),
}

/// A key is never printed: it may be a secret.
impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Key").field("name", &self.name).field("kid", &self.kid).finish_non_exhaustive()
    }
}

/// Reads what the user pasted. A secret gives one key for each way in which it may be meant.
///
/// # Errors
/// A sentence that says what is wrong with the text.
pub fn parse(text: &str) -> Result<Vec<Key>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("No key was given.".into());
    }
    if text.contains("-----BEGIN ") {
        return pem(text);
    }
    if text.starts_with(['{', '[']) {
        let value: Value = serde_json::from_str(text).map_err(|error| format!("The key is no JSON: {error}."))?;
        let list = match &value {
            Value::Array(list) => list.as_slice(),
            object => object.get("keys").and_then(Value::as_array).map_or(std::slice::from_ref(object), Vec::as_slice),
        };
        let (mut keys, mut why) = (Vec::new(), None);
        for read in list.iter().map(jwk) {
            match read {
                Ok(key) => keys.push(key),
                Err(reason) => drop(why.get_or_insert(reason)),
            }
        }
        return if keys.is_empty() { Err(why.unwrap_or("The key set is empty.".into())) } else { Ok(keys) };
    }
    let secret = |name: &str, bytes| Key {
        material: Material::Secret(bytes),
        name: name.to_owned(),
        kid: None,
        alg: None,
        may_verify: true,
    };
    let mut keys = vec![secret("the secret, taken as text", text.as_bytes().to_vec())];
    if let Some(bytes) = base64url::either(text) {
        keys.push(secret("the secret, decoded from base64", bytes));
    }
    Ok(keys)
}

/// Reads one JWK (RFC 7517 §4), or says why it cannot be used.
fn jwk(value: &Value) -> Result<Key, String> {
    let text = |name: &str| value.get(name).and_then(Value::as_str);
    let bytes = |name: &str| {
        let Some(text) = text(name) else { return Err(format!("The key lacks its member {name:?}.")) };
        // An empty secret is a secret, too: a token may be "signed" with it by mistake.
        if name == "k" && text.is_empty() {
            return Ok(Vec::new());
        }
        base64url::either(text).ok_or_else(|| format!("The member {name:?} of the key is no base64url."))
    };
    let Some(kind) = text("kty") else { return Err("The JSON holds no key of a known type (kty).".into()) };
    let curve = text("crv").unwrap_or_default();
    let material = match (kind, curve) {
        ("oct", _) => Material::Secret(bytes("k")?),
        ("RSA", _) => Material::Rsa { n: bytes("n")?, e: bytes("e")? },
        ("EC", _) => ec(curve, &bytes("x")?, &bytes("y")?)
            .ok_or_else(|| format!("The key is no point of a curve that Latchkey knows; its crv is {curve:?}."))?,
        ("OKP", "Ed25519") => Material::Ed25519(bytes("x")?),
        ("OKP", "Ed448") => return Err(ED448.into()),
        ("OKP", "X25519" | "X448") => return Err(format!("A key on {curve} encrypts; it cannot check a signature.")),
        ("OKP", _) => return Err(format!("Latchkey does not know the curve of the key; its crv is {curve:?}.")),
        _ => return Err(format!("Latchkey does not know the type of the key; its kty is {kind:?}.")),
    };
    let kid = text("kid").map(str::to_owned);
    let operations = value.get("key_ops").and_then(Value::as_array);
    let verifies = |op: &Value| matches!(op.as_str(), Some("verify" | "sign"));
    Ok(Key {
        material,
        name: kid.as_ref().map_or("the key".into(), |kid| format!("the key named {kid:?}")),
        kid,
        alg: text("alg").map(str::to_owned),
        may_verify: text("use").is_none_or(|u| u == "sig") && operations.is_none_or(|ops| ops.iter().any(verifies)),
    })
}

const COMPRESSED: &str =
    "The point of the key is compressed. Write it out first: openssl ec -pubin -conv_form uncompressed.";

/// The only libraries in Rust are an early version and one person's fork of it.
pub(super) const ED448: &str =
    "Latchkey cannot check Ed448 signatures: browsers do not know them, and no well-kept library does. OpenSSL can.";

/// A point with both coordinates of the full length of the curve.
fn ec(curve: &str, x: &[u8], y: &[u8]) -> Option<Material> {
    let (curve, length) = match curve {
        "P-256" => ("P-256", 32usize),
        "P-384" => ("P-384", 48),
        "P-521" => ("P-521", 66),
        "secp256k1" => ("secp256k1", 32),
        _ => return None,
    };
    let pad = |bytes: &[u8]| {
        let missing = length.checked_sub(bytes.len())?;
        Some([vec![0; missing], bytes.to_vec()].concat())
    };
    Some(Material::Ec { curve, x: pad(x)?, y: pad(y)? })
}

/// Reads the first PEM block.
fn pem(text: &str) -> Result<Vec<Key>, String> {
    let block = || {
        let (label, rest) = text.split_once("-----BEGIN ")?.1.split_once("-----")?;
        let body: String = rest.split_once("-----END")?.0.chars().filter(|c| !c.is_whitespace()).collect();
        Some((label.trim(), base64url::either(&body)?))
    };
    let Some((label, bytes)) = block() else { return Err("The PEM text is cut or no base64.".into()) };
    let key = match label {
        "PUBLIC KEY" => der::public_key(&bytes),
        "RSA PUBLIC KEY" => der::rsa(&bytes),
        "CERTIFICATE" => der::certificate(&bytes),
        other if other.ends_with("PRIVATE KEY") => {
            return Err("This is a private key. Paste the public key: it is enough to check a signature.".into());
        }
        "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST" => {
            return Err("This asks for a certificate. Paste the certificate itself, or the public key.".into());
        }
        other => return Err(format!("A PEM block \"{}\" holds no public key.", other.escape_debug())),
    };
    let material = match key {
        Some(der::PublicKey::Rsa { n, e }) => Some(Material::Rsa { n, e }),
        Some(der::PublicKey::Ed25519(x)) => Some(Material::Ed25519(x)),
        Some(der::PublicKey::Ed448) => return Err(ED448.into()),
        Some(der::PublicKey::Ec { point, .. }) if matches!(point.first(), Some(2 | 3)) => return Err(COMPRESSED.into()),
        Some(der::PublicKey::Ec { curve, point }) => named_curve(&curve).and_then(|curve| {
            let body = point.strip_prefix(&[4])?;
            let (x, y) = body.split_at_checked(body.len() / 2)?;
            ec(curve, x, y)
        }),
        None => None,
    };
    let material =
        material.ok_or("The PEM block holds no RSA, P-256, P-384, P-521, secp256k1 or Ed25519 public key.")?;
    Ok(vec![Key { material, name: "the key".into(), kid: None, alg: None, may_verify: true }])
}

/// The name of a curve by its object identifier (RFC 5480 §2.1.1.1).
fn named_curve(oid: &[u8]) -> Option<&'static str> {
    match oid {
        [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07] => Some("P-256"),
        [0x2b, 0x81, 0x04, 0x00, 0x22] => Some("P-384"),
        [0x2b, 0x81, 0x04, 0x00, 0x23] => Some("P-521"),
        [0x2b, 0x81, 0x04, 0x00, 0x0a] => Some("secp256k1"), // RFC 8812 §4.4 takes it from SEC 2
        _ => None,
    }
}

impl Material {
    /// The public key, or the secret, as a JWK: what `crypto.subtle.importKey("jwk", …)` takes.
    pub fn jwk(&self) -> Value {
        let text = |bytes: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(bytes);
        match self {
            Material::Secret(k) => json!({"kty": "oct", "k": text(k)}),
            Material::Rsa { n, e } => json!({"kty": "RSA", "n": text(n), "e": text(e)}),
            Material::Ec { curve, x, y } => json!({"kty": "EC", "crv": curve, "x": text(x), "y": text(y)}),
            Material::Ed25519(x) => json!({"kty": "OKP", "crv": "Ed25519", "x": text(x)}),
        }
    }

    /// What it is, in words.
    pub fn describe(&self) -> String {
        match self {
            Material::Secret(k) => format!("a shared secret of {} bytes", k.len()),
            Material::Rsa { n, .. } => format!("an RSA key of {} bits", n.len() * 8),
            Material::Ec { curve, .. } => format!("an elliptic-curve key on {curve}"),
            Material::Ed25519(_) => "an Ed25519 key".into(),
        }
    }
}
