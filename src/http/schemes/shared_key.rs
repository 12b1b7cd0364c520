//! SharedKey: Azure Storage signs each request with the key of the account.
//!
//! # Example values
//! * `SharedKey myaccount:ctzMq410TV3wS7upTBcunJTDLEJwMAZuFPfr0mrrA08=`

use super::scheme::base64;
use super::{Iana, Param, Scheme, Takes, View};

pub(super) const SCHEMES: &[Scheme] = &[Scheme {
    names: &["SharedKey", "SharedKeyLite"],
    iana: Iana::NotRegistered,
    summary: "Azure Storage: the request is signed with the key of the storage account. The server allows the clock to be fifteen minutes off.",
    reference: "Azure Storage, Authorize with Shared Key",
    credentials_take: Takes::Pair,
    challenge: &[],
    credentials: &[Param::new("", "the account and the signature, joined by a colon").required().secret()],
    look,
}];

fn look(view: &mut View<'_>) {
    let Some(text) = view.params.token68().filter(|_| !view.is_challenge).map(str::to_owned) else { return };
    let Some((account, signature)) = text.split_once(':') else {
        return view.note_param("", "Account and signature are expected, joined by a colon.");
    };
    view.part("", "account", account, "the storage account");
    view.secret_part("", "signature", signature, "the signature over the request");
    if base64(signature).is_none_or(|bytes| bytes.len() != 32) {
        view.note_param("", "The signature is not 32 bytes in base64, as HMAC-SHA256 gives.");
    }
}
