//! AWS: the signature of Amazon S3 before version 4, which other object stores still take.
//!
//! # Example values
//! * `AWS AKIAIOSFODNN7EXAMPLE:frJIUN8DYpKDtOLCwo//yllqDzg=`

use super::scheme::base64;
use super::{Iana, Param, Scheme, Takes, View};

pub(super) const SCHEMES: &[Scheme] = &[Scheme {
    names: &["AWS"],
    iana: Iana::NotRegistered,
    summary: "AWS Signature Version 2: the request is signed with a lasting key. Amazon S3 takes it in its oldest regions only; other object stores take it still. The server allows the clock to be fifteen minutes off.",
    reference: "AWS Signature Version 2",
    credentials_take: Takes::Pair,
    challenge: &[],
    credentials: &[Param::new("", "the id of the access key and the signature, joined by a colon").required().secret()],
    look,
}];

fn look(view: &mut View<'_>) {
    let Some(text) = view.params.token68().filter(|_| !view.is_challenge).map(str::to_owned) else { return };
    let Some((key, signature)) = text.rsplit_once(':') else {
        return view.note_param("", "The id of the key and the signature are expected, joined by a colon.");
    };
    view.part("", "access key id", key, "which key signed");
    view.secret_part("", "signature", signature, "the signature over the request");
    if base64(signature).is_none_or(|bytes| bytes.len() != 20) {
        view.note_param("", "The signature is not 20 bytes in base64, as HMAC-SHA1 gives.");
    }
}
